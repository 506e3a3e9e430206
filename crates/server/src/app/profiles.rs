//! Profiles: make, find, change, take away; and which of a user's works.

use domain::changes;
use domain::id::{AnyId, CompanyId, Id, ProfileId, QueueId, UserId};
use domain::patch::Patch;
use domain::problem::Problems;
use domain::profile::{Profile, ProfileDraft};
use domain::time::Instant;
use domain::vocabulary::Permission;
use serde_json::json;
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::profiles::Held;
use store::{Read, Tx, profiles, queues};

use super::interactions::references::NO_QUEUE;
use super::{App, AppError, Caller, users};

/// Makes a profile.
pub async fn create(app: &App, caller: &Caller, draft: ProfileDraft) -> Result<Profile, AppError> {
    caller.require(Permission::UserAdminister)?;
    let now = app.clock.now();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let mut problems = Problems::new();
            let queues = find_queues(tx, &draft.queues, &mut problems).await?;
            let profile = draft.clone().create(ProfileId::of(0), queues, now)?;
            users::check_there(tx, "userIds", &profile.user_ids, &mut problems).await?;
            problems.into_result(())?;
            let profile = Profile { id: profiles::insert(tx, &profile).await?, ..profile };
            tx.record(event("created", profile.id, "{}".to_owned(), now));
            Ok(profile)
        })
        .await
}

/// The company's profiles, newest first.
pub async fn list(app: &App, caller: &Caller, slice: Slice) -> Result<Page<Profile>, AppError> {
    caller.require(Permission::HistoryRead)?;
    Ok(profiles::list(&app.store, caller.company, slice).await?)
}

/// The key of the profile a page is cut at.
pub async fn cursor(app: &App, caller: &Caller, id: AnyId<ProfileId>) -> Result<Option<ProfileId>, AppError> {
    caller.require(Permission::HistoryRead)?;
    let AnyId::Ours(id) = id else { return Ok(None) };
    Ok(profiles::find(&app.store, caller.company, id).await?.map(|profile| profile.id))
}

/// One profile.
pub async fn get(app: &App, caller: &Caller, id: &AnyId<ProfileId>) -> Result<Profile, AppError> {
    caller.require(Permission::HistoryRead)?;
    find(&app.store, caller.company, id).await
}

/// Merges a draft into a profile.
pub async fn update(
    app: &App,
    caller: &Caller,
    id: AnyId<ProfileId>,
    draft: ProfileDraft,
) -> Result<Profile, AppError> {
    caller.require(Permission::UserAdminister)?;
    let now = app.clock.now();
    let company = caller.company;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let mut problems = Problems::new();
            let before = find(tx, company, &id).await?;
            let queues = find_queues(tx, &draft.queues, &mut problems).await?;
            let after = draft.clone().merge(&before, queues, now);
            users::check_there(tx, "userIds", &after.user_ids, &mut problems).await?;
            problems.into_result(())?;
            let changes = changes::between(&before, &after);
            if changes::is_empty(&changes) {
                return Ok(before);
            }
            profiles::update(tx, &before, &after, now).await?;
            tx.record(event("updated", after.id, changes, now));
            Ok(after)
        })
        .await
}

/// Takes a profile away; its holders go on with another.
pub async fn delete(app: &App, caller: &Caller, id: AnyId<ProfileId>) -> Result<Profile, AppError> {
    caller.require(Permission::UserAdminister)?;
    let now = app.clock.now();
    let company = caller.company;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let profile = find(tx, company, &id).await?;
            profiles::delete(tx, profile.id).await?;
            tx.record(event("deleted", profile.id, "{}".to_owned(), now));
            Ok(profile)
        })
        .await
}

/// The profiles the caller holds, in the order they were given.
pub async fn of_me(app: &App, caller: &Caller) -> Result<Vec<Held>, AppError> {
    caller.require(Permission::HistoryRead)?;
    Ok(profiles::held_by(&app.store, caller.company, me(caller)?).await?)
}

/// Makes one of the caller's profiles the one that works.
pub async fn activate(app: &App, caller: &Caller, id: AnyId<ProfileId>) -> Result<Vec<Held>, AppError> {
    caller.require(Permission::HistoryRead)?;
    let me = me(caller)?;
    let now = app.clock.now();
    let company = caller.company;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let held = profiles::held_by(tx, company, me).await?;
            let wanted = held.iter().find(|profile| AnyId::Ours(profile.id) == id);
            let unknown = || AppError::field("profileId", "names no profile that you hold");
            let wanted = wanted.ok_or_else(unknown)?;
            let before = held.iter().find(|profile| profile.active).map(|profile| profile.id);
            profiles::activate(tx, me, wanted.id).await?;
            if before != Some(wanted.id) {
                let changes = json!({"activeProfileId": {"from": before, "to": wanted.id}}).to_string();
                let object = Object::User(me);
                tx.record(NewEvent {
                    verb: "updated",
                    object,
                    person: None,
                    changes,
                    at: now,
                    credentials: false,
                });
            }
            let active = wanted.id;
            Ok(held.into_iter().map(|one| Held { active: one.id == active, ..one }).collect())
        })
        .await
}

fn me(caller: &Caller) -> Result<UserId, AppError> {
    let text = "profiles are for people; sign in as a user";
    caller.user.ok_or_else(|| AppError::Forbidden(text.to_owned()))
}

async fn find(read: &impl Read, company: CompanyId, id: &AnyId<ProfileId>) -> Result<Profile, AppError> {
    let AnyId::Ours(id) = id else { return Err(AppError::Missing("profile")) };
    profiles::find(read, company, *id).await?.ok_or(AppError::Missing("profile"))
}

async fn find_queues(
    tx: &Tx,
    named: &Patch<Vec<AnyId<QueueId>>>,
    problems: &mut Problems,
) -> Result<Patch<Vec<QueueId>>, AppError> {
    let named = match named {
        Patch::Absent => return Ok(Patch::Absent),
        Patch::Null => return Ok(Patch::Null),
        Patch::Value(named) => named,
    };
    let mut found: Vec<QueueId> = Vec::with_capacity(named.len());
    for (at, id) in named.iter().enumerate() {
        match queues::find(tx, tx.author().company, id).await? {
            Some(queue) if found.contains(&queue.id) => {}
            Some(queue) => found.push(queue.id),
            None => problems.push(format!("queueIds[{at}]"), NO_QUEUE),
        }
    }
    Ok(Patch::Value(found))
}

fn event(verb: &'static str, id: ProfileId, changes: String, at: Instant) -> NewEvent {
    NewEvent { verb, object: Object::Profile(id), person: None, changes, at, credentials: false }
}
