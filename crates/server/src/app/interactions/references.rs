//! What a draft names, found: contact, loans, the interaction before.

use domain::id::{AnyId, CompanyId, ContactId, InteractionId, LoanId, PersonId};
use domain::interaction::{Found, References};
use domain::patch::Patch;
use domain::problem::Problems;
use store::interactions::View;
use store::{Read, StoreError, contacts, interactions, loans};

/// Finds everything that the view sees, and says of each thing that is not there which field named it.
pub(crate) async fn find(
    read: &impl Read,
    view: &View,
    person: Option<PersonId>,
    named: &References,
) -> Result<(Found, Problems), StoreError> {
    let company = view.company;
    let mut problems = Problems::new();
    let found = Found {
        contact: contact(read, company, person, named, &mut problems).await?,
        loans: all_loans(read, company, named, &mut problems).await?,
        previous: previous(read, view, &named.previous, &mut problems).await?,
    };
    Ok((found, problems))
}

async fn contact(
    read: &impl Read,
    company: CompanyId,
    person: Option<PersonId>,
    named: &References,
    problems: &mut Problems,
) -> Result<Patch<(ContactId, Option<String>)>, StoreError> {
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
    Ok(Patch::Value((contact.id, contact.external_id)))
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
