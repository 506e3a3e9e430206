//! Everything the guard may ask about people: a fixed number of questions for any number of them, the same
//! on the store and inside a transaction.

use std::collections::HashMap;

use domain::case::Case;
use domain::contact::Contact;
use domain::id::{CompanyId, InteractionId, PersonId};
use domain::loan::Loan;
use domain::person::Person;
use domain::time::Instant;
use domain::vocabulary::{Channel, Direction, Status};
use guard::Facts;
use guard::facts::{CaseFacts, ContactFacts, LoanFacts, PastInteraction, PersonFacts};
use store::interactions::history::{self, Past};
use store::{Read, StoreError, cases, contacts, loans, people};

use super::Book;

/// What is known about a person.
#[derive(Debug, Clone)]
pub struct Known {
    /// As the guard asks for it.
    pub facts: Facts,
    /// The contacts, as a caller names them.
    pub contacts: Vec<Contact>,
    /// The loans, as a caller names them.
    pub loans: Vec<Loan>,
}

/// What is known about a person at an instant; nothing where there is no such person.
pub async fn gather(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
    book: &Book,
    at: Instant,
) -> Result<Option<Known>, StoreError> {
    Ok(gather_many(read, company, &[person], book, (at, at)).await?.remove(&person))
}

/// What is known about people between two instants; who is deleted or another company's is left out.
pub async fn gather_many(
    read: &impl Read,
    company: CompanyId,
    ids: &[PersonId],
    book: &Book,
    (first, last): (Instant, Instant),
) -> Result<HashMap<PersonId, Known>, StoreError> {
    let span = book.span(first, last);
    let (people, contacts, loans, cases, history) = futures::try_join!(
        people::find_all(read, company, ids),
        contacts::of_people(read, company, ids),
        loans::of_people(read, company, ids),
        cases::of_people(read, company, ids),
        history::of_people(read, company, ids, span),
    )?;
    let present = people.iter().filter(|person| person.deleted_at.is_none());
    let mut all: HashMap<PersonId, Known> = present.map(|person| (person.id, begin(person))).collect();
    for contact in contacts {
        let Some(known) = all.get_mut(&contact.person_id) else { continue };
        known.facts.contacts.push(ContactFacts::from(&contact));
        known.contacts.push(contact);
    }
    for loan in loans {
        let Some(known) = all.get_mut(&loan.person_id) else { continue };
        known.facts.loans.push(loan_facts(&loan));
        known.loans.push(loan);
    }
    for case in &cases {
        let Some(known) = all.get_mut(&case.person_id) else { continue };
        known.facts.cases.push(case_facts(case));
    }
    for row in &history {
        let Some(known) = all.get_mut(&row.person) else { continue };
        known.facts.history.push(past(row, first));
    }
    Ok(all)
}

/// Adds the interaction that a proposal answers, however long ago it was.
pub(super) async fn add_previous(
    read: &impl Read,
    company: CompanyId,
    facts: &mut Facts,
    previous: Option<InteractionId>,
) -> Result<(), StoreError> {
    let known = |id: InteractionId| facts.history.iter().any(|row| row.id == id);
    let Some(previous) = previous.filter(|id| !known(*id)) else { return Ok(()) };
    let found = history::these(read, company, &[previous]).await?;
    let own = found.iter().filter(|row| row.person == facts.person.id);
    facts.history.extend(own.map(|row| past(row, row.started_at)));
    Ok(())
}

fn begin(person: &Person) -> Known {
    let facts = Facts::about(PersonFacts {
        status: person.status,
        collections_intensity: person.collections_intensity,
        timezone: person.timezone.clone(),
        ..PersonFacts::new(person.id)
    });
    Known { facts, contacts: Vec::new(), loans: Vec::new() }
}

fn loan_facts(loan: &Loan) -> LoanFacts {
    LoanFacts { status: loan.status, ..LoanFacts::new(loan.id, loan.serviced_by) }
}

fn case_facts(case: &Case) -> CaseFacts {
    CaseFacts {
        id: case.id,
        case_type: case.case_type,
        status: case.status,
        outcome: case.outcome.clone(),
        loans: case.loan_ids.clone(),
        since: case.created_at,
    }
}

/// A row of the history, as it stands at `now`: what waits to be sent holds its place from now on, whenever it goes.
pub(super) fn past(row: &Past, now: Instant) -> PastInteraction {
    let is_reserved = is_reserved(row);
    PastInteraction {
        direction: row.direction,
        status: row.status,
        status_details: row.status_details,
        agent_outcome: row.agent_outcome,
        loans: row.loans.clone(),
        contact: row.contact,
        previous: row.previous,
        is_autodialed: row.is_autodialed,
        is_reserved,
        ..PastInteraction::attempted(
            row.id,
            row.channel,
            row.theme,
            if is_reserved { row.started_at.min(now) } else { row.started_at },
        )
    }
}

/// Whether an interaction was accepted and not yet sent: a message of ours that is still to go out (D8).
fn is_reserved(row: &Past) -> bool {
    !row.is_external
        && row.direction == Direction::Outbound
        && row.status == Status::Scheduled
        && matches!(row.channel, Channel::Email | Channel::Text | Channel::Mail)
}
