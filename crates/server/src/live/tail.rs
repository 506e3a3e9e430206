//! The tail of one company's log.

use std::sync::Arc;
use std::time::Duration;

use domain::id::CompanyId;
use store::events;
use tokio::sync::broadcast;
use tokio::time::sleep;

use super::batch::{Batch, Told};
use crate::app::SharedApp;

/// How often the log is looked at when no wake-up comes.
const POLL: Duration = Duration::from_millis(100);
/// Events read at once.
const CHUNK: i64 = 200;
/// Work a batch makes for each stream: batches come no faster than streams can take them.
const SHARE: Duration = Duration::from_micros(5);
/// Longest pause between two batches.
const LONGEST_PAUSE: Duration = Duration::from_millis(5);

/// Reads the log on from `position` for as long as somebody follows.
pub(super) async fn follow(
    app: SharedApp,
    company: CompanyId,
    mut position: i64,
    ring: broadcast::Sender<Told>,
) {
    let mut committed = app.store.committed();
    loop {
        if app.live.leave(company, &ring) {
            return;
        }
        committed.borrow_and_update();
        let told = tell(&app, company, &mut position, &ring).await;
        let pause = async {
            if told {
                sleep((SHARE * ring.receiver_count() as u32).min(LONGEST_PAUSE)).await;
                return;
            }
            tokio::select! {
                changed = committed.changed() => if changed.is_err() { sleep(POLL).await },
                () = sleep(POLL) => {}
            }
        };
        tokio::select! {
            () = pause => {}
            () = app.stopping.cancelled() => break,
        }
    }
    // With the ring the streams end.
    app.live.close(company);
}

async fn tell(
    app: &SharedApp,
    company: CompanyId,
    position: &mut i64,
    ring: &broadcast::Sender<Told>,
) -> bool {
    match events::after(&app.store, company, *position, CHUNK).await {
        Ok(rows) if rows.is_empty() => false,
        Ok(rows) => {
            let batch = Batch::new(rows);
            *position = batch.last();
            // Nobody may be listening just now.
            let _ = ring.send(Arc::new(batch));
            true
        }
        Err(error) => {
            tracing::warn!(%error, "the event log could not be read; trying again");
            false
        }
    }
}
