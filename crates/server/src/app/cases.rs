//! Cases of a person: record, find, change, link interactions.

mod link;

pub use link::{Ends, link, unlink};

use domain::case::{Case, CaseDraft, Found};
use domain::changes;
use domain::id::{AnyId, CaseId, CompanyId, Id, LoanId, PersonId, UserId};
use domain::time::Instant;
use domain::vocabulary::{CaseStatus, CaseType, Permission};
use store::cases::Wanted;
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::{Read, Tx, cases, loans, people, users};

use super::interactions::{self, Named};
use super::{App, AppError, Caller, do_not_interact};

/// Records a case.
pub async fn create(
    app: &App,
    caller: &Caller,
    person: AnyId<PersonId>,
    draft: CaseDraft,
) -> Result<Case, AppError> {
    caller.require(Permission::CaseCreate)?;
    let now = app.clock.now();
    let by = caller.created_by();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let company = tx.author().company;
            let person = people::find(tx, company, &person).await?.ok_or(AppError::Missing("person"))?;
            let found = find_named(tx, person.id, &draft).await?;
            let case = draft.clone().create(CaseId::of(0), person.id, found, by.clone(), now)?;
            check_only_collection(tx, &case).await?;
            let id = cases::insert(tx, &case).await?;
            let case = Case { id, ..case };
            tx.record(event("created", &case, "{}".to_owned(), now));
            do_not_interact::of_type(tx, None, &case, now).await?;
            Ok(case)
        })
        .await
}

/// The person's cases, newest first.
pub async fn list(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    slice: Slice,
) -> Result<Page<Case>, AppError> {
    caller.require(Permission::CaseRead)?;
    let person = super::people::find(app, caller, person).await?;
    Ok(cases::list(&app.store, caller.company, person.id, slice).await?)
}

/// Whose cases are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// The caller's own.
    Mine,
    /// Nobody's.
    Nobody,
    /// A user's.
    User(AnyId<UserId>),
}

/// The company's cases, newest first.
pub async fn list_all(
    app: &App,
    caller: &Caller,
    whose: Option<Whose>,
    (statuses, types): (Vec<CaseStatus>, Vec<CaseType>),
    slice: Slice,
) -> Result<Page<Case>, AppError> {
    caller.require(Permission::CaseRead)?;
    let mine = || AppError::field("assigneeId", "this key acts as no user; name the user");
    let assignee = match whose {
        None => None,
        Some(Whose::Nobody) => Some(None),
        Some(Whose::Mine) => Some(Some(caller.user.ok_or_else(mine)?)),
        Some(Whose::User(AnyId::Ours(id))) => Some(Some(id)),
        Some(Whose::User(_)) => {
            return Err(AppError::field("assigneeId", "must be a user's id, `me` or `none`"));
        }
    };
    let wanted = Wanted { statuses, types, assignee };
    Ok(cases::list_all(&app.store, caller.company, &wanted, slice).await?)
}

/// The key of the case a page of the company's is cut at.
pub async fn cursor_of_all(
    app: &App,
    caller: &Caller,
    id: AnyId<CaseId>,
) -> Result<Option<CaseId>, AppError> {
    caller.require(Permission::CaseRead)?;
    Ok(cases::find(&app.store, caller.company, None, &id).await?.map(|case| case.id))
}

/// The key of the case a page is cut at.
pub async fn cursor(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    id: AnyId<CaseId>,
) -> Result<Option<CaseId>, AppError> {
    caller.require(Permission::CaseRead)?;
    let person = super::people::find(app, caller, person).await?;
    let found = cases::find(&app.store, caller.company, Some(person.id), &id).await?;
    Ok(found.map(|case| case.id))
}

/// The cases an interaction is linked to, newest first.
pub async fn list_linked(
    app: &App,
    caller: &Caller,
    path: &Named,
    slice: Slice,
) -> Result<Page<Case>, AppError> {
    caller.require(Permission::CaseRead)?;
    let interaction = interactions::find(app, caller, path).await?;
    Ok(cases::list_linked(&app.store, caller.company, interaction.id, slice).await?)
}

