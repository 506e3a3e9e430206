//! Webhook subscriptions: make, list, change, remove, replay.

pub(super) mod message;
mod probe;
pub mod work;

use domain::changes;
use domain::id::{AnyId, DeliveryId, Id, SubscriptionId};
use domain::time::Instant;
use domain::vocabulary::{DeliveryState, Permission};
use domain::webhook::{Delivery, Subscription, SubscriptionDraft};
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::webhooks::{self, Secrets, deliveries};
use store::{Tx, events};

use super::{App, AppError, Caller, vault};

pub use probe::{Answered, test};

/// How long the secret before the current one signs too, in seconds: a day.
const OVERLAP: i64 = 24 * 3600;

/// A subscription as it is seen once, with its secret.
#[derive(Debug)]
pub struct Shown {
    /// What is known about it later.
    pub about: Subscription,
    /// The secret its messages are signed with.
    pub secret: String,
}

/// Makes a subscription, which is told of what happens from now on.
pub async fn create(app: &App, caller: &Caller, draft: SubscriptionDraft) -> Result<Shown, AppError> {
    caller.require(Permission::WebhookAdminister)?;
    let now = app.clock.now();
    check_url(app, &draft)?;
    let draft = draft.create(SubscriptionId::of(0), 0, now)?;
    let (plain, sealer) = (vault::random::<32>()?, app.sealer.clone());
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let cursor = events::newest(tx, tx.author().company).await?;
            let blank = Subscription { cursor, ..draft.clone() };
            let id = webhooks::insert(tx, &blank).await?;
            let current = sealer.seal(&message::context(tx.author().company, id), &plain)?;
            webhooks::set_secrets(tx, id, &Secrets { current, previous: None }).await?;
            tx.record(event("created", id, "{}".to_owned(), now));
            Ok(Shown { about: Subscription { id, ..blank }, secret: message::shown(&plain) })
        })
        .await
}

/// The company's subscriptions, newest first.
pub async fn list(app: &App, caller: &Caller, slice: Slice) -> Result<Page<Subscription>, AppError> {
    caller.require(Permission::WebhookAdminister)?;
    Ok(webhooks::list(&app.store, caller.company, slice).await?)
}

/// The key of the subscription a page is cut at.
pub async fn cursor(
    app: &App,
    caller: &Caller,
    id: AnyId<SubscriptionId>,
) -> Result<Option<SubscriptionId>, AppError> {
    caller.require(Permission::WebhookAdminister)?;
    let AnyId::Ours(id) = id else { return Ok(None) };
    Ok(webhooks::find(&app.store, caller.company, id).await?.map(|found| found.id))
}

/// One subscription.
pub async fn get(app: &App, caller: &Caller, id: AnyId<SubscriptionId>) -> Result<Subscription, AppError> {
    caller.require(Permission::WebhookAdminister)?;
    let id = ours(id)?;
    webhooks::find(&app.store, caller.company, id).await?.ok_or(MISSING)
}

/// Merges a draft into a subscription. Switched on again it goes on where it stood.
pub async fn update(
    app: &App,
    caller: &Caller,
    id: AnyId<SubscriptionId>,
    draft: SubscriptionDraft,
) -> Result<Subscription, AppError> {
    caller.require(Permission::WebhookAdminister)?;
    let (id, now) = (ours(id)?, app.clock.now());
    check_url(app, &draft)?;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let before = found(tx, id).await?;
            let after = draft.clone().merge(&before, now);
            let changes = changes::between(&before, &after);
            if changes::is_empty(&changes) {
                return Ok(before);
            }
            if after.enabled && !before.enabled {
                deliveries::hurry(tx, id, now, true).await?;
                webhooks::work::wake(tx, id).await?;
            }
            webhooks::update(tx, &after).await?;
            tx.record(event("updated", id, changes, now));
            Ok(after)
        })
        .await
}

