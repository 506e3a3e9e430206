//! The work of webhooks: events are taken from the log, sent, and what became of them is written down.
//!
//! One worker at a time holds a subscription by a lease and goes round: one transaction writes what became of the last
//! round, takes new events, and says what is due next. A worker that dies leaves its lease to end, and what it was
//! sending is sent again.

mod settle;

use domain::id::{CompanyId, SubscriptionId};
use domain::time::Instant;
use domain::webhook::{Delivery, Subscription};
use futures::future::join_all;
use store::event::Event;
use store::webhooks::work::{self, Due};
use store::webhooks::{self, deliveries};
use store::{Author, Tx, companies, events};

use super::message::{self, Message};
use crate::app::events::Sight;
use crate::app::{App, AppError, Caller, vault};
use crate::outbound::Called;

/// Seconds a lease lasts: longer than a round of calls.
const LEASE: i64 = 20;
/// Calls to one subscription at once.
const AT_ONCE: i64 = 8;
/// Events read at once.
const CHUNK: i64 = 200;
/// Deliveries that may wait for one subscription before no more are taken for it.
const WINDOW: i64 = 500;
/// Seconds until a subscription is looked at again for which no more are taken.
const PAUSE: i64 = 1;
/// Seconds a delivery is remembered after it was taken: 30 days.
const REMEMBERED: i64 = 30 * 24 * 3600;
/// Deliveries removed in one transaction.
const PRUNED: i64 = 500;

/// A delivery that was tried.
#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    delivery: Delivery,
    at: Instant,
    called: Called,
}

/// What is to be done in a round.
struct Round {
    deliveries: Vec<Delivery>,
    /// Whether the log may hold more.
    more: bool,
}

/// The name a worker holds its leases under.
pub fn worker() -> Result<String, AppError> {
    Ok(format!("{:016x}", u64::from_ne_bytes(vault::random()?)))
}

/// The subscriptions with something to do that nobody works on.
pub async fn due(app: &App) -> Result<Vec<Due>, AppError> {
    Ok(work::due(&app.store, app.clock.now()).await?)
}

/// Works for one subscription until there is nothing to do, or the server stops.
pub async fn until_idle(app: &App, due: Due, worker: &str) -> Result<(), AppError> {
    let mut done = Vec::new();
    while let Some(round) = round(app, due, worker, done).await? {
        done = send(app, due, round.deliveries).await?;
        if done.is_empty() && !round.more {
            return Ok(());
        }
    }
    Ok(())
}

/// Forgets deliveries that ended long ago.
pub async fn prune(app: &App) -> Result<(), AppError> {
    let before = app.clock.now().plus_seconds(-REMEMBERED);
    for company in companies::all(&app.store).await? {
        let prune = async move |tx: &Tx| Ok::<_, AppError>(deliveries::prune(tx, before, PRUNED).await?);
        while app.store.write(Author::system(company.id), prune).await? == PRUNED as u64 {}
    }
    Ok(())
}

/// The secrets that a subscription's messages are signed with now.
pub(super) async fn secrets(
    app: &App,
    company: CompanyId,
    id: SubscriptionId,
    now: Instant,
) -> Result<Vec<Vec<u8>>, AppError> {
    let sealed = webhooks::secrets(&app.store, company, id).await?.unwrap_or_default();
    let context = message::context(company, id);
    let mut opened = vec![app.sealer.open(&context, &sealed.current)?];
    if let Some((previous, until)) = sealed.previous
        && now < until
    {
        opened.push(app.sealer.open(&context, &previous)?);
    }
    Ok(opened)
}

