//! The guard's answer as the API shows it.

use domain::id::{ContactId, Id};
use domain::time::Instant;
use domain::vocabulary::GuardOutcome;
use guard::{Decision, Pass, Precondition, Reason};
use serde::Serialize;
use utoipa::ToSchema;

/// Whether a contact may happen, and why not.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// Whether it may happen.
    result: bool,
    /// `defer` where only time stands in the way.
    outcome: GuardOutcome,
    /// The first rule in the way; none where something is missing before rules can be asked.
    compliance_guard_rule_id: Option<String>,
    /// Every rule in the way, in the order in which they are asked.
    reasons: Vec<ReasonBody>,
    /// The first instant at which nothing would be in the way, where only time is.
    next_allowed_at: Option<Instant>,
    /// What was missing before rules could be asked.
    precondition: Option<PreconditionBody>,
    /// Rules that only warn.
    warnings: Vec<ReasonBody>,
    /// Rules that would have been in the way, and what let it pass.
    passes: Vec<PassBody>,
    /// The contact that was judged, if it is recorded.
    contact_id: Option<ContactId>,
    /// Every plausible zone of the person; days were counted in the first.
    zones: Vec<&'static str>,
    /// The book it was judged by.
    rulebook_version: String,
    /// The instant it was judged for.
    evaluated_at: Instant,
}

/// One rule in the way.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReasonBody {
    /// Its id.
    rule_id: String,
    /// Its version.
    rule_version: u32,
    /// The text it comes from.
    citation: String,
    /// What it found, in words.
    message: String,
    /// How many contacts it counted.
    count: Option<u32>,
    /// How many it allows.
    max: Option<u32>,
    /// Until when this rule alone is in the way.
    until: Option<Instant>,
}

/// What let a contact pass a rule.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PassBody {
    /// The rule.
    rule_id: String,
    /// An exception of the rule, its subject, or an override and who gave it why.
    by: String,
}

/// What was missing before rules could be asked.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PreconditionBody {
    /// Its name.
    #[schema(value_type = String)]
    name: Precondition,
    /// What to do, in words.
    message: &'static str,
}

impl From<Decision> for Verdict {
    fn from(decision: Decision) -> Self {
        Self {
            result: decision.is_allowed(),
            outcome: decision.outcome,
            compliance_guard_rule_id: decision.compliance_guard_rule_id,
            reasons: decision.reasons.into_iter().map(ReasonBody::from).collect(),
            next_allowed_at: decision.next_allowed_at,
            precondition: decision.precondition.map(PreconditionBody::from),
            warnings: decision.warnings.into_iter().map(ReasonBody::from).collect(),
            passes: decision.passes.into_iter().map(PassBody::from).collect(),
            // A contact that was spelled out and is not recorded has no id.
            contact_id: decision.contact_id.filter(|id| id.key() > 0),
            zones: decision.zones.iter().map(|zone| zone.name()).collect(),
            rulebook_version: decision.rulebook_version.to_string(),
            evaluated_at: decision.evaluated_at,
        }
    }
}

impl From<Reason> for ReasonBody {
    fn from(reason: Reason) -> Self {
        Self {
            rule_id: reason.rule_id,
            rule_version: reason.rule_version,
            citation: reason.citation,
            message: reason.message,
            count: reason.count,
            max: reason.max,
            until: reason.until,
        }
    }
}

impl From<Pass> for PassBody {
    fn from(pass: Pass) -> Self {
        Self { rule_id: pass.rule_id, by: pass.by }
    }
}

impl From<Precondition> for PreconditionBody {
    fn from(name: Precondition) -> Self {
        Self { name, message: name.message() }
    }
}
