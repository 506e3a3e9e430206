//! A message on its way out.

use serde::Serialize;
use utoipa::ToSchema;

use crate::id::{ChannelId, InteractionId, OutboxId, PersonId};
use crate::time::Instant;
use crate::vocabulary::OutboxState;

/// A message on its way out, as the store keeps it and the API shows it; what it says is the interaction's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OutboxEntry {
    /// Its id.
    pub id: OutboxId,
    /// The interaction it carries out.
    pub interaction_id: InteractionId,
    /// The person it goes to.
    pub person_id: PersonId,
    /// The channel it goes by.
    pub channel_id: ChannelId,
    /// How far it is.
    pub state: OutboxState,
    /// When it is tried next, while it waits.
    pub due_at: Instant,
    /// After this it is not sent any more.
    pub due_until: Option<Instant>,
    /// How often it was tried.
    pub attempts: i64,
    /// The number, email address or postal address.
    pub recipient: String,
    /// The provider's own id of it.
    pub provider_id: Option<String>,
    /// Why it is not gone, in a few words.
    pub reason_short: Option<String>,
    /// Why it is not gone, and what to do.
    pub reason_long: Option<String>,
    /// The provider's code.
    pub reason_code: Option<String>,
    /// When it was accepted.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
    /// When the provider took it.
    pub sent_at: Option<Instant>,
}