/// Writes down the last round and begins the next; nothing where somebody else works on it, or nobody should.
async fn round(app: &App, due: Due, worker: &str, done: Vec<Attempt>) -> Result<Option<Round>, AppError> {
    let Some(seen) = webhooks::find(&app.store, due.company, due.id).await? else { return Ok(None) };
    let log = events::after(&app.store, due.company, seen.cursor, CHUNK).await?;
    let taken = Taken::of(due.company, seen, &log);
    let settled = settle::settle(done)?;
    let (now, worker) = (app.clock.now(), worker.to_owned());
    let stopping = app.stopping.is_cancelled();
    app.store
        .write(Author::system(due.company), async move |tx: &Tx| {
            settle::write(tx, due.id, &settled, now).await?;
            let leased = work::lease(tx, due.id, &worker, now, now.plus_seconds(LEASE)).await?;
            if !leased || stopping {
                // What was switched off meanwhile may be switched on again before the lease ends.
                work::release(tx, due.id, &worker, Instant(0)).await?;
                return Ok(None);
            }
            let full = !taken.write(tx, now).await?;
            let waiting = deliveries::due(tx, due.id, now, AT_ONCE).await?;
            let more = taken.is_whole() && !full;
            if waiting.is_empty() && !more {
                let from = if full { now.plus_seconds(PAUSE) } else { Instant(0) };
                work::release(tx, due.id, &worker, from).await?;
            }
            Ok(Some(Round { deliveries: waiting, more }))
        })
        .await
}

/// What is taken from the log for a subscription, as it was when the log was read.
#[derive(Clone)]
struct Taken {
    seen: Subscription,
    wanted: Vec<(i64, String)>,
    read: usize,
    last: i64,
}

impl Taken {
    fn of(company: CompanyId, seen: Subscription, log: &[Event]) -> Self {
        // A subscription is shown what a key without a user is that may do everything.
        let sight = Sight::of(&Caller::system(company));
        let wanted = log.iter().filter(|event| seen.wants(&event.name) && sight.sees(event));
        Self {
            wanted: wanted.map(|event| (event.number, event.name.clone())).collect(),
            read: log.len(),
            last: log.last().map_or(seen.cursor, |event| event.number),
            seen,
        }
    }

    /// Whether the log may hold more.
    fn is_whole(&self) -> bool {
        self.read as i64 == CHUNK
    }

    /// Puts the events on their way; false where too many wait already.
    async fn write(&self, tx: &Tx, now: Instant) -> Result<bool, AppError> {
        if self.read == 0 {
            return Ok(true);
        }
        let current = webhooks::find(tx, tx.author().company, self.seen.id).await?;
        // Changed or replayed since the log was read: the next round sees what holds now.
        let holds =
            |one: &Subscription| one.cursor == self.seen.cursor && one.event_types == self.seen.event_types;
        if !current.as_ref().is_some_and(holds) {
            return Ok(true);
        }
        if deliveries::waiting(tx, self.seen.id, WINDOW).await? >= WINDOW {
            return Ok(false);
        }
        deliveries::add(tx, self.seen.id, &self.wanted, now).await?;
        work::move_cursor(tx, self.seen.id, self.last).await?;
        Ok(true)
    }
}

/// Sends what is due, all at once.
async fn send(app: &App, due: Due, waiting: Vec<Delivery>) -> Result<Vec<Attempt>, AppError> {
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let Some(subscription) = webhooks::find(&app.store, due.company, due.id).await? else {
        return Ok(Vec::new());
    };
    let caller = Caller::system(due.company);
    let secrets = secrets(app, due.company, due.id, app.clock.now()).await?;
    let mut messages = Vec::new();
    for event in deliveries::events(&app.store, due.company, &waiting).await? {
        messages.push((event.number, message::of_event(app, &caller, event).await?));
    }
    let calls = waiting.into_iter().map(|delivery| {
        let message = messages.iter().find(|(number, _)| *number == delivery.event_number);
        call(app, &subscription, &secrets, delivery, message.map(|(_, message)| message))
    });
    Ok(join_all(calls).await)
}

async fn call(
    app: &App,
    subscription: &Subscription,
    secrets: &[Vec<u8>],
    delivery: Delivery,
    message: Option<&Message>,
) -> Attempt {
    let at = app.clock.now();
    let called = match message {
        Some(message) => {
            let headers = message::headers(message, secrets, at);
            app.outbound.post(&subscription.url, &headers, message.body.clone()).await
        }
        None => Called::not_made("the event is not in the log any more"),
    };
    Attempt { delivery, at, called }
}
