//! When a person must not be contacted, as a case says: read, settle, take away.

use domain::case::Case;
use domain::changes;
use domain::do_not_interact::{DoNotInteract, DoNotInteractDraft, due};
use domain::id::{AnyId, CaseId, PersonId};
use domain::time::Instant;
use domain::vocabulary::Permission;
use serde_json::json;
use store::event::{NewEvent, Object};
use store::{Tx, do_not_interact, do_not_interact_types};

use super::{App, AppError, Caller, cases};

const MISSING: AppError = AppError::Missing("do-not-interact instance");

/// The instance of a case.
pub async fn get(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    case: &AnyId<CaseId>,
) -> Result<DoNotInteract, AppError> {
    caller.require(Permission::CaseRead)?;
    let case = cases::find(&app.store, caller, person, case).await?;
    do_not_interact::find(&app.store, caller.company, case.id).await?.ok_or(MISSING)
}

/// Merges a draft into the instance of a case, which gets one where it has none.
pub async fn put(
    app: &App,
    caller: &Caller,
    person: AnyId<PersonId>,
    case: AnyId<CaseId>,
    draft: DoNotInteractDraft,
) -> Result<DoNotInteract, AppError> {
    caller.require(Permission::CaseUpdate)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let case = cases::find(tx, &who, &person, &case).await?;
            let Some(before) = do_not_interact::find(tx, who.company, case.id).await? else {
                let one = draft.clone().create(case.id, case.person_id, who.created_by(), now)?;
                do_not_interact::insert(tx, &one).await?;
                tx.record(event(&one, json!({"doNotInteract": {"from": null, "to": one}}).to_string(), now));
                return Ok(one);
            };
            let after = draft.clone().merge(&before, now)?;
            let changes = changes::between(&before, &after);
            if changes::is_empty(&changes) {
                return Ok(before);
            }
            do_not_interact::update(tx, &after).await?;
            tx.record(event(&after, changes, now));
            Ok(after)
        })
        .await
}

/// Takes the instance of a case away.
pub async fn delete(
    app: &App,
    caller: &Caller,
    person: AnyId<PersonId>,
    case: AnyId<CaseId>,
) -> Result<DoNotInteract, AppError> {
    caller.require(Permission::CaseUpdate)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let case = cases::find(tx, &who, &person, &case).await?;
            let one = do_not_interact::find(tx, who.company, case.id).await?.ok_or(MISSING)?;
            do_not_interact::delete(tx, case.id).await?;
            tx.record(event(&one, json!({"doNotInteract": {"from": one, "to": null}}).to_string(), now));
            Ok(one)
        })
        .await
}

/// Makes the instance that a case has come to by one of the company's types. What somebody settled by hand stays: a case
/// has one instance, and a person knew more.
pub(super) async fn of_type(
    tx: &Tx,
    before: Option<&Case>,
    after: &Case,
    now: Instant,
) -> Result<(), AppError> {
    let company = tx.author().company;
    let types = do_not_interact_types::all(tx, company).await?;
    let Some(one) = due(&types, before, after) else { return Ok(()) };
    let one = one.instance(after, now);
    let there = do_not_interact::find(tx, company, after.id).await?;
    match &there {
        Some(settled) if settled.type_id.is_none() => return Ok(()),
        Some(_) => do_not_interact::update(tx, &one).await?,
        None => do_not_interact::insert(tx, &one).await?,
    }
    tx.record(event(&one, json!({"doNotInteract": {"from": there, "to": one}}).to_string(), now));
    Ok(())
}

/// `case.donotinteract.changed`, as B10 of the API reference calls it.
fn event(one: &DoNotInteract, changes: String, at: Instant) -> NewEvent {
    let (object, person) = (Object::Case(one.case_id), Some(one.person_id));
    NewEvent { verb: "donotinteract.changed", object, person, changes, at, credentials: false }
}
