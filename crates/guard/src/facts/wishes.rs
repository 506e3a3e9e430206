//! What the person wants and what somebody of the company allowed.

use domain::id::{CaseId, ContactId, LoanId, UserId};
use domain::time::Instant;
use domain::vocabulary::{Channel, ConsentKind, ContactLabel, Theme};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::Proposal;

/// Some words of a list, or all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Only<V> {
    /// `["all"]`
    All,
    /// These.
    These(Vec<V>),
}

impl<V: PartialEq> Only<V> {
    /// Whether a word is meant.
    pub fn includes(&self, word: &V) -> bool {
        match self {
            Self::All => true,
            Self::These(words) => words.contains(word),
        }
    }
}

impl<V: Serialize> Serialize for Only<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => serializer.collect_seq(["all"]),
            Self::These(words) => serializer.collect_seq(words),
        }
    }
}

impl<'de, V: std::str::FromStr<Err: std::fmt::Display>> Deserialize<'de> for Only<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words = Vec::<String>::deserialize(deserializer)?;
        if words.iter().any(|word| word == "all") {
            return Ok(Self::All);
        }
        words
            .iter()
            .map(|word| word.parse().map_err(de::Error::custom))
            .collect::<Result<_, _>>()
            .map(Self::These)
    }
}

/// Hours of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hours {
    /// The hour it begins, 0 to 23.
    pub from_hour: u8,
    /// The hour it ends, 0 to 24; that hour itself is free again.
    pub to_hour: u8,
}

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
