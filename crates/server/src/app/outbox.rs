//! The outbox as people see it: what waits, what failed and why; again or not at all.

use domain::id::{AnyId, ChannelId, OutboxId, PersonId};
use domain::interaction::Interaction;
use domain::outbox::OutboxEntry;
use domain::vocabulary::{OutboxState, Permission, Status};
use store::Tx;
use store::outbox::{self, Outcome, Wanted};
use store::page::{Page, Slice};

use super::communicator::dispatch;
use super::interactions::change::save;
use super::{App, AppError, Caller, people};

/// Which entries somebody asks for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// In one of these states.
    pub states: Vec<OutboxState>,
    /// By this channel.
    pub channel: Option<AnyId<ChannelId>>,
    /// To this person.
    pub person: Option<AnyId<PersonId>>,
}

/// The company's outbox, newest first.
pub async fn list(
    app: &App,
    caller: &Caller,
    filter: Filter,
    slice: Slice,
) -> Result<Page<OutboxEntry>, AppError> {
    caller.require(Permission::OutboxManage)?;
    let person = match &filter.person {
        Some(person) => Some(people::find(app, caller, person).await?.id),
        None => None,
    };
    let channel = match filter.channel {
        Some(AnyId::Ours(channel)) => Some(channel),
        Some(_) => return Err(AppError::field("channelId", "must be the id of a channel: CH-…")),
        None => None,
    };
    let wanted = Wanted { states: filter.states, channel, person, carried: None };
    Ok(outbox::list(&app.store, &caller.view(), &wanted, slice).await?)
}

/// The key of the entry a page is cut at.
pub async fn cursor(app: &App, caller: &Caller, id: AnyId<OutboxId>) -> Result<Option<OutboxId>, AppError> {
    caller.require(Permission::OutboxManage)?;
    let AnyId::Ours(id) = id else { return Ok(None) };
    Ok(outbox::find(&app.store, &caller.view(), id).await?.map(|entry| entry.id))
}

/// One entry.
pub async fn get(app: &App, caller: &Caller, id: AnyId<OutboxId>) -> Result<OutboxEntry, AppError> {
    caller.require(Permission::OutboxManage)?;
    let AnyId::Ours(id) = id else { return Err(AppError::Missing("outbox entry")) };
    find(&app.store, caller, id).await
}

/// Sends what failed, or is in doubt, again; Compliance Guard is asked once more.
pub async fn retry(app: &App, caller: &Caller, id: AnyId<OutboxId>) -> Result<OutboxEntry, AppError> {
    caller.require(Permission::OutboxManage)?;
    let AnyId::Ours(id) = id else { return Err(AppError::Missing("outbox entry")) };
    let now = app.clock.now();
    let who = caller.clone();
    let entry = app
        .store
        .write(caller.author(), async move |tx: &Tx| {
            let entry = find(tx, &who, id).await?;
            let again = Outcome { due_at: Some(now), ..Outcome::default() };
            let may = entry.state.may_be_retried()
                && outbox::settle(tx, id, entry.state, OutboxState::Queued, &again, now).await?.is_some();
            if !may {
                return Err(AppError::Conflict(format!(
                    "it is {}; only what failed, waits to be tried again or is in doubt can be retried",
                    entry.state
                )));
            }
            find(tx, &who, id).await
        })
        .await?;
    app.outbox.wake();
    Ok(entry)
}

/// Calls off what has not been handed over yet.
pub async fn cancel(app: &App, caller: &Caller, id: AnyId<OutboxId>) -> Result<OutboxEntry, AppError> {
    caller.require(Permission::OutboxManage)?;
    let AnyId::Ours(id) = id else { return Err(AppError::Missing("outbox entry")) };
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let entry = find(tx, &who, id).await?;
            let may = entry.state.may_be_canceled()
                && outbox::settle(tx, id, entry.state, OutboxState::Canceled, &Outcome::default(), now)
                    .await?
                    .is_some();
            if !may {
                return Err(AppError::Conflict(format!(
                    "it is {}; it cannot be called off any more",
                    entry.state
                )));
            }
            if let Some(before) = dispatch::whole(tx, entry.interaction_id).await?
                && before.status == Status::Scheduled
            {
                let after = Interaction { status: Status::Canceled, ..before.clone() };
                let after = dispatch::stamped(&before, after, now);
                save(tx, &before, &after, "updated", now).await?;
            }
            find(tx, &who, id).await
        })
        .await
}

async fn find(read: &impl store::Read, caller: &Caller, id: OutboxId) -> Result<OutboxEntry, AppError> {
    outbox::find(read, &caller.view(), id).await?.ok_or(AppError::Missing("outbox entry"))
}
