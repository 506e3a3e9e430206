//! Loans of a person: record, find, change.

use domain::changes;
use domain::id::{AnyId, Id, LoanId, PersonId};
use domain::loan::{Loan, LoanDraft};
use domain::time::Instant;
use domain::vocabulary::Permission;
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::{Read, Tx, loans, people};

use super::{App, AppError, Caller};

/// Records a loan.
pub async fn create(
    app: &App,
    caller: &Caller,
    person: AnyId<PersonId>,
    draft: LoanDraft,
) -> Result<Loan, AppError> {
    caller.require(Permission::LoanCreate)?;
    let now = app.clock.now();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let company = tx.author().company;
            let person = people::find(tx, company, &person).await?.ok_or(AppError::Missing("person"))?;
            let loan = draft.clone().create(LoanId::of(0), person.id, now);
            let id = loans::insert(tx, &loan).await?;
            let loan = Loan { id, ..loan };
            tx.record(event("created", &loan, "{}".to_owned(), now));
            Ok(loan)
        })
        .await
}

/// The person's loans, newest first.
pub async fn list(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    slice: Slice,
) -> Result<Page<Loan>, AppError> {
    caller.require(Permission::LoanRead)?;
    let person = super::people::find(app, caller, person).await?;
    Ok(loans::list(&app.store, caller.company, person.id, slice).await?)
}

/// The key of the loan a page is cut at.
pub async fn cursor(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    id: AnyId<LoanId>,
) -> Result<Option<LoanId>, AppError> {
    caller.require(Permission::LoanRead)?;
    let person = super::people::find(app, caller, person).await?;
    let found = loans::find(&app.store, caller.company, Some(person.id), &id).await?;
    Ok(found.map(|loan| loan.id))
}

/// One loan.
pub async fn get(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    id: &AnyId<LoanId>,
) -> Result<Loan, AppError> {
    caller.require(Permission::LoanRead)?;
    find(&app.store, caller, person, id).await
}

/// Merges a draft into a loan.
pub async fn update(
    app: &App,
    caller: &Caller,
    person: AnyId<PersonId>,
    id: AnyId<LoanId>,
    draft: LoanDraft,
) -> Result<Loan, AppError> {
    caller.require(Permission::LoanUpdate)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let before = find(tx, &who, &person, &id).await?;
            let after = draft.clone().merge(&before, now);
            let changes = changes::between(&before, &after);
            if changes::is_empty(&changes) {
                return Ok(before);
            }
            loans::update(tx, &after).await?;
            tx.record(event("updated", &after, changes, now));
            Ok(after)
        })
        .await
}

async fn find(
    read: &impl Read,
    caller: &Caller,
    person: &AnyId<PersonId>,
    id: &AnyId<LoanId>,
) -> Result<Loan, AppError> {
    let person = people::find(read, caller.company, person).await?.ok_or(AppError::Missing("person"))?;
    let found = loans::find(read, caller.company, Some(person.id), id).await?;
    found.ok_or(AppError::Missing("loan"))
}

fn event(verb: &'static str, loan: &Loan, changes: String, at: Instant) -> NewEvent {
    let (object, person) = (Object::Loan(loan.id), Some(loan.person_id));
    NewEvent { verb, object, person, changes, at, credentials: false }
}