/// The key of the case a page of linked cases is cut at.
pub async fn cursor_linked(
    app: &App,
    caller: &Caller,
    path: &Named,
    id: AnyId<CaseId>,
) -> Result<Option<CaseId>, AppError> {
    caller.require(Permission::CaseRead)?;
    let interaction = interactions::find(app, caller, path).await?;
    let linked = cases::linked_cases(&app.store, caller.company, interaction.id).await?;
    let found = cases::find(&app.store, caller.company, None, &id).await?;
    Ok(found.map(|case| case.id).filter(|id| linked.contains(id)))
}

/// One case.
pub async fn get(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    id: &AnyId<CaseId>,
) -> Result<Case, AppError> {
    caller.require(Permission::CaseRead)?;
    find(&app.store, caller, person, id).await
}

/// Merges a draft into a case.
pub async fn update(
    app: &App,
    caller: &Caller,
    person: AnyId<PersonId>,
    id: AnyId<CaseId>,
    draft: CaseDraft,
) -> Result<Case, AppError> {
    caller.require(Permission::CaseUpdate)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let before = find(tx, &who, &person, &id).await?;
            let found = find_named(tx, before.person_id, &draft).await?;
            let after = draft.clone().merge(&before, found, now)?;
            let changes = changes::between(&before, &after);
            if changes::is_empty(&changes) {
                return Ok(before);
            }
            check_only_collection(tx, &after).await?;
            cases::update(tx, &after).await?;
            tx.record(event("updated", &after, changes, now));
            do_not_interact::of_type(tx, Some(&before), &after, now).await?;
            Ok(after)
        })
        .await
}

/// The case a path names, for use cases about what hangs on it. No permission is checked here.
pub(crate) async fn find(
    read: &impl Read,
    caller: &Caller,
    person: &AnyId<PersonId>,
    id: &AnyId<CaseId>,
) -> Result<Case, AppError> {
    let person = people::find(read, caller.company, person).await?.ok_or(AppError::Missing("person"))?;
    let found = cases::find(read, caller.company, Some(person.id), id).await?;
    found.ok_or(AppError::Missing("case"))
}

async fn find_named(tx: &Tx, person: PersonId, draft: &CaseDraft) -> Result<Found, AppError> {
    let loans = resolve_loans(tx, person, draft.loans()).await?;
    let assignee = match draft.assignee() {
        Some(named) => Some(assignee(tx, tx.author().company, named).await?),
        None => None,
    };
    Ok(Found { loans, assignee })
}

/// A user who signs in: a case of somebody who is gone is nobody's.
async fn assignee(read: &impl Read, company: CompanyId, named: &AnyId<UserId>) -> Result<UserId, AppError> {
    let found = match named {
        AnyId::Ours(id) => users::find(read, company, *id).await?,
        AnyId::External(_) | AnyId::Neither => None,
    };
    let user = found.filter(|user| !user.disabled);
    let missing = || AppError::field("assigneeId", "names no user who may sign in");
    Ok(user.ok_or_else(missing)?.id)
}

async fn resolve_loans(tx: &Tx, person: PersonId, named: &[AnyId<LoanId>]) -> Result<Vec<LoanId>, AppError> {
    let resolved = loans::resolve(tx, tx.author().company, person, named).await?;
    resolved.map_err(|at| {
        let name = match &named[at] {
            AnyId::Ours(id) => id.to_string(),
            AnyId::External(external) => format!("ext-{external}"),
            AnyId::Neither => format!("entry {}", at + 1),
        };
        AppError::field("loanIds", format!("{name} is not a loan of this person"))
    })
}

/// B8 of the API reference: at most one open collection case per borrower.
async fn check_only_collection(tx: &Tx, case: &Case) -> Result<(), AppError> {
    if !case.is_open_collection() {
        return Ok(());
    }
    match cases::open_collection(tx, tx.author().company, case.person_id, case.id).await? {
        None => Ok(()),
        Some(other) => Err(AppError::Conflict(format!(
            "this person has the open collection case {other} already; complete or cancel it first"
        ))),
    }
}

fn event(verb: &'static str, case: &Case, changes: String, at: Instant) -> NewEvent {
    let (object, person) = (Object::Case(case.id), Some(case.person_id));
    NewEvent { verb, object, person, changes, at, credentials: false }
}
