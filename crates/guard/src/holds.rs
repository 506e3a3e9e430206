//! Situations that stop contact: cases, closed loans, representatives, other people's phones (C9, D10, B7).
//!
//! Settled where the source leaves it open:
//!
//! * A completed case holds on or ends as its rule says, and the outcomes named there do the contrary; letters alone
//!   are compared, so `Not validated` and `notValidated` are one word.
//! * A proposal that names no loan touches every loan, so a hold on any of them stops it.
//! * The estate is represented by a contact of affiliation `executor`; a power of attorney ends with death.
//! * To locate the person or verify employment, each other person may be asked once, over every channel.
//! * An attorney's contact is open while a legal representative is on file, or where the contact is authorised.

use domain::id::LoanId;
use domain::vocabulary::{CaseStatus, CaseType, Channel, LegalRepresentativeStatus, PersonStatus, Theme};

use crate::block::{Block, Why};
use crate::facts::{CaseFacts, LoanFacts};
use crate::question::{Question, is_somebody_else};
use crate::rulebook::letters;
use crate::rulebook::schema::{Completed, Rule};
use crate::set::Set;

impl Question<'_> {
    /// The case that holds this contact, if one does.
    pub(crate) fn judge_case<'r>(
        &self,
        rule: &'r Rule,
        cases: &[CaseType],
        completed: Completed,
        unless_outcome: &[String],
    ) -> Option<Block<'r>> {
        let of_kind = self.facts.cases.iter().filter(|case| cases.contains(&case.case_type));
        let mut holding = of_kind.filter(|case| {
            case.since <= self.now && holds(case, completed, unless_outcome) && self.touches(&case.loans)
        });
        let case = holding.next()?;
        // The lowest id, whatever the order of the facts.
        let case = holding.fold(case, |known, other| if other.id < known.id { other } else { known });
        Some(Block::standing(rule, Why::Case { case: case.id, case_type: case.case_type }))
    }

    pub(crate) fn judge_inactive<'r>(&self, rule: &'r Rule) -> Option<Block<'r>> {
        let inactive = self.facts.person.status == PersonStatus::Inactive;
        inactive.then(|| Block::standing(rule, Why::PersonInactive))
    }

    pub(crate) fn judge_closed<'r>(&self, rule: &'r Rule) -> Option<Block<'r>> {
        let loans = &self.facts.loans;
        if self.proposal.loans.is_empty() {
            let all_closed = !loans.is_empty() && loans.iter().all(LoanFacts::is_closed);
            return all_closed.then(|| Block::standing(rule, Why::LoanClosed { loan: None }));
        }
        let closed = loans.iter().filter(|loan| loan.is_closed() && self.proposal.loans.contains(&loan.id));
        let loan = closed.map(|loan| loan.id).min()?;
        Some(Block::standing(rule, Why::LoanClosed { loan: Some(loan) }))
    }

    pub(crate) fn judge_representative<'r>(&self, rule: &'r Rule) -> Option<Block<'r>> {
        let has = |status| self.facts.legal_representatives.iter().any(|known| known.status == status);
        if has(LegalRepresentativeStatus::Active) {
            return Some(Block::standing(rule, Why::Represented));
        }
        if has(LegalRepresentativeStatus::NonResponsive) {
            return Some(Block { warns: true, ..Block::standing(rule, Why::RepresentativeSilent) });
        }
        None
    }

    pub(crate) fn judge_third_party<'r>(&self, rule: &'r Rule, locate: &Set<Theme>) -> Option<Block<'r>> {
        let contact = self.contact.filter(|contact| is_somebody_else(contact))?;
        if contact.authorized_third_party || contact.power_of_attorney || self.is_to_known_representative() {
            return None;
        }
        if !locate.contains(self.proposal.theme) {
            return Some(Block::standing(rule, Why::SomebodyElse { affiliation: contact.affiliation }));
        }
        let mut asked =
            self.history().filter(|row| row.contact == Some(contact.id) && locate.contains(row.theme));
        let before = asked.any(|row| crate::counting::Tally::of(row).is_contact);
        before.then(|| Block::standing(rule, Why::LocatedBefore).counted(1, 1))
    }

    pub(crate) fn judge_workplace<'r>(&self, rule: &'r Rule) -> Option<Block<'r>> {
        let contact = self.contact?;
        let why = match self.proposal.channel {
            Channel::Email => Why::EmailAtWork,
            _ if contact.refused_by_employer => Why::Workplace,
            _ => return None,
        };
        Some(Block::standing(rule, why))
    }

    pub(crate) fn judge_label<'r>(&self, rule: &'r Rule) -> Option<Block<'r>> {
        let contact = self.contact?;
        Some(Block::standing(rule, Why::Label { label: contact.label }))
    }

    fn is_to_known_representative(&self) -> bool {
        let known = self.facts.legal_representatives.iter().any(|representative| {
            matches!(
                representative.status,
                LegalRepresentativeStatus::Active | LegalRepresentativeStatus::NonResponsive
            )
        });
        known && self.is_to_representative()
    }

    fn touches(&self, loans: &[LoanId]) -> bool {
        let named = &self.proposal.loans;
        loans.is_empty() || named.is_empty() || loans.iter().any(|loan| named.contains(loan))
    }
}

fn holds(case: &CaseFacts, completed: Completed, unless_outcome: &[String]) -> bool {
    match case.status {
        CaseStatus::Initiated | CaseStatus::Processing | CaseStatus::Reopened => true,
        CaseStatus::Canceled => false,
        CaseStatus::Completed => {
            let outcome = case.outcome.as_deref().map(letters);
            let contrary =
                outcome.is_some_and(|outcome| unless_outcome.iter().any(|word| letters(word) == outcome));
            (completed == Completed::Held) != contrary
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::{CaseId, Id};
    use domain::time::Instant;

    fn completed(outcome: &str) -> CaseFacts {
        CaseFacts {
            id: CaseId::of(1),
            case_type: CaseType::Bankruptcy,
            status: CaseStatus::Completed,
            outcome: Some(outcome.to_owned()),
            loans: Vec::new(),
            since: Instant(0),
        }
    }

    #[test]
    fn a_completed_case_does_what_its_rule_says_unless_its_outcome_does_the_contrary() {
        let dismissed = vec!["Dismissed".to_owned()];
        assert!(holds(&completed("Discharged"), Completed::Held, &dismissed));
        assert!(!holds(&completed("Dismissed."), Completed::Held, &dismissed));
        assert!(!holds(&completed("anything"), Completed::Released, &dismissed));
        assert!(holds(&completed("dismissed"), Completed::Released, &dismissed));
    }
}
