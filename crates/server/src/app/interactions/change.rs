//! Changing, associating and deleting interactions.

use domain::changes;
use domain::id::{AnyId, PersonId};
use domain::interaction::{Draft, Found, Interaction, Refused, merge};
use domain::problem::Problems;
use domain::time::Instant;
use domain::vocabulary::Permission;
use serde_json::json;
use store::interactions::{self, View};
use store::{Read, Tx, contacts, convos, events, people};

use super::{Named, event, references};
use crate::app::{App, AppError, Caller, audio};

/// Merges a draft into an interaction.
pub async fn update(app: &App, caller: &Caller, path: Named, draft: Draft) -> Result<Interaction, AppError> {
    caller.require(Permission::InteractionUpdate)?;
    let now = app.clock.now();
    let view = caller.view();
    let seen = super::find(app, caller, &path).await?;
    let (found, problems) = references::find(&app.store, &view, seen.person, &draft, Some(&seen)).await?;
    let (before, after, shown) = app
        .store
        .write(caller.author(), async move |tx: &Tx| {
            let before = whole(tx, &view, &seen).await?;
            let locked = before.sensitive && !view.sensitive;
            if locked && draft.touches_locked() {
                return Err(kept_from_change());
            }
            let after = merged(&before, &draft, &found, &problems, now)?;
            // A subject brings its theme along.
            if locked && after.theme != before.theme {
                return Err(kept_from_change());
            }
            write(tx, &before, &after, draft.reason.as_value(), now).await?;
            let shown = view.show(tx, after.clone()).await?;
            Ok::<_, AppError>((before, after, shown))
        })
        .await?;
    audio::forget(&app.blobs, &before, &after).await;
    Ok(shown)
}

fn kept_from_change() -> AppError {
    let text = "content, theme and sensitive of a locked interaction need the permission \
                interaction:read.sensitive; ask a manager";
    AppError::Forbidden(text.to_owned())
}

/// The row after an update, or all that is wrong with it.
fn merged(
    before: &Interaction,
    draft: &Draft,
    found: &Found,
    missing: &Problems,
    now: Instant,
) -> Result<Interaction, AppError> {
    let mut problems = missing.clone();
    match merge(before, draft.clone(), found.clone(), now) {
        Ok(after) => Ok(problems.into_result(after)?),
        Err(Refused::Fields(wrong)) => {
            problems.extend(wrong);
            Err(problems.into())
        }
        Err(state) => {
            problems.into_result(())?;
            Err(state.into())
        }
    }
}

/// Links an interaction to a person, or unlinks it.
pub async fn associate(
    app: &App,
    caller: &Caller,
    path: Named,
    person: Option<AnyId<PersonId>>,
) -> Result<Interaction, AppError> {
    caller.require(Permission::InteractionAssociate)?;
    let now = app.clock.now();
    let view = caller.view();
    let seen = super::find(app, caller, &path).await?;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let before = whole(tx, &view, &seen).await?;
            let mut after = before.clone();
            after.person = match &person {
                None => None,
                Some(id) => {
                    let found = people::find(tx, view.company, id).await?;
                    let unknown = || AppError::field("personId", "names no person; record the person first");
                    Some(found.ok_or_else(unknown)?.id)
                }
            };
            if after.person == before.person {
                return Ok(view.show(tx, before).await?);
            }
            if !contact_stays(tx, &after).await? {
                (after.contact, after.contact_external_id) = (None, None);
            }
            after.updated_at = Some(now);
            interactions::update(tx, &before, &after).await?;
            let changes = json!({"personId": {"from": before.person, "to": after.person}}).to_string();
            // Whoever loses it is told as well as whoever gets it.
            let concerned = [&before, &after].into_iter().filter(|row| row.person.is_some());
            for row in concerned {
                tx.record(event("associated", row, changes.clone(), now));
            }
            Ok(view.show(tx, after).await?)
        })
        .await
}

/// Deletes an interaction softly; only what came from outside.
pub async fn delete(app: &App, caller: &Caller, path: Named) -> Result<Interaction, AppError> {
    caller.require(Permission::InteractionDelete)?;
    let now = app.clock.now();
    let view = caller.view();
    let seen = super::find(app, caller, &path).await?;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let before = whole(tx, &view, &seen).await?;
            if !before.may_be_deleted() {
                return Err(AppError::Conflict(
                    "only external interactions can be deleted; this one was made by Switchboard".to_owned(),
                ));
            }
            let mut after = before.clone();
            after.deleted_at = Some(now);
            interactions::update(tx, &before, &after).await?;
            tx.record(event("deleted", &after, "{}".to_owned(), now));
            Ok(view.show(tx, after).await?)
        })
        .await
}

/// The row as it is now, with what the caller's view hides; the caller has seen that it is there.
pub(crate) async fn whole(tx: &Tx, view: &View, seen: &Interaction) -> Result<Interaction, AppError> {
    let found = interactions::find(tx, &View::whole(view.company), None, &AnyId::Ours(seen.id)).await?;
    let seen = found.filter(|row| view.credentials || !row.is_credentials());
    seen.ok_or(AppError::Missing("interaction"))
}

/// Writes what somebody changed, with the reason where the row becomes sensitive or is so no longer.
async fn write(
    tx: &Tx,
    before: &Interaction,
    after: &Interaction,
    reason: Option<&String>,
    now: Instant,
) -> Result<(), AppError> {
    let reason = reason.filter(|_| before.sensitive != after.sensitive);
    save_telling(tx, before, after, ("updated", reason), now).await
}

/// Writes a changed row and tells what changed.
pub(crate) async fn save(
    tx: &Tx,
    before: &Interaction,
    after: &Interaction,
    verb: &'static str,
    now: Instant,
) -> Result<(), AppError> {
    save_telling(tx, before, after, (verb, None), now).await
}

async fn save_telling(
    tx: &Tx,
    before: &Interaction,
    after: &Interaction,
    (verb, reason): (&'static str, Option<&String>),
    now: Instant,
) -> Result<(), AppError> {
    if before == after {
        return Ok(());
    }
    interactions::update(tx, before, after).await?;
    let body = |row: &Interaction| domain::interaction::InteractionBody::from(row.clone());
    let mut told = changes::between(&body(before), &body(after));
    if let Some(reason) = reason {
        told = changes::with(&told, "reason", reason);
    }
    if after.is_credentials() {
        told = "{}".to_owned();
    }
    tx.record(event(verb, after, told, now));
    if after.is_credentials() && !before.is_credentials() {
        events::hide(tx, after.id).await?;
        convos::erase(tx, after.id).await?;
    }
    Ok(())
}

async fn contact_stays(read: &impl Read, after: &Interaction) -> Result<bool, AppError> {
    let (Some(contact), Some(person)) = (after.contact, after.person) else {
        return Ok(after.contact.is_none());
    };
    let found = contacts::find(read, after.company, Some(person), &AnyId::Ours(contact)).await?;
    Ok(found.is_some())
}
