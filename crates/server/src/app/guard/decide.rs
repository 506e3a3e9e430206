//! The decision about a real contact, made and kept inside the write that acts on it.

use domain::id::{DecisionId, PersonId};
use domain::time::Instant;
use domain::vocabulary::DecisionPhase;
use guard::{Decision, Facts, Proposal, Rulebook, evaluate, evaluate_dispatch};
use store::decisions::{self, NewDecision};
use store::{StoreError, Tx};

use super::gather::add_previous;
use super::{Book, Books, gather_many};
use crate::app::{AppError, secret};

/// By how many seconds the clocks of two nodes, or of two requests that wait for their turn, may differ.
const SKEW_SECONDS: i64 = 60;

/// A real contact that somebody is about to make.
#[derive(Debug, Clone)]
pub struct Asked {
    /// With whom.
    pub person: PersonId,
    /// What is proposed.
    pub proposal: Proposal,
    /// How near it is.
    pub phase: DecisionPhase,
    /// What time it is.
    pub now: Instant,
}

/// Decides about a contact and keeps the decision, whatever it is.
///
/// Call it inside `Store::write`, never `add`: writes of a company follow one another, so of two that want the
/// last free place the second sees the first. Record the interaction in the same write, and where it comes after
/// the decision, tell [`store::decisions::concern`]. Take `evaluated_at` as the time it began: it is later than
/// `now` where another node's clock is ahead, so that whoever came first is not overlooked.
pub async fn decide(tx: &Tx, books: &Books, asked: &Asked) -> Result<(Decision, DecisionId), AppError> {
    tx.require_turn()?;
    let company = tx.author().company;
    let book = books.of(tx, company).await?;
    let skewed = asked.now.plus_seconds(SKEW_SECONDS);
    let known = gather_many(tx, company, &[asked.person], &book, (asked.now, skewed)).await?;
    let known = known.into_values().next().ok_or(AppError::Missing("person"))?;
    let mut facts = known.facts;
    add_previous(tx, company, &mut facts, asked.proposal.previous).await?;
    let facts = facts.sorted();
    let newest = facts.history.iter().map(|row| row.started_at).filter(|at| *at <= skewed).max();
    let now = newest.map_or(asked.now, |newest| newest.max(asked.now));
    let decision = judge(&facts, &asked.proposal, now, &book.rules, asked.phase);
    let kept = as_kept(asked, &facts, &decision, &book)
        .map_err(|error| StoreError::Broken(format!("a decision cannot be written down: {error}")))?;
    let id = decisions::insert(tx, &kept).await?;
    Ok((decision, id))
}

/// The answer for a phase: what is about to happen must be allowed a minute later too (D7).
pub(super) fn judge(
    facts: &Facts,
    proposal: &Proposal,
    now: Instant,
    rules: &Rulebook,
    phase: DecisionPhase,
) -> Decision {
    match phase {
        DecisionPhase::Accept => evaluate(facts, proposal, now, rules),
        DecisionPhase::Dispatch | DecisionPhase::Dial => evaluate_dispatch(facts, proposal, now, rules),
    }
}

fn as_kept(
    asked: &Asked,
    facts: &Facts,
    decision: &Decision,
    book: &Book,
) -> Result<NewDecision, serde_json::Error> {
    let proposal = &asked.proposal;
    let facts = serde_json::to_string(facts)?;
    Ok(NewDecision {
        person: asked.person,
        interaction: proposal.interaction,
        phase: asked.phase,
        at: decision.evaluated_at,
        channel: proposal.channel,
        theme: proposal.theme,
        autodialed: proposal.is_autodialed,
        outcome: decision.outcome,
        rule_id: decision.compliance_guard_rule_id.clone(),
        rulebook_version: decision.rulebook_version.to_string(),
        settings: book.settings.clone(),
        proposal: serde_json::to_string(proposal)?,
        facts_digest: secret::hash(&facts),
        facts,
        decision: serde_json::to_string(decision)?,
    })
}
