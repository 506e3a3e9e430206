//! Everything the guard may ask about people: a fixed number of questions for any number of them, the same
//! on the store and inside a transaction.

mod facts;

use std::collections::HashMap;

use domain::contact::Contact;
use domain::id::{CompanyId, InteractionId, PersonId};
use domain::loan::Loan;
use domain::time::Instant;
use guard::Facts;
use store::interactions::history;
use store::{
    Read, StoreError, cases, consents, contacts, do_not_interact, legal_representatives, loans, overrides,
    people, wishes,
};

use super::Book;

pub(super) use facts::past;

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
    // Asked for at once: a connection that can takes them in one round trip.
    let (people, contacts, loans, cases, history, recorded) = futures::try_join!(
        people::find_all(read, company, ids),
        contacts::of_people(read, company, ids),
        loans::of_people(read, company, ids),
        cases::of_people(read, company, ids),
        history::of_people(read, company, ids, book.span(first, last)),
        wishes::recorded(read, company, ids),
    )?;
    // Few people have any of these: for most nothing is asked here.
    let (representatives, closed, consents, overrides) = futures::try_join!(
        legal_representatives::of_people(read, company, &recorded.representatives),
        do_not_interact::of_people(read, company, &recorded.closed),
        consents::of_people(read, company, &recorded.consents),
        overrides::of_people(read, company, &recorded.overrides),
    )?;
    let present = people.iter().filter(|person| person.deleted_at.is_none());
    let mut all = Everybody(present.map(|person| (person.id, Known::begin(facts::person(person)))).collect());
    all.take(contacts, |contact| contact.person_id, Known::take_contact);
    all.take(loans, |loan| loan.person_id, Known::take_loan);
    all.take(cases, |case| case.person_id, |known, case| known.facts.cases.push(facts::case(case)));
    all.take(
        representatives,
        |one| one.person_id,
        |known, one| known.facts.legal_representatives.push(facts::representative(&one)),
    );
    all.take(closed, |one| one.person_id, Known::take_closed);
    all.take(
        consents,
        |consent| consent.person_id,
        |known, consent| known.facts.consents.push(facts::consent(&consent)),
    );
    all.take(
        overrides,
        |given| given.person_id,
        |known, given| known.facts.overrides.push(facts::overriding(given)),
    );
    all.take(history, |row| row.person, |known, row| known.facts.history.push(facts::past(&row, first)));
    Ok(all.0)
}

/// Adds the interaction that a proposal answers, however long ago it was.
pub(super) async fn add_previous(
    read: &impl Read,
    company: CompanyId,
    facts: &mut Facts,
    previous: Option<InteractionId>,
) -> Result<(), StoreError> {
    let is_known = |id: InteractionId| facts.history.iter().any(|row| row.id == id);
    let Some(previous) = previous.filter(|id| !is_known(*id)) else { return Ok(()) };
    let found = history::these(read, company, &[previous]).await?;
    let own = found.iter().filter(|row| row.person == facts.person.id);
    facts.history.extend(own.map(|row| facts::past(row, row.started_at)));
    Ok(())
}

/// What is known, by person; rows of whoever is not there any more are dropped.
struct Everybody(HashMap<PersonId, Known>);

impl Everybody {
    fn take<T>(
        &mut self,
        rows: impl IntoIterator<Item = T>,
        whose: impl Fn(&T) -> PersonId,
        take: impl Fn(&mut Known, T),
    ) {
        for row in rows {
            if let Some(known) = self.0.get_mut(&whose(&row)) {
                take(known, row);
            }
        }
    }
}

impl Known {
    fn begin(person: guard::facts::PersonFacts) -> Self {
        Self { facts: Facts::about(person), contacts: Vec::new(), loans: Vec::new() }
    }

    fn take_contact(&mut self, contact: Contact) {
        self.facts.contacts.push((&contact).into());
        self.contacts.push(contact);
    }

    fn take_loan(&mut self, loan: Loan) {
        self.facts.loans.push(facts::loan(&loan));
        self.loans.push(loan);
    }

    /// A case that was deleted closes nothing any more.
    fn take_closed(&mut self, one: domain::do_not_interact::DoNotInteract) {
        if self.facts.cases.iter().any(|case| case.id == one.case_id) {
            self.facts.do_not_interact.push(facts::closed(one));
        }
    }
}
