//! The decision about a real contact, made and kept inside the write that acts on it.

use std::collections::HashMap;
use std::sync::Arc;

use domain::id::{CompanyId, InteractionId, PersonId};
use domain::time::Instant;
use domain::vocabulary::DecisionPhase;
use guard::{Decision, Facts, Proposal, Rulebook, evaluate, evaluate_dispatch};
use store::decisions::{self, NewDecision};
use store::{Read, StoreError, Tx};

use super::gather::add_previous;
use super::{Book, Books, Known, gather_many};
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

/// What was decided, yet to be kept.
#[must_use = "every decision about a real contact is kept, whatever it is"]
#[derive(Debug)]
pub struct Verdict {
    /// The decision.
    pub decision: Decision,
    new: NewDecision,
}

impl Verdict {
    /// Keeps it with the interaction that carries the contact, where there is one.
    pub async fn keep(self, tx: &Tx, interaction: Option<InteractionId>) -> Result<(), StoreError> {
        decisions::insert(tx, &[NewDecision { interaction, ..self.new }]).await
    }
}

/// What was known of a person before the write that decides.
#[derive(Debug, Clone)]
pub struct Foreknown {
    /// The company's newest event before anything was asked; where it is not known, nothing here is used.
    pub as_of: Option<i64>,
    /// The book that said how much to ask for.
    pub book: Arc<Book>,
    /// What was found, as [`learn`] finds it.
    pub facts: Facts,
}

/// Decides about a contact.
///
/// Call it inside `Store::write`: writes of a company follow one another, so of two that want the last free place the
/// second sees the first. Keep the verdict, and record the interaction, in the same write. Take `evaluated_at` as the
/// time it began: it is later than `now` where another node's clock is ahead, so that whoever came first is not
/// overlooked.
pub async fn decide(tx: &Tx, books: &Books, asked: &Asked) -> Result<Verdict, AppError> {
    let round = Round::begin(tx, books, &[asked.person], asked.now).await?;
    round.verdict(asked).await
}

/// Decides about a contact as [`decide`] does, by what was known before where it still holds.
pub async fn decide_knowing(
    tx: &Tx,
    books: &Books,
    asked: &Asked,
    before: &Foreknown,
) -> Result<Verdict, AppError> {
    match Round::resume(tx, books, before, asked).await? {
        Some(round) => round.verdict(asked).await,
        None => decide(tx, books, asked).await,
    }
}

/// What is known of people for a decision at an instant.
pub async fn learn(
    read: &impl Read,
    company: CompanyId,
    people: &[PersonId],
    book: &Book,
    now: Instant,
) -> Result<HashMap<PersonId, Known>, StoreError> {
    gather_many(read, company, people, book, (now, latest(now))).await
}

/// Contacts of several people that are decided about one after the other in one write: what is known of them is asked
/// for at once, and what was decided is kept at once.
pub struct Round<'t> {
    tx: &'t Tx,
    book: Arc<Book>,
    now: Instant,
    known: HashMap<PersonId, Facts>,
    made: Vec<NewDecision>,
}

impl<'t> Round<'t> {
    /// Asks for what is known of these people.
    pub async fn begin(
        tx: &'t Tx,
        books: &Books,
        people: &[PersonId],
        now: Instant,
    ) -> Result<Self, AppError> {
        tx.require_turn()?;
        let company = tx.author().company;
        // Asked for together: the book is nearly always the one that was used last.
        let last = books.last(company);
        let (book, guessed) = futures::join!(books.of(tx, company), async {
            match &last {
                Some(book) => Some(facts(tx, people, book, now).await),
                None => None,
            }
        });
        let book = book?;
        let is_the_same = last.is_some_and(|last| Arc::ptr_eq(&last, &book));
        let known = match guessed.filter(|_| is_the_same) {
            Some(known) => known?,
            None => facts(tx, people, &book, now).await?,
        };
        Ok(Self { tx, book, now, known, made: Vec::new() })
    }

    /// Goes on with what was known before the write, unless something happened to the person or the book since: every
    /// change of what the guard asks about a person is an event of that person.
    async fn resume(
        tx: &'t Tx,
        books: &Books,
        before: &Foreknown,
        asked: &Asked,
    ) -> Result<Option<Self>, AppError> {
        tx.require_turn()?;
        let Some(as_of) = before.as_of else { return Ok(None) };
        let (book, is_quiet) =
            futures::join!(books.of(tx, tx.author().company), tx.is_quiet_since(asked.person, as_of));
        if !is_quiet? || !Arc::ptr_eq(&book?, &before.book) {
            return Ok(None);
        }
        let known = HashMap::from([(asked.person, before.facts.clone())]);
        Ok(Some(Self { tx, book: before.book.clone(), now: asked.now, known, made: Vec::new() }))
    }

    /// Decides about one of the contacts.
    pub async fn decide(&mut self, asked: &Asked) -> Result<Decision, AppError> {
        let Verdict { decision, new } = self.verdict(asked).await?;
        self.made.push(new);
        Ok(decision)
    }

    /// Asks anew what is known of a person of whom something was changed in this write.
    pub async fn learn_anew(&mut self, person: PersonId) -> Result<(), AppError> {
        self.known.extend(facts(self.tx, &[person], &self.book, self.now).await?);
        Ok(())
    }

    /// Keeps what was decided.
    pub async fn keep(self) -> Result<(), AppError> {
        Ok(decisions::insert(self.tx, &self.made).await?)
    }

    async fn verdict(&self, asked: &Asked) -> Result<Verdict, AppError> {
        let mut facts = self.known.get(&asked.person).cloned().ok_or(AppError::Missing("person"))?;
        add_previous(self.tx, self.tx.author().company, &mut facts, asked.proposal.previous).await?;
        let facts = facts.sorted();
        let started = facts.history.iter().map(|row| row.started_at);
        let newest = started.filter(|at| *at <= latest(asked.now)).max();
        let now = newest.map_or(asked.now, |newest| newest.max(asked.now));
        let decision = judge(&facts, &asked.proposal, now, &self.book.rules, asked.phase);
        let new = as_kept(asked, &facts, &decision, &self.book)
            .map_err(|error| StoreError::Broken(format!("a decision cannot be written down: {error}")))?;
        Ok(Verdict { decision, new })
    }
}

async fn facts(
    tx: &Tx,
    people: &[PersonId],
    book: &Book,
    now: Instant,
) -> Result<HashMap<PersonId, Facts>, StoreError> {
    let known = learn(tx, tx.author().company, people, book, now).await?;
    Ok(known.into_iter().map(|(person, known)| (person, known.facts)).collect())
}

/// The latest instant that another clock may call now.
fn latest(now: Instant) -> Instant {
    now.plus_seconds(SKEW_SECONDS)
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