/// Removes a subscription and what waits for it.
pub async fn delete(app: &App, caller: &Caller, id: AnyId<SubscriptionId>) -> Result<Subscription, AppError> {
    caller.require(Permission::WebhookAdminister)?;
    let (id, now) = (ours(id)?, app.clock.now());
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let gone = found(tx, id).await?;
            webhooks::delete(tx, id).await?;
            tx.record(event("deleted", id, "{}".to_owned(), now));
            Ok(gone)
        })
        .await
}

/// Gives a subscription a new secret; for a day messages carry the signature of the old one too.
pub async fn rotate_secret(app: &App, caller: &Caller, id: AnyId<SubscriptionId>) -> Result<Shown, AppError> {
    caller.require(Permission::WebhookAdminister)?;
    let (id, now) = (ours(id)?, app.clock.now());
    let plain = vault::random::<32>()?;
    let current = app.sealer.seal(&message::context(caller.company, id), &plain)?;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let about = found(tx, id).await?;
            let old = webhooks::secrets(tx, tx.author().company, id).await?.unwrap_or_default();
            let previous = Some((old.current, now.plus_seconds(OVERLAP)));
            webhooks::set_secrets(tx, id, &Secrets { current: current.clone(), previous }).await?;
            tx.record(event("rotated", id, "{}".to_owned(), now));
            Ok(Shown { about, secret: message::shown(&plain) })
        })
        .await
}

/// Sends everything from an event on again; what waits of these events is not sent twice.
pub async fn replay(
    app: &App,
    caller: &Caller,
    id: AnyId<SubscriptionId>,
    from: i64,
) -> Result<Subscription, AppError> {
    caller.require(Permission::WebhookAdminister)?;
    let (id, now) = (ours(id)?, app.clock.now());
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let before = found(tx, id).await?;
            let newest = events::newest(tx, tx.author().company).await?;
            if from > newest {
                let text = format!("must be a number from 1 to {newest}, the newest event");
                return Err(AppError::field("from", text));
            }
            let after = Subscription { cursor: from - 1, updated_at: Some(now), ..before.clone() };
            deliveries::abandon(tx, id, from).await?;
            webhooks::work::wake(tx, id).await?;
            webhooks::update(tx, &after).await?;
            tx.record(event("replayed", id, changes::between(&before, &after), now));
            Ok(after)
        })
        .await
}

/// What was and is on its way to a subscription, newest first.
pub async fn delivered(
    app: &App,
    caller: &Caller,
    id: AnyId<SubscriptionId>,
    state: Option<DeliveryState>,
    slice: Slice,
) -> Result<Page<Delivery>, AppError> {
    let subscription = get(app, caller, id).await?.id;
    Ok(deliveries::list(&app.store, caller.company, subscription, state, slice).await?)
}

/// The key of the delivery a page is cut at.
pub async fn delivery_cursor(
    app: &App,
    caller: &Caller,
    of: AnyId<SubscriptionId>,
    id: AnyId<DeliveryId>,
) -> Result<Option<DeliveryId>, AppError> {
    let subscription = get(app, caller, of).await?.id;
    let AnyId::Ours(id) = id else { return Ok(None) };
    Ok(deliveries::find(&app.store, caller.company, subscription, id).await?.map(|found| found.id))
}

const MISSING: AppError = AppError::Missing("webhook subscription");

fn ours(id: AnyId<SubscriptionId>) -> Result<SubscriptionId, AppError> {
    match id {
        AnyId::Ours(id) => Ok(id),
        _ => Err(MISSING),
    }
}

async fn found(tx: &Tx, id: SubscriptionId) -> Result<Subscription, AppError> {
    webhooks::find(tx, tx.author().company, id).await?.ok_or(MISSING)
}

fn check_url(app: &App, draft: &SubscriptionDraft) -> Result<(), AppError> {
    let Some(url) = draft.url() else { return Ok(()) };
    app.outbound.check(url).map(drop).map_err(|remedy| AppError::field("url", remedy))
}

fn event(verb: &'static str, id: SubscriptionId, changes: String, at: Instant) -> NewEvent {
    NewEvent { verb, object: Object::Webhook(id), person: None, changes, at, credentials: false }
}
