//! A decision as the API shows it. The facts stay inside: they hold more than its reader may see.

use domain::id::{DecisionId, InteractionId, PersonId};
use domain::time::Instant;
use domain::vocabulary::{Channel, DecisionPhase, GuardOutcome, Theme};
use serde::Serialize;
use serde_json::value::RawValue;
use store::decisions::Decided;
use utoipa::ToSchema;

/// What was decided about a real contact.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DecisionBody {
    /// Its id.
    id: DecisionId,
    /// About whom.
    person_id: PersonId,
    /// The interaction that carries the contact.
    interaction_id: Option<InteractionId>,
    /// When it was asked.
    phase: DecisionPhase,
    /// The instant it was judged for.
    at: Instant,
    /// How the contact travels.
    channel: Channel,
    /// What it is about.
    theme: Theme,
    /// What came of it.
    outcome: GuardOutcome,
    /// The first rule in the way.
    compliance_guard_rule_id: Option<String>,
    /// The book it was judged by.
    rulebook_version: String,
    /// SHA-256 of the facts, which are kept with it.
    facts_digest: String,
    /// The contact that was proposed.
    #[schema(value_type = Object)]
    proposal: Option<Box<RawValue>>,
    /// The whole answer, with every rule in the way.
    #[schema(value_type = Object)]
    decision: Option<Box<RawValue>>,
}

impl From<Decided> for DecisionBody {
    fn from(decided: Decided) -> Self {
        Self {
            id: decided.id,
            person_id: decided.person,
            interaction_id: decided.interaction,
            phase: decided.phase,
            at: decided.at,
            channel: decided.channel,
            theme: decided.theme,
            outcome: decided.outcome,
            compliance_guard_rule_id: decided.rule_id,
            rulebook_version: decided.rulebook_version,
            facts_digest: decided.facts_digest,
            proposal: decided.proposal,
            decision: decided.decision,
        }
    }
}
