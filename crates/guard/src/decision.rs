//! The answer: whether a contact may happen, and every rule that says no.

use std::sync::Arc;

use domain::id::ContactId;
use domain::time::Instant;
use domain::vocabulary::{GuardOutcome, StatusDetail};
use serde::Serialize;

use crate::zone::Zone;

/// The answer to one question. The same facts, proposal, instant and book give the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// Whether it may happen: `allow`, `defer` with a next instant, `deny`.
    pub outcome: GuardOutcome,
    /// The first rule in the way. None where it may happen, or was blocked before rules were asked.
    pub compliance_guard_rule_id: Option<String>,
    /// What was missing before rules could be asked.
    pub precondition: Option<Precondition>,
    /// Every rule in the way, in the order in which they are asked.
    pub reasons: Vec<Reason>,
    /// Rules that only warn.
    pub warnings: Vec<Reason>,
    /// Rules that would have been in the way, and what let it pass.
    pub passes: Vec<Pass>,
    /// The first instant at which nothing would be in the way, where only time is.
    pub next_allowed_at: Option<Instant>,
    /// The contact that was judged.
    pub contact_id: Option<ContactId>,
    /// Every plausible zone; days were counted in the first.
    pub zones: Vec<Zone>,
    /// The book.
    pub rulebook_version: Arc<str>,
    /// The instant it was judged for.
    pub evaluated_at: Instant,
}

/// One rule in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// Its id.
    pub rule_id: String,
    /// Its version.
    pub rule_version: u32,
    /// The text it comes from.
    pub citation: String,
    /// What it found, in words.
    pub message: String,
    /// How many contacts it counted.
    pub count: Option<u32>,
    /// How many it allows.
    pub max: Option<u32>,
    /// Until when this rule alone is in the way.
    pub until: Option<Instant>,
}

/// What let a contact pass a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pass {
    /// The rule.
    pub rule_id: String,
    /// What let it pass: an exception of the rule, its subject, or an override and who gave it why.
    pub by: String,
}

/// What was missing before rules could be asked (D2, step 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Precondition {
    /// No contact fits the channel.
    NoContact,
    /// The contact is none of the person's.
    UnknownContact,
    /// The contact is archived.
    ArchivedContact,
    /// The contact is marked as not valid.
    InvalidContact,
    /// The contact does not go with the channel.
    UnfitContact,
    /// The number was given up.
    DisconnectedNumber,
    /// Nothing says where the person is, and a rule asks.
    UnknownPlace,
}

impl Precondition {
    /// What is missing and what to do, in words.
    pub fn message(self) -> &'static str {
        match self {
            Self::NoContact => "no valid contact of the person goes with this channel; add one",
            Self::UnknownContact => "the contact is none of this person's",
            Self::ArchivedContact => "the contact is archived; use another",
            Self::InvalidContact => "the contact is marked as not valid; correct it or use another",
            Self::UnfitContact => "the contact does not go with this channel; use one that does",
            Self::DisconnectedNumber => "the number was given up; use another",
            Self::UnknownPlace => {
                "nothing says where the person is: no home address, no usable area code; add a home address"
            }
        }
    }

    /// The status detail of an interaction blocked by it (D2).
    pub fn status_detail(self) -> StatusDetail {
        match self {
            Self::UnknownPlace => StatusDetail::BlockedByComplianceGuard,
            _ => StatusDetail::InvalidContact,
        }
    }
}

impl Decision {
    /// Whether it may happen.
    pub fn is_allowed(&self) -> bool {
        self.outcome == GuardOutcome::Allow
    }

    /// The status detail of the interaction that was not made; none where it may happen.
    pub fn status_detail(&self) -> Option<StatusDetail> {
        if self.is_allowed() {
            return None;
        }
        Some(self.precondition.map_or(StatusDetail::BlockedByComplianceGuard, Precondition::status_detail))
    }
}
