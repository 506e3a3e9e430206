//! Which driver speaks to what.

use std::sync::Arc;

use domain::vocabulary::ChannelKind;
use serde_json::Value;

use crate::contract::{Channel, Mistake, Surroundings};
use crate::email;

/// A driver of this kind, set up so; every setting that cannot be used otherwise.
///
/// `settings` and `secrets` are JSON objects. Nothing is connected yet.
pub fn open(
    kind: ChannelKind,
    settings: &Value,
    secrets: &Value,
    surroundings: Surroundings,
) -> Result<Arc<dyn Channel>, Vec<Mistake>> {
    match kind {
        ChannelKind::Email => Ok(Arc::new(email::open(settings, secrets, &surroundings)?)),
        ChannelKind::SendGrid | ChannelKind::Twilio | ChannelKind::Smpp | ChannelKind::Sandbox => {
            Err(vec![Mistake { field: "kind".to_owned(), message: format!("{kind} has no driver yet") }])
        }
    }
}
