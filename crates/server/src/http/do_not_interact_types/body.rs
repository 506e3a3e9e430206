//! What a body says about a do-not-interact type.

use domain::do_not_interact::Condition;
use domain::vocabulary::{CaseStatus, CaseType, DurationUnit};
use utoipa::ToSchema;

/// What a body may say about a do-not-interact type.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `DoNotInteractTypeDraft::read` reads")]
pub(super) struct DoNotInteractTypeBody {
    #[schema(min_length = 1, max_length = 255)]
    name: Option<String>,
    case_type: Option<CaseType>,
    #[schema(default = true)]
    enabled: Option<bool>,
    /// `all`, or some of voice, email, fax, text, chat, mail.
    channels: Option<Vec<String>>,
    /// `all` (all but account credentials), or some of the `opsColl…` and `opsServicing…` themes.
    themes: Option<Vec<String>>,
    /// It or `onOutcome` is needed.
    on_status: Option<CaseStatus>,
    #[schema(min_length = 1, max_length = 255)]
    on_outcome: Option<String>,
    /// All of them must hold.
    on_condition: Option<Vec<Condition>>,
    /// For good where it is not there.
    #[schema(minimum = 1, maximum = 36525)]
    duration: Option<i64>,
    unit: Option<DurationUnit>,
}
