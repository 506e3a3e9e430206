//! What a proposed contact names, found.

use domain::id::{AnyId, CompanyId, PersonId};
use domain::problem::Problems;
use domain::proposal::{ProposalDraft, ProposedContact};
use store::{Read, contacts, loans};

use super::AppError;

/// The proposal with the ids of what it names; `within` stands before the fields of a refusal.
pub(crate) async fn resolve(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
    draft: &ProposalDraft,
    within: &str,
) -> Result<ProposedContact, AppError> {
    let mut problems = Problems::new();
    let mut contact_id = None;
    if let Some((field, id)) = &draft.contact {
        contact_id = contacts::find(read, company, Some(person), id).await?.map(|contact| contact.id);
        if contact_id.is_none() {
            let remedy = "names no contact of this person; record the contact first";
            problems.push(format!("{within}{field}"), remedy);
        }
    }
    let loan_ids = match loans::resolve(read, company, person, &draft.loans).await? {
        Ok(loans) => loans,
        Err(at) => {
            let field = if draft.names_one_loan(at) { "loanId" } else { "loanIds" };
            problems.push(
                format!("{within}{field}"),
                format!("{} is not a loan of this person", spelled(draft, at)),
            );
            Vec::new()
        }
    };
    Ok(problems.into_result(draft.about(contact_id, loan_ids))?)
}

fn spelled(draft: &ProposalDraft, at: usize) -> String {
    match &draft.loans[at] {
        AnyId::Ours(id) => id.to_string(),
        AnyId::External(external) => format!("ext-{external}"),
        AnyId::Neither => format!("entry {}", at + 1),
    }
}
