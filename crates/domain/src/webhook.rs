//! Webhooks: who is told of which events, and how often it is tried.

mod draft;
mod retry;

use serde::Serialize;
use utoipa::ToSchema;

use crate::id::{DeliveryId, SubscriptionId};
use crate::time::Instant;
use crate::vocabulary::DeliveryState;

pub use draft::SubscriptionDraft;
pub use retry::{GIVE_UP_SECONDS, Verdict, after_failure};

/// A subscription: an address that is told of events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Subscription {
    /// Its id.
    pub id: SubscriptionId,
    /// Where events are sent.
    pub url: String,
    /// Which events: `interaction.created`, `interaction.*` or `*`.
    pub event_types: Vec<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Whether events are sent.
    pub enabled: bool,
    /// Why none are.
    pub disabled_reason: Option<String>,
    /// Since when none are.
    pub disabled_at: Option<Instant>,
    /// The number of the last event that was taken for it.
    #[schema(minimum = 0)]
    pub cursor: i64,
    /// Since when no attempt has succeeded, where the last ones failed.
    pub failing_since: Option<Instant>,
    /// When it was made.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
}

impl Subscription {
    /// Whether it is told of events of this type.
    pub fn wants(&self, event_type: &str) -> bool {
        self.event_types.iter().any(|wanted| covers(wanted, event_type))
    }
}

/// Whether `*`, `interaction.*` or `interaction.created` stands for a type.
fn covers(wanted: &str, event_type: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(beginning) => event_type.starts_with(beginning),
        None => wanted == event_type,
    }
}

/// One event on its way to a subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// Its id.
    pub id: DeliveryId,
    /// Whom it is for.
    pub subscription_id: SubscriptionId,
    /// The number of the event.
    #[schema(minimum = 1)]
    pub event_number: i64,
    /// The type of the event.
    pub event_type: String,
    /// What became of it.
    pub state: DeliveryState,
    /// How often it was tried.
    #[schema(minimum = 0)]
    pub attempts: i64,
    /// When it was taken from the log.
    pub created_at: Instant,
    /// When it was first tried.
    pub first_attempt_at: Option<Instant>,
    /// When it was last tried.
    pub last_attempt_at: Option<Instant>,
    /// When it is tried next.
    pub next_attempt_at: Option<Instant>,
    /// The HTTP status of the last answer.
    pub response_status: Option<i64>,
    /// How the last answer began.
    pub response_excerpt: Option<String>,
    /// Why the last attempt failed.
    pub error: Option<String>,
    /// How long the last attempt took, in milliseconds.
    pub duration_ms: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn a_star_stands_for_every_type_or_every_type_of_a_kind() {
        assert!(covers("*", "interaction.created"));
        assert!(covers("interaction.*", "interaction.created"));
        assert!(covers("interaction.created", "interaction.created"));
        assert!(!covers("interaction.*", "interactions.created"));
        assert!(!covers("interaction.created", "interaction.createdAgain"));
        assert!(!covers("case.*", "interaction.created"));
    }
}
