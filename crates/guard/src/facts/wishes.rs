//! What the person wants and what somebody of the company allowed.

pub use domain::do_not_interact::{Hours, Only};
use domain::id::{CaseId, ContactId, LoanId, UserId};
use domain::time::Instant;
use domain::vocabulary::{Channel, ConsentKind, ContactLabel, Theme};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Proposal;

/// When the person must not be contacted (B9). It hangs on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DoNotInteract {
    /// The case.
    pub case: CaseId,
    /// The channels.
    pub channels: Only<Channel>,
    /// The themes; all is all but account credentials.
    pub themes: Only<Theme>,
    /// The first day.
    pub start_date: Date,
    /// The last day, to its end.
    #[serde(default)]
    pub end_date: Option<Date>,
    /// 1 for Monday to 7 for Sunday; none is every day.
    #[serde(default)]
    pub days_of_week: Vec<u8>,
    /// The IANA zone its days and hours are meant in; else where the person is.
    #[serde(default)]
    pub timezone: Option<String>,
    /// The hours; none is the whole day.
    #[serde(default)]
    pub times_of_day: Vec<Hours>,
    /// The contacts it is about; none is every contact.
    #[serde(default)]
    pub contact_labels: Vec<ContactLabel>,
}

/// What the person agreed to, and perhaps took back (D11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Consent {
    /// To what.
    pub kind: ConsentKind,
    /// For this loan only.
    #[serde(default)]
    pub loan: Option<LoanId>,
    /// For this contact only.
    #[serde(default)]
    pub contact: Option<ContactId>,
    /// When; none where somebody only ever refused.
    #[serde(default)]
    pub given_at: Option<Instant>,
    /// Until when.
    #[serde(default)]
    pub expires_at: Option<Instant>,
    /// When it was taken back.
    #[serde(default)]
    pub revoked_at: Option<Instant>,
}

/// What somebody of the company allowed once (D11): this rule, this proposal, fifteen minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Override {
    /// The rule that may be passed.
    pub rule: String,
    /// Why.
    pub reason: String,
    /// Who allowed it.
    pub by: UserId,
    /// When.
    pub at: Instant,
    /// For what; compared by what it proposes.
    pub proposal: Proposal,
    /// The interaction that used it up.
    #[serde(default)]
    pub used_by: Option<domain::id::InteractionId>,
}
