//! `switchboard openapi`

use super::{Failure, say};
use crate::http::openapi;

/// Prints the OpenAPI document.
pub(crate) fn run() -> Result<(), Failure> {
    say(openapi::text().to_owned())
}
