//! `switchboard openapi`

use super::{Failure, say};
use crate::http::router;

/// Prints the OpenAPI document.
pub(crate) fn run() -> Result<(), Failure> {
    let (_, document) = router::api().split_for_parts();
    say(document.to_pretty_json()?)
}
