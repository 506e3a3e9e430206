//! May this contact happen? Asked without leaving a trace, for one contact or for a morning's call list.

use std::borrow::Cow;
use std::collections::HashMap;

use domain::can_interact::{Asked, Question};
use domain::contact::Contact;
use domain::id::{AnyId, ContactId, Id, InteractionId, LoanId, PersonId};
use domain::proposal::ProposalDraft;
use domain::text::fold;
use domain::time::Instant;
use domain::vocabulary::{Permission, Theme};
use guard::{Decision, Facts, Proposal, evaluate};
use store::interactions::history::{self, Past};
use store::lookup::{self, Table};

use super::gather::past;
use super::{Book, Known, Unknown, gather, gather_many};
use crate::app::{App, AppError, Caller, people};

/// People whose facts are gathered at once.
const CHUNK: usize = 256;

/// The answer to one question of a batch.
#[derive(Debug)]
pub struct Judged {
    /// About whom, if there is such a person.
    pub person: Option<PersonId>,
    /// The answer, or what it named that is not there.
    pub answer: Result<Decision, Unknown>,
}

/// Interactions that questions name, by their names.
type Previous = HashMap<AnyId<InteractionId>, Past>;

/// Whether a contact with a person may happen.
pub async fn can_interact(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    question: Question,
) -> Result<Decision, AppError> {
    caller.require(Permission::InteractionCheck)?;
    let now = app.clock.now();
    let at = question.at.unwrap_or(now);
    let person = people::named(app, caller, person).await?.ok_or(Unknown::PERSON)?;
    let read = app.store.together().await?;
    let book = app.books.of(&read, caller.company).await?;
    let known = gather(&read, caller.company, person, &book, at).await?.ok_or(Unknown::PERSON)?;
    drop(read);
    let previous = previous(app, caller, question.previous.iter()).await?;
    Ok(judge(&known, &question, &previous, now, &book)?)
}

/// Whether each of many contacts may happen, in the order in which they are asked.
pub async fn can_interact_batch(
    app: &App,
    caller: &Caller,
    asked: Vec<Asked>,
) -> Result<Vec<Judged>, AppError> {
    caller.require(Permission::InteractionCheck)?;
    let now = app.clock.now();
    let book = app.books.of(&app.store, caller.company).await?;
    let previous =
        previous(app, caller, asked.iter().filter_map(|one| one.question.previous.as_ref())).await?;
    let people = find_all(app, caller, &asked).await?;
    let mut answers: Vec<Judged> =
        people.iter().map(|person| Judged { person: *person, answer: Err(Unknown::PERSON) }).collect();
    let (order, places) = by_person(&people);
    for chunk in order.chunks(CHUNK) {
        let at = |place: &usize| asked[*place].question.at.unwrap_or(now);
        let instants = || chunk.iter().flat_map(|person| &places[person]).map(at);
        let span = (instants().min().unwrap_or(now), instants().max().unwrap_or(now));
        let read = app.store.together().await?;
        let all = gather_many(&read, caller.company, chunk, &book, span).await?;
        drop(read);
        for (person, known) in &all {
            for place in &places[person] {
                answers[*place].answer = judge(known, &asked[*place].question, &previous, now, &book);
            }
        }
        // The evaluations of a chunk take milliseconds: others get their turn between two of them.
        tokio::task::yield_now().await;
    }
    Ok(answers)
}

async fn find_all(app: &App, caller: &Caller, asked: &[Asked]) -> Result<Vec<Option<PersonId>>, AppError> {
    let names: Vec<_> = asked.iter().map(|one| one.person.clone()).collect();
    let found = lookup::find(&app.store, caller.company, Table::People, &names).await?;
    Ok(names.iter().map(|name| found.get(name).map(|known| known.id)).collect())
}

/// Each person once, and the places of the questions about it.
fn by_person(people: &[Option<PersonId>]) -> (Vec<PersonId>, HashMap<PersonId, Vec<usize>>) {
    let (mut order, mut places) = (Vec::new(), HashMap::<_, Vec<_>>::new());
    for (place, person) in people.iter().enumerate() {
        let Some(person) = person else { continue };
        let known = places.entry(*person).or_default();
        if known.is_empty() {
            order.push(*person);
        }
        known.push(place);
    }
    (order, places)
}

