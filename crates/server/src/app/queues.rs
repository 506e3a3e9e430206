//! Queues: make, find, change, take away.

use domain::changes;
use domain::id::{AnyId, CompanyId, Id, QueueId};
use domain::queue::{Queue, QueueDraft};
use domain::time::Instant;
use domain::vocabulary::Permission;
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::{Read, Tx, queues};

use super::{App, AppError, Caller, history};

/// Makes a queue.
pub async fn create(app: &App, caller: &Caller, draft: QueueDraft) -> Result<Queue, AppError> {
    caller.require(Permission::UserAdminister)?;
    let now = app.clock.now();
    let queue = draft.create(QueueId::of(0), now)?;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            check_reference(tx, &queue).await?;
            let queue = Queue { id: queues::insert(tx, &queue).await?, ..queue.clone() };
            tx.record(event("created", queue.id, "{}".to_owned(), now));
            Ok(queue)
        })
        .await
}

/// The company's queues, newest first.
pub async fn list(app: &App, caller: &Caller, slice: Slice) -> Result<Page<Queue>, AppError> {
    caller.require(Permission::HistoryRead)?;
    Ok(queues::list(&app.store, caller.company, slice).await?)
}

/// The key of the queue a page is cut at.
pub async fn cursor(app: &App, caller: &Caller, id: AnyId<QueueId>) -> Result<Option<QueueId>, AppError> {
    caller.require(Permission::HistoryRead)?;
    Ok(queues::find(&app.store, caller.company, &id).await?.map(|queue| queue.id))
}

/// One queue.
pub async fn get(app: &App, caller: &Caller, id: &AnyId<QueueId>) -> Result<Queue, AppError> {
    caller.require(Permission::HistoryRead)?;
    find(&app.store, caller.company, id).await
}

/// Merges a draft into a queue.
pub async fn update(
    app: &App,
    caller: &Caller,
    id: AnyId<QueueId>,
    draft: QueueDraft,
) -> Result<Queue, AppError> {
    caller.require(Permission::UserAdminister)?;
    let now = app.clock.now();
    let company = caller.company;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let before = find(tx, company, &id).await?;
            let after = draft.clone().merge(&before, now);
            let changes = changes::between(&before, &after);
            if changes::is_empty(&changes) {
                return Ok(before);
            }
            check_reference(tx, &after).await?;
            queues::update(tx, &after).await?;
            tx.record(event("updated", after.id, changes, now));
            Ok(after)
        })
        .await
}

/// Takes a queue away that nobody works with any more.
pub async fn delete(app: &App, caller: &Caller, id: AnyId<QueueId>) -> Result<Queue, AppError> {
    caller.require(Permission::UserAdminister)?;
    let now = app.clock.now();
    let since = history::period(app, caller).await?.since();
    let company = caller.company;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let queue = find(tx, company, &id).await?;
            if queues::is_used(tx, queue.id, since).await? {
                let text =
                    "a profile or an interaction of the history names this queue; take it out of them first";
                return Err(AppError::Conflict(text.to_owned()));
            }
            queues::delete(tx, queue.id, now).await?;
            tx.record(event("deleted", queue.id, "{}".to_owned(), now));
            Ok(queue)
        })
        .await
}

async fn find(read: &impl Read, company: CompanyId, id: &AnyId<QueueId>) -> Result<Queue, AppError> {
    queues::find(read, company, id).await?.ok_or(AppError::Missing("queue"))
}

async fn check_reference(tx: &Tx, queue: &Queue) -> Result<(), AppError> {
    let Some(reference) = &queue.reference else { return Ok(()) };
    let found = queues::find(tx, tx.author().company, &AnyId::External(reference.clone())).await?;
    if found.is_some_and(|other| other.id != queue.id) {
        return Err(AppError::Conflict(format!("there is a queue with the reference {reference} already")));
    }
    Ok(())
}

fn event(verb: &'static str, id: QueueId, changes: String, at: Instant) -> NewEvent {
    NewEvent { verb, object: Object::Queue(id), person: None, changes, at, credentials: false }
}
