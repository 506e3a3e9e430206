//! Understands what came in: each channel by itself and in order, so that one that is slow to read holds up nobody else.

use std::collections::BTreeMap;

use domain::id::{ChannelId, Id};
use futures::future::join_all;
use store::arrivals::{self, Waiting};
use tokio::time::timeout;

use super::NAP;
use crate::app::arrivals::understand;
use crate::app::{AppError, SharedApp};

/// Arrivals that are read at once.
const BATCH: i64 = 200;

/// Understands everything that is due now; how much that was.
pub async fn run_due(app: &SharedApp) -> Result<usize, AppError> {
    let mut seen = 0;
    loop {
        let due = arrivals::due(&app.store, app.clock.now(), BATCH).await?;
        if due.is_empty() {
            return Ok(seen);
        }
        seen += due.len();
        let channels = by_channel(due).into_values().map(|waiting| in_order(app, waiting));
        for outcome in join_all(channels).await {
            outcome?;
        }
    }
}

/// Runs until the server stops.
pub(super) async fn run(app: SharedApp) {
    let mut bell = app.inbound.listen();
    while !app.stopping.is_cancelled() {
        if let Err(error) = run_due(&app).await {
            tracing::warn!(%error, "what came in waits");
        }
        tokio::select! {
            () = app.stopping.cancelled() => break,
            _ = timeout(NAP, bell.changed()) => {}
        }
    }
}

fn by_channel(due: Vec<Waiting>) -> BTreeMap<i64, Vec<Waiting>> {
    let mut channels: BTreeMap<i64, Vec<Waiting>> = BTreeMap::new();
    for waiting in due {
        channels.entry(ChannelId::key(waiting.channel)).or_default().push(waiting);
    }
    channels
}

async fn in_order(app: &SharedApp, all: Vec<Waiting>) -> Result<(), AppError> {
    for waiting in all {
        understand(app, waiting).await?;
    }
    Ok(())
}
