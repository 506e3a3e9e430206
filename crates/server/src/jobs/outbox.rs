//! Sends what is due: each channel by itself, so that a slow provider holds up nobody else, and within a channel as many
//! at once as it has slots, so that a slow recipient does not either.

use std::collections::HashMap;
use std::sync::Arc;

use domain::id::ChannelId;
use store::channels::{self, Opened};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_util::task::AbortOnDropHandle;

use super::NAP;
use crate::app::communicator::dispatch;
use crate::app::{AppError, SharedApp};

/// Messages of one channel that are handed over at the same time.
const SLOTS: usize = 32;

/// Sends everything that is due now, on every channel; how many messages were tried. Waits until they are through.
pub async fn run_due(app: &SharedApp) -> Result<usize, AppError> {
    let mut tried = 0;
    for channel in channels::everywhere(&app.store).await?.into_iter().filter(|channel| channel.enabled) {
        dispatch::reclaim(app, channel).await?;
        loop {
            let ready = dispatch::lease(app, channel, SLOTS).await?;
            if ready.leased == 0 {
                break;
            }
            tried += ready.leased;
            let mut going = JoinSet::new();
            for message in ready.messages {
                going.spawn(dispatch::deliver(app.clone(), message));
            }
            going.join_all().await;
        }
    }
    Ok(tried)
}

/// Keeps one sender running for each channel in use until the server stops.
pub(super) async fn run(app: SharedApp) {
    let mut senders: HashMap<ChannelId, AbortOnDropHandle<()>> = HashMap::new();
    let mut bell = app.outbox.listen();
    while !app.stopping.is_cancelled() {
        match channels::everywhere(&app.store).await {
            Ok(all) => {
                senders.retain(|id, sender| {
                    !sender.is_finished() && all.iter().any(|channel| channel.enabled && channel.id == *id)
                });
                for channel in all.into_iter().filter(|channel| channel.enabled) {
                    let start = || AbortOnDropHandle::new(tokio::spawn(send_on(app.clone(), channel)));
                    senders.entry(channel.id).or_insert_with(start);
                }
            }
            Err(error) => tracing::warn!(%error, "the channels cannot be read; their messages wait"),
        }
        tokio::select! {
            () = app.stopping.cancelled() => break,
            _ = timeout(NAP, bell.changed()) => {}
        }
    }
    // What is being handed over may finish: each sender ends by itself.
    for (_, sender) in senders {
        drop(sender.await);
    }
}

async fn send_on(app: SharedApp, channel: Opened) {
    let slots = Arc::new(Semaphore::new(SLOTS));
    let mut bell = app.outbox.listen();
    while !app.stopping.is_cancelled() {
        if let Err(error) = fill(&app, channel, &slots).await {
            tracing::warn!(channel = %channel.id, %error, "messages wait");
        }
        tokio::select! {
            () = app.stopping.cancelled() => break,
            _ = timeout(NAP, bell.changed()) => {}
        }
    }
    let _all = slots.acquire_many(SLOTS as u32).await;
}

/// Leases into free slots until nothing is due.
async fn fill(app: &SharedApp, channel: Opened, slots: &Arc<Semaphore>) -> Result<(), AppError> {
    dispatch::reclaim(app, channel).await?;
    loop {
        // At least one slot, then as many as are free.
        let Ok(first) = slots.clone().acquire_owned().await else { return Ok(()) };
        let most = 1 + slots.available_permits();
        let ready = dispatch::lease(app, channel, most).await?;
        if ready.leased == 0 {
            return Ok(());
        }
        let mut free = Some(first);
        for message in ready.messages {
            let slot = match free.take() {
                Some(slot) => slot,
                None => match slots.clone().acquire_owned().await {
                    Ok(slot) => slot,
                    Err(_) => return Ok(()),
                },
            };
            let app = app.clone();
            tokio::spawn(async move {
                dispatch::deliver(app, message).await;
                drop(slot);
            });
        }
    }
}
