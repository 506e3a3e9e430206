//! An interaction: one communication between the company and a person.

mod body;
mod close;
mod delivered;
mod draft;
pub mod line;
mod merge;
mod received;

pub use body::InteractionBody;
pub use close::{close_convo, time_out_convo};
pub use delivered::{Told, after_delivery};
pub use draft::{Draft, References};
pub use merge::{Found, Refused, Setting, create, merge, stamp};
pub use received::{Received, receive};

use crate::history::Handling;
use crate::id::{CompanyId, ContactId, InteractionId, LoanId, PersonId, UserId};
use crate::time::Instant;
use crate::vocabulary::{AgentOutcome, Channel, Direction, Status, StatusDetail, Subject, Theme};

/// Who made an interaction, as it was known then.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct CreatedBy {
    /// `employee`, `apiKey` or `system`; imports may bring others.
    pub descriptor: String,
    /// The public id; the system has none.
    pub id: Option<String>,
    /// The name.
    pub name: Option<String>,
}

impl CreatedBy {
    /// The user it is, if it is one.
    pub fn user(&self) -> Option<UserId> {
        self.id.as_deref().and_then(|id| id.parse().ok())
    }
}

/// One communication, as the store keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Interaction {
    /// Its id.
    pub id: InteractionId,
    /// Whose it is.
    pub company: CompanyId,
    /// The person; none while it is unassociated.
    pub person: Option<PersonId>,
    /// The way the person was reached.
    pub contact: Option<ContactId>,
    /// That contact's external id when the interaction was recorded.
    pub contact_external_id: Option<String>,
    /// The owner's own id.
    pub external_id: Option<String>,
    /// How it travels.
    pub channel: Channel,
    /// Who contacts whom.
    pub direction: Direction,
    /// The technical status.
    pub status: Status,
    /// More about the status.
    pub status_details: Option<StatusDetail>,
    /// The reason.
    pub theme: Theme,
    /// The reason the borrower chose.
    pub borrower_selected_theme: Option<Theme>,
    /// The kind of message.
    pub subject: Option<Subject>,
    /// The human outcome.
    pub agent_outcome: Option<AgentOutcome>,
    /// What was said, as JSON text.
    pub content: Option<String>,
    /// Whether the content is kept from this reader.
    pub locked: bool,
    /// Free keys and values, as JSON text.
    pub meta_data: Option<String>,
    /// Whether the content is for those with the permission only.
    pub sensitive: bool,
    /// Whether it was recorded from outside.
    pub is_external: bool,
    /// Whether it answers an event.
    pub is_transactional: Option<bool>,
    /// The loans it is about.
    pub loans: Vec<LoanId>,
    /// The interaction it continues.
    pub previous: Option<InteractionId>,
    /// The provider's raw code.
    pub twilio_error_code: Option<String>,
    /// The template it was made from.
    pub template_version_id: Option<String>,
    /// The bulk operation it was part of.
    pub supercase_bulk_operation_id: Option<String>,
    /// Why it failed, in a few words.
    pub failure_description_short: Option<String>,
    /// Why it failed and what to do.
    pub failure_description_long: Option<String>,
    /// The rule that blocked it.
    pub compliance_guard_rule_id: Option<String>,
    /// When it began.
    pub started_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// From when it is planned.
    pub scheduled_at_from: Option<Instant>,
    /// Until when it is planned.
    pub scheduled_at_to: Option<Instant>,
    /// When it was recorded.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
    /// When the status last changed.
    pub status_updated_at: Option<Instant>,
    /// When the status details last changed.
    pub status_details_updated_at: Option<Instant>,
    /// When the agent outcome last changed.
    pub agent_outcome_updated_at: Option<Instant>,
    /// Who recorded it.
    pub created_by: CreatedBy,
    /// Seconds the caller was on hold.
    pub hold_duration: Option<i64>,
    /// Where its recording lies.
    pub recording: Option<String>,
    /// Where its voicemail lies.
    pub voicemail: Option<String>,
    /// What was said of how it was handled.
    pub handling: Handling,
}

impl Interaction {
    /// Whether it carries account credentials, whose content is never stored.
    pub fn is_credentials(&self) -> bool {
        self.theme == Theme::OpsAccountCredentials
    }

    /// Whether the lender may delete it: only what came from outside (A1, operation 5).
    pub fn may_be_deleted(&self) -> bool {
        self.is_external
    }

    /// Whether messages can be exchanged in it.
    pub fn has_convo(&self) -> bool {
        matches!(self.channel, Channel::Text | Channel::Chat)
    }
}
