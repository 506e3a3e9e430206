//! Which cases close channels by themselves: settle, find, change, take away.

use domain::changes;
use domain::do_not_interact::{DoNotInteractType, DoNotInteractTypeDraft};
use domain::id::{AnyId, CompanyId, DoNotInteractTypeId, Id};
use domain::time::Instant;
use domain::vocabulary::Permission;
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::{Read, Tx, do_not_interact_types};

use super::{App, AppError, Caller};

/// Settles a type.
pub async fn create(
    app: &App,
    caller: &Caller,
    draft: DoNotInteractTypeDraft,
) -> Result<DoNotInteractType, AppError> {
    caller.require(Permission::RuleAdminister)?;
    let now = app.clock.now();
    let one = draft.create(DoNotInteractTypeId::of(0), now)?;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let one = DoNotInteractType { id: do_not_interact_types::insert(tx, &one).await?, ..one.clone() };
            tx.record(event("created", one.id, "{}".to_owned(), now));
            Ok(one)
        })
        .await
}

/// The company's types, newest first.
pub async fn list(app: &App, caller: &Caller, slice: Slice) -> Result<Page<DoNotInteractType>, AppError> {
    caller.require(Permission::CaseRead)?;
    Ok(do_not_interact_types::list(&app.store, caller.company, slice).await?)
}

/// The key of the type a page is cut at.
pub async fn cursor(
    app: &App,
    caller: &Caller,
    id: AnyId<DoNotInteractTypeId>,
) -> Result<Option<DoNotInteractTypeId>, AppError> {
    caller.require(Permission::CaseRead)?;
    let AnyId::Ours(id) = id else { return Ok(None) };
    Ok(do_not_interact_types::find(&app.store, caller.company, id).await?.map(|one| one.id))
}

/// One type.
pub async fn get(
    app: &App,
    caller: &Caller,
    id: &AnyId<DoNotInteractTypeId>,
) -> Result<DoNotInteractType, AppError> {
    caller.require(Permission::CaseRead)?;
    find(&app.store, caller.company, id).await
}

/// Merges a draft into a type. Instances that it made stay as they are.
pub async fn update(
    app: &App,
    caller: &Caller,
    id: AnyId<DoNotInteractTypeId>,
    draft: DoNotInteractTypeDraft,
) -> Result<DoNotInteractType, AppError> {
    caller.require(Permission::RuleAdminister)?;
    let now = app.clock.now();
    let company = caller.company;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let before = find(tx, company, &id).await?;
            let after = draft.clone().merge(&before, now)?;
            let changes = changes::between(&before, &after);
            if changes::is_empty(&changes) {
                return Ok(before);
            }
            do_not_interact_types::update(tx, &after).await?;
            tx.record(event("updated", after.id, changes, now));
            Ok(after)
        })
        .await
}

/// Takes a type away. Instances that it made stay.
pub async fn delete(
    app: &App,
    caller: &Caller,
    id: AnyId<DoNotInteractTypeId>,
) -> Result<DoNotInteractType, AppError> {
    caller.require(Permission::RuleAdminister)?;
    let now = app.clock.now();
    let company = caller.company;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let one = find(tx, company, &id).await?;
            do_not_interact_types::delete(tx, one.id).await?;
            tx.record(event("deleted", one.id, "{}".to_owned(), now));
            Ok(one)
        })
        .await
}

async fn find(
    read: &impl Read,
    company: CompanyId,
    id: &AnyId<DoNotInteractTypeId>,
) -> Result<DoNotInteractType, AppError> {
    const MISSING: AppError = AppError::Missing("do-not-interact type");
    let AnyId::Ours(id) = id else { return Err(MISSING) };
    do_not_interact_types::find(read, company, *id).await?.ok_or(MISSING)
}

fn event(verb: &'static str, id: DoNotInteractTypeId, changes: String, at: Instant) -> NewEvent {
    NewEvent { verb, object: Object::DoNotInteractType(id), person: None, changes, at, credentials: false }
}
