//! When a person must not be contacted, as a case says: read, settle, take away.

use domain::changes;
use domain::do_not_interact::{DoNotInteract, DoNotInteractDraft};
use domain::id::{AnyId, CaseId, PersonId};
use domain::time::Instant;
use domain::vocabulary::Permission;
use serde_json::json;
use store::event::{NewEvent, Object};
use store::{Tx, do_not_interact};

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

/// `case.donotinteract.changed`, as B10 of the API reference calls it.
fn event(one: &DoNotInteract, changes: String, at: Instant) -> NewEvent {
    let (object, person) = (Object::Case(one.case_id), Some(one.person_id));
    NewEvent { verb: "donotinteract.changed", object, person, changes, at, credentials: false }
}
