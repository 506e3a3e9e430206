//! When a person must not be contacted, as somebody has settled in a case (B9 of the API reference).

mod condition;
mod draft;
mod of_cases;
mod only;

pub use condition::Condition;
pub use draft::DoNotInteractDraft;
pub use of_cases::{DoNotInteractType, DoNotInteractTypeDraft, due};
pub use only::Only;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::{CaseId, DoNotInteractTypeId, PersonId};
use crate::interaction::CreatedBy;
use crate::time::Instant;
use crate::vocabulary::{Channel, ContactLabel, Theme};

/// What `source` says where a body does not.
pub const SOURCE: &str = "api";

/// The channels somebody may close.
pub const CHANNELS: &[Channel] =
    &[Channel::Voice, Channel::Email, Channel::Fax, Channel::Text, Channel::Chat, Channel::Mail];

/// The themes somebody may close; not even all of them close account credentials.
pub const THEMES: &[Theme] = &[
    Theme::OpsCollDebt,
    Theme::OpsCollLocateBorrower,
    Theme::OpsCollVerifyEmployment,
    Theme::OpsCollContactEmployerNotice,
    Theme::OpsServicing,
    Theme::OpsServicingDebtValidation,
    Theme::OpsServicingNegativeCreditReportNotice,
    Theme::OpsServicingTimeBarredNotice,
];

/// Hours of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Hours {
    /// The hour it begins, 0 to 23.
    #[schema(maximum = 23)]
    pub from_hour: u8,
    /// The hour it ends, 0 to 24; that hour itself is free again.
    #[schema(maximum = 24)]
    pub to_hour: u8,
}

/// The do-not-interact instance of a case, as the store keeps it and the API shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DoNotInteract {
    /// The case; it has one at most.
    pub case_id: CaseId,
    /// Who must not be contacted.
    pub person_id: PersonId,
    /// The channels, or `["all"]`.
    #[schema(value_type = Vec<String>)]
    pub channels: Only<Channel>,
    /// The themes, or `["all"]`: all but account credentials.
    #[schema(value_type = Vec<String>)]
    pub themes: Only<Theme>,
    /// The first day.
    #[schema(value_type = String, format = Date)]
    pub start_date: Date,
    /// The last day, to its end; none is for good.
    #[schema(value_type = Option<String>, format = Date)]
    pub end_date: Option<Date>,
    /// 1 for Monday to 7 for Sunday, 0 is Sunday too; none is every day.
    pub days_of_week: Vec<u8>,
    /// The IANA zone its days and hours are meant in; none is where the person is.
    pub timezone: Option<String>,
    /// The hours; none is the whole day.
    pub times_of_day: Vec<Hours>,
    /// The contacts it is about; none is every contact.
    pub contact_labels: Vec<ContactLabel>,
    /// Where it comes from.
    pub source: String,
    /// The type that made it; none where somebody settled it, or changed what a type had made.
    pub type_id: Option<DoNotInteractTypeId>,
    /// Who settled it.
    pub created_by: CreatedBy,
    /// When it was recorded.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
}
