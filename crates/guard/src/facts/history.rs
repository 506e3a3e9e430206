//! One past or pending interaction, as far as a rule asks.

use domain::id::{ContactId, InteractionId, LoanId};
use domain::interaction::Interaction;
use domain::time::Instant;
use domain::vocabulary::{AgentOutcome, Channel, Direction, Status, StatusDetail, Theme};
use serde::{Deserialize, Serialize};

/// One past or pending interaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PastInteraction {
    /// Its id.
    pub id: InteractionId,
    /// How it travelled.
    pub channel: Channel,
    /// Who contacted whom.
    pub direction: Direction,
    /// The technical status.
    pub status: Status,
    /// More about the status.
    #[serde(default)]
    pub status_details: Option<StatusDetail>,
    /// What an agent says came of it; goes before the other two.
    #[serde(default)]
    pub agent_outcome: Option<AgentOutcome>,
    /// What it was about.
    pub theme: Theme,
    /// When it began; late entries count where they belong.
    pub started_at: Instant,
    /// The loans it was about; none counts for every loan.
    #[serde(default)]
    pub loans: Vec<LoanId>,
    /// The contact that was used.
    #[serde(default)]
    pub contact: Option<ContactId>,
    /// The interaction it answers.
    #[serde(default)]
    pub previous: Option<InteractionId>,
    /// Whether a machine dialled or spoke.
    #[serde(default)]
    pub is_autodialed: bool,
    /// Accepted and not yet sent: it takes its place already, so that two sends cannot share the last one (D8).
    #[serde(default)]
    pub is_reserved: bool,
}

impl PastInteraction {
    /// An interaction that was attempted and of which nothing more is known.
    pub fn attempted(id: InteractionId, channel: Channel, theme: Theme, started_at: Instant) -> Self {
        Self {
            id,
            channel,
            direction: Direction::Outbound,
            status: Status::Attempted,
            status_details: None,
            agent_outcome: None,
            theme,
            started_at,
            loans: Vec::new(),
            contact: None,
            previous: None,
            is_autodialed: false,
            is_reserved: false,
        }
    }
}

impl From<&Interaction> for PastInteraction {
    /// Whether a machine dialled and whether it is a reservation is not in the record: the caller knows.
    fn from(row: &Interaction) -> Self {
        Self {
            direction: row.direction,
            status: row.status,
            status_details: row.status_details,
            agent_outcome: row.agent_outcome,
            loans: row.loans.clone(),
            contact: row.contact,
            previous: row.previous,
            ..Self::attempted(row.id, row.channel, row.theme, row.started_at)
        }
    }
}
