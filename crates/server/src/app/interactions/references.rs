//! What a draft names, found: contact, loans, the interaction before.

use domain::contact::Contact;
use domain::id::{AnyId, CompanyId, InteractionId, LoanId, PersonId, QueueId, UserId};
use domain::interaction::{Draft, Found, Interaction, References};
use domain::patch::Patch;
use domain::problem::Problems;
use store::interactions::View;
use store::{Read, StoreError, contacts, interactions, loans, queues, users};

use crate::app::users::NO_USER;

/// What is said of a queue that is not there.
pub(crate) const NO_QUEUE: &str = "names no queue; make the queue first";

/// Finds everything that the view sees, and says of each thing that is not there which field named it.
pub(crate) async fn find(
    read: &impl Read,
    view: &View,
    person: Option<PersonId>,
    draft: &Draft,
    before: Option<&Interaction>,
) -> Result<(Found, Problems), StoreError> {
    let (company, named) = (view.company, &draft.references);
    let mut problems = Problems::new();
    let contact = contact(read, company, person, named, &mut problems).await?;
    let mut address = contact.as_value().and_then(|contact| contact.value.clone());
    if contact.is_absent() && draft.handling.forgets_address() {
        address = address_before(read, company, before).await?;
    }
    let found = Found {
        contact: contact.map(|contact| (contact.id, contact.external_id)),
        loans: all_loans(read, company, named, &mut problems).await?,
        previous: previous(read, view, &named.previous, &mut problems).await?,
        advisor: advisor(read, company, &named.advisor, &mut problems).await?,
        queue: queue(read, company, &named.queue, &mut problems).await?,
        address,
    };
    Ok((found, problems))
}

/// The number or address of the contact it has already.
async fn address_before(
    read: &impl Read,
    company: CompanyId,
    before: Option<&Interaction>,
) -> Result<Option<String>, StoreError> {
    let Some(contact) = before.and_then(|before| before.contact) else { return Ok(None) };
    let found = contacts::find_all(read, company, &[contact]).await?;
    Ok(found.into_iter().next().and_then(|contact| contact.value))
}

async fn advisor(
    read: &impl Read,
    company: CompanyId,
    named: &Patch<AnyId<UserId>>,
    problems: &mut Problems,
) -> Result<Patch<UserId>, StoreError> {
    let found = match named {
        Patch::Absent => return Ok(Patch::Absent),
        Patch::Null => return Ok(Patch::Null),
        Patch::Value(AnyId::Ours(id)) => users::find(read, company, *id).await?,
        Patch::Value(AnyId::External(email)) => users::find_by_email(read, company, email).await?,
        Patch::Value(AnyId::Neither) => None,
    };
    Ok(found_or(found.map(|user| user.id), "advisorId", NO_USER, problems))
}

async fn queue(
    read: &impl Read,
    company: CompanyId,
    named: &Patch<AnyId<QueueId>>,
    problems: &mut Problems,
) -> Result<Patch<QueueId>, StoreError> {
    let found = match named {
        Patch::Absent => return Ok(Patch::Absent),
        Patch::Null => return Ok(Patch::Null),
        Patch::Value(id) => queues::find(read, company, id).await?,
    };
    Ok(found_or(found.map(|queue| queue.id), "queueId", NO_QUEUE, problems))
}

fn found_or<T>(found: Option<T>, field: &str, missing: &str, problems: &mut Problems) -> Patch<T> {
    match found {
        Some(id) => Patch::Value(id),
        None => {
            problems.push(field, missing);
            Patch::Absent
        }
    }
}

async fn contact(
    read: &impl Read,
    company: CompanyId,
    person: Option<PersonId>,
    named: &References,
    problems: &mut Problems,
) -> Result<Patch<Contact>, StoreError> {
    let (field, id) = match (&named.contact, &named.contact_external_id) {
        (Patch::Value(id), _) => ("contactId", id.clone()),
        (_, Patch::Value(external)) => ("contactExternalId", AnyId::External(external.clone())),
        (Patch::Null, _) | (_, Patch::Null) => return Ok(Patch::Null),
        (Patch::Absent, Patch::Absent) => return Ok(Patch::Absent),
    };
    let Some(contact) = contacts::find(read, company, person, &id).await? else {
        problems.push(field, "names no contact of this person; record the contact first");
        return Ok(Patch::Absent);
    };
    if let (Patch::Value(_), Patch::Value(external)) = (&named.contact, &named.contact_external_id)
        && contact.external_id.as_ref() != Some(external)
    {
        problems.push("contactExternalId", "names another contact than contactId");
    }
    Ok(Patch::Value(contact))
}

async fn all_loans(
    read: &impl Read,
    company: CompanyId,
    named: &References,
    problems: &mut Problems,
) -> Result<Patch<Vec<LoanId>>, StoreError> {
    if named.loan.is_absent() && named.loans.is_absent() {
        return Ok(Patch::Absent);
    }
    let mut found = Vec::new();
    let first = named.loan.as_value().map(|loan| ("loanId", loan));
    let others = named.loans.as_value().into_iter().flatten().map(|loan| ("loanIds", loan));
    for (field, id) in first.into_iter().chain(others) {
        match loans::find(read, company, None, id).await? {
            Some(loan) if found.contains(&loan.id) => {}
            Some(loan) => found.push(loan.id),
            None => problems.push(field, "names a loan that is not there; record the loan first"),
        }
    }
    Ok(Patch::Value(found))
}

async fn previous(
    read: &impl Read,
    view: &View,
    named: &Patch<AnyId<InteractionId>>,
    problems: &mut Problems,
) -> Result<Patch<InteractionId>, StoreError> {
    let id = match named {
        Patch::Absent => return Ok(Patch::Absent),
        Patch::Null => return Ok(Patch::Null),
        Patch::Value(AnyId::Neither) => None,
        Patch::Value(id) => interactions::find(read, view, None, id).await?,
    };
    match id {
        Some(previous) => Ok(Patch::Value(previous.id)),
        None => {
            problems.push("previousInteractionId", "names an interaction that is not there");
            Ok(Patch::Absent)
        }
    }
}
