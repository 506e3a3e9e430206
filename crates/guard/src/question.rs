//! One question put to the book: the facts and the proposal, and what every rule asks of them.

use domain::id::{ContactId, InteractionId, LoanId};
use domain::time::Instant;
use domain::vocabulary::{Affiliation, Channel, Direction, ServicedBy};

use crate::Proposal;
use crate::facts::{ContactFacts, Facts, LoanFacts, PastInteraction};
use crate::places::Whereabouts;
use crate::rulebook::schema::{Binds, Exception, Jurisdiction, Kind, Rule};
use crate::rulebook::{Armed, Rulebook};
use crate::zone::{Day, Zone};

/// One question put to the book.
pub(crate) struct Question<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) proposal: &'a Proposal,
    pub(crate) book: &'a Rulebook,
    /// The instant it is put for: what happened later is ignored.
    pub(crate) now: Instant,
    /// The contact that would be used.
    pub(crate) contact: Option<&'a ContactFacts>,
    /// Where the person is.
    pub(crate) place: Whereabouts,
}

/// A debt the question is judged for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Debt<'a> {
    /// None where no loan is known: then everything counts.
    pub(crate) id: Option<LoanId>,
    facts: Option<&'a LoanFacts>,
}

/// Whose contacts share a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// The person, and who is one with it before the law.
    Person,
    /// Somebody else.
    Other(ContactId),
}

impl<'a> Question<'a> {
    /// The zone in which days are counted.
    pub(crate) fn zone(&self) -> Zone {
        self.place.zones.first().copied().unwrap_or_else(|| self.book.company_zone())
    }

    /// The local date of an instant.
    pub(crate) fn day(&self, at: Instant) -> Day {
        self.zone().day(at)
    }

