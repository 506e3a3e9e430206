//! Something a provider told us.

use serde::Serialize;
use utoipa::ToSchema;

use crate::id::{ArrivalId, ChannelId, InteractionId};
use crate::time::Instant;
use crate::vocabulary::ArrivalState;

/// Something a provider told us, as the API shows it: how far it is understood, not what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ArrivalRecord {
    /// Its id.
    pub id: ArrivalId,
    /// The channel it came by.
    pub channel_id: ChannelId,
    /// The provider's name for it: a second one of the same name is the same.
    pub item: String,
    /// How far it is.
    pub state: ArrivalState,
    /// How often somebody tried to read it.
    pub attempts: i64,
    /// What it was, or why nobody could read it.
    pub reason: Option<String>,
    /// The interaction it became or belongs to.
    pub interaction_id: Option<InteractionId>,
    /// When it came.
    pub received_at: Instant,
    /// When it was understood.
    pub read_at: Option<Instant>,
    /// Its length, in bytes.
    pub bytes: i64,
}