/// The interactions that questions answer, as far as the caller sees them.
async fn previous<'q>(
    app: &App,
    caller: &Caller,
    names: impl Iterator<Item = &'q AnyId<InteractionId>>,
) -> Result<Previous, AppError> {
    let names: Vec<_> = names.cloned().collect();
    if names.is_empty() {
        return Ok(Previous::new());
    }
    let found = lookup::find(&app.store, caller.company, Table::Interactions, &names).await?;
    let ids: Vec<_> = found.values().map(|known| known.id).collect();
    let rows = history::these(&app.store, caller.company, &ids).await?;
    let seen = |row: &&Past| caller.view().credentials || row.theme != Theme::OpsAccountCredentials;
    let rows: HashMap<_, _> = rows.iter().filter(seen).map(|row| (row.id, row)).collect();
    let named = found.into_iter().filter_map(|(name, known)| Some((name, (*rows.get(&known.id)?).clone())));
    Ok(named.collect())
}

fn judge(
    known: &Known,
    question: &Question,
    previous: &Previous,
    now: Instant,
    book: &Book,
) -> Result<Decision, Unknown> {
    let at = question.at.unwrap_or(now);
    let mut facts = Cow::Borrowed(&known.facts);
    let asked = &question.proposal;
    let proposal = Proposal {
        subject: asked.subject,
        contact: contact(known, question, &mut facts, now)?,
        loans: loans(known, asked)?,
        is_autodialed: asked.is_autodialed,
        is_transactional: question.is_transactional,
        check_at_company_noon: asked.check_at_company_noon,
        previous: answered(question, previous, &mut facts)?,
        ..Proposal::about(asked.channel, asked.theme)
    };
    Ok(evaluate(&facts, &proposal, at, &book.rules))
}

/// The contact a question names or spells out. One that nobody recorded yet is judged as if somebody had.
fn contact(
    known: &Known,
    question: &Question,
    facts: &mut Cow<'_, Facts>,
    now: Instant,
) -> Result<Option<ContactId>, Unknown> {
    if let Some((field, name)) = &question.proposal.contact {
        let named = known.contacts.iter().find(|contact| match name {
            AnyId::Ours(id) => contact.id == *id,
            AnyId::External(external) => contact.external_id.as_ref() == Some(external),
            AnyId::Neither => false,
        });
        return named.map(|contact| Some(contact.id)).ok_or(Unknown::contact(field));
    }
    let Some(draft) = &question.details else { return Ok(None) };
    let unrecorded = ContactId::of(0);
    let spelled = draft.clone().create(unrecorded, known.facts.person.id, now);
    let spelled = spelled.map_err(|_| Unknown::contact("contactDetails"))?;
    if let Some(same) = known.contacts.iter().find(|contact| is_same(contact, &spelled)) {
        return Ok(Some(same.id));
    }
    facts.to_mut().contacts.push((&spelled).into());
    Ok(Some(unrecorded))
}

fn is_same(one: &Contact, other: &Contact) -> bool {
    let line = |contact: &Contact| {
        let address = contact.address.as_ref()?;
        let parts = [&address.address_line1, &address.address_line2, &address.postal_code, &address.po_box];
        Some(parts.map(|part| part.as_deref().map(fold)))
    };
    one.contact_type == other.contact_type
        && one.value_folded() == other.value_folded()
        && line(one) == line(other)
}

fn loans(known: &Known, asked: &ProposalDraft) -> Result<Vec<LoanId>, Unknown> {
    let mut found = Vec::with_capacity(asked.loans.len());
    for (at, name) in asked.loans.iter().enumerate() {
        let named = known.loans.iter().find(|loan| match name {
            AnyId::Ours(id) => loan.id == *id,
            AnyId::External(external) => loan.external_id.as_ref() == Some(external),
            AnyId::Neither => false,
        });
        let field = if asked.names_one_loan(at) { "loanId" } else { "loanIds" };
        let loan = named.ok_or(Unknown::loan(field))?;
        if !found.contains(&loan.id) {
            found.push(loan.id);
        }
    }
    Ok(found)
}

fn answered(
    question: &Question,
    previous: &Previous,
    facts: &mut Cow<'_, Facts>,
) -> Result<Option<InteractionId>, Unknown> {
    let Some(name) = &question.previous else { return Ok(None) };
    let own = previous.get(name).filter(|row| row.person == facts.person.id);
    let row = own.ok_or(Unknown::PREVIOUS)?;
    if !facts.history.iter().any(|known| known.id == row.id) {
        facts.to_mut().history.push(past(row, row.started_at));
    }
    Ok(Some(row.id))
}