    /// What happened until now, but for the interaction that carries the proposal itself.
    pub(crate) fn history(&self) -> impl Iterator<Item = &'a PastInteraction> {
        let (now, own) = (self.now, self.proposal.interaction);
        self.facts.history.iter().filter(move |row| row.started_at <= now && Some(row.id) != own)
    }

    /// The debts it is judged for: those it names, else every one in collection, else one that nothing is known of.
    pub(crate) fn debts(&self) -> impl Iterator<Item = Debt<'a>> {
        let (facts, named) = (self.facts, &self.proposal.loans);
        let of = |id: LoanId| Debt { id: Some(id), facts: facts.loans.iter().find(|loan| loan.id == id) };
        let open = facts.loans.iter().filter(|loan| named.is_empty() && !loan.is_closed());
        let nothing_known = named.is_empty() && facts.loans.iter().all(LoanFacts::is_closed);
        let unknown = nothing_known.then_some(Debt { id: None, facts: None });
        let open = open.map(|loan| Debt { id: Some(loan.id), facts: Some(loan) });
        named.iter().copied().map(of).chain(open).chain(unknown)
    }

    /// Whether a rule looks at this contact at all at `at`, which is on `day`.
    pub(crate) fn is_looked_at_by(&self, armed: &Armed, at: Instant, day: Day) -> bool {
        let rule = &armed.rule;
        self.is_in_scope_of(rule)
            && self.is_within(rule.jurisdiction)
            && armed.is_in_force_on(day)
            && self.consents_fit(rule, at)
            && self.debts().any(|debt| self.binds(rule, debt))
    }

    /// Whether a rule's themes, channels, labels and lines include this contact.
    pub(crate) fn is_in_scope_of(&self, rule: &Rule) -> bool {
        let scope = &rule.scope;
        let meant = scope.themes.contains(self.proposal.theme)
            || self.proposal.subject.is_some_and(|subject| scope.subjects.contains(subject));
        let by_machine =
            !scope.only_autodialed || self.proposal.is_autodialed || self.proposal.channel != Channel::Voice;
        let line =
            scope.only_line.is_none_or(|line| self.contact.is_some_and(|contact| contact.line == Some(line)));
        meant && by_machine && line && labels_fit(rule, self.contact)
    }

    /// Whether a rule binds contacts about a debt.
    pub(crate) fn binds(&self, rule: &Rule, debt: Debt<'_>) -> bool {
        let party = match rule.binds {
            Binds::Everyone => true,
            Binds::ThirdParty => {
                let by_third_party = debt.facts.is_none_or(|loan| loan.serviced_by == ServicedBy::ThirdParty);
                by_third_party || (rule.jurisdiction == Jurisdiction::Federal && self.book.binds_creditors())
            }
        };
        let overdue = rule.scope.more_than_days_overdue.is_none_or(|least| {
            debt.facts.and_then(|loan| loan.days_overdue).is_none_or(|days| days > least)
        });
        let security = debt.facts.and_then(|loan| loan.security);
        let secured = security.is_some_and(|security| rule.scope.except_secured_by.contains(&security));
        party && overdue && !secured
    }

    /// Whether an instant message the book lets ask for a consent is judged by a rule of its own.
    pub(crate) fn may_ask_once(&self, at: Instant) -> bool {
        let asked = self.book.asked(self.proposal.channel, self.proposal.theme);
        let day = self.day(at);
        asked
            .filter(|armed| matches!(&armed.rule.kind, Kind::Cap(cap) if cap.lets_ask))
            .any(|armed| self.is_looked_at_by(armed, at, day))
    }

    /// Whose count this contact belongs to.
    pub(crate) fn side(&self) -> Side {
        side_of(self.contact)
    }

    /// Whose count a past one belongs to; an unknown contact is the person's.
    pub(crate) fn side_of_row(&self, row: &PastInteraction) -> Side {
        side_of(row.contact.and_then(|id| self.facts.contact(id)))
    }

    /// What the person sent or said over this channel that the proposal answers, if nothing has answered it yet (C2).
    pub(crate) fn answers(&self) -> Option<&'a PastInteraction> {
        let previous = self.proposal.previous?;
        let asked = self.inbound(previous).filter(|row| row.channel == self.proposal.channel)?;
        let mut answers = self.history().filter(|row| row.direction == Direction::Outbound);
        let answered =
            answers.any(|row| row.previous == Some(previous) && crate::counting::Tally::of(row).is_contact);
        (!answered).then_some(asked)
    }

    /// The inbound interaction of this id.
    pub(crate) fn inbound(&self, id: InteractionId) -> Option<&'a PastInteraction> {
        self.history().find(|row| row.id == id && row.direction == Direction::Inbound)
    }

    /// Whether a message is one the law demands.
    pub(crate) fn is_legally_required(&self) -> bool {
        self.proposal.subject.is_some_and(|subject| subject.is_legally_required())
    }

    /// Whether it is an automatic answer to an event, as said, or as the subject implies.
    pub(crate) fn is_transactional(&self) -> bool {
        let implied = || self.proposal.subject.is_some_and(|subject| self.book.is_transactional(subject));
        self.proposal.is_transactional.unwrap_or_else(implied)
    }

    /// Whether it goes to the person's legal representative.
    pub(crate) fn is_to_representative(&self) -> bool {
        let Some(contact) = self.contact else { return false };
        let listed =
            self.facts.legal_representatives.iter().flat_map(|representative| &representative.reached_at);
        contact.affiliation == Affiliation::Attorney
            || contact.value.as_ref().is_some_and(|value| listed.into_iter().any(|known| known == value))
    }

    fn is_within(&self, jurisdiction: Jurisdiction) -> bool {
        match jurisdiction {
            Jurisdiction::Federal | Jurisdiction::Policy => true,
            Jurisdiction::State(state) => self.place.states.contains(state),
            Jurisdiction::NewYorkCity => self.place.is_new_york_city,
        }
    }

    fn consents_fit(&self, rule: &Rule, at: Instant) -> bool {
        let with = rule.scope.only_with_consent;
        let without = rule.scope.only_without_consent;
        with.is_none_or(|medium| self.has_consent_to(medium, at))
            && without.is_none_or(|medium| !self.has_consent_to(medium, at))
    }
}

/// Whether a contact has one of the labels a rule asks for, and none it leaves out; an unknown one fits either way.
pub(crate) fn labels_fit(rule: &Rule, contact: Option<&ContactFacts>) -> bool {
    match contact.and_then(|contact| contact.label) {
        None => rule.scope.labels.is_empty(),
        Some(label) => {
            let asked = rule.scope.labels.is_empty() || rule.scope.labels.contains(label);
            asked && !rule.scope.except_labels.contains(label)
        }
    }
}

/// Whether who answers is somebody else before the law (C6): not the person, the spouse, a guardian or the executor.
pub(crate) fn is_somebody_else(contact: &ContactFacts) -> bool {
    use Affiliation::{Executor, Guardian, Own, Spouse};
    !matches!(contact.affiliation, Own | Spouse | Guardian | Executor)
}

fn side_of(contact: Option<&ContactFacts>) -> Side {
    match contact {
        Some(contact) if is_somebody_else(contact) => Side::Other(contact.id),
        _ => Side::Person,
    }
}

impl Debt<'_> {
    /// Whether an interaction about these loans is about it; one that names none is about every debt.
    pub(crate) fn is_meant_by(&self, loans: &[LoanId]) -> bool {
        loans.is_empty() || self.id.is_none_or(|id| loans.contains(&id))
    }
}

impl Rule {
    /// Whether it answers to the exception for replies.
    pub(crate) fn spares_replies(&self) -> bool {
        self.has(Exception::ReplyToPerson)
    }
}
