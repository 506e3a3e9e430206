//! Closes text conversations in which nobody writes any more.

use std::time::Duration;

use store::companies;
use tokio::time::timeout;

use crate::app::arrivals::{close, over};
use crate::app::{AppError, SharedApp};

/// Conversations that are looked at together.
const BATCH: i64 = 200;
/// How often somebody looks; a conversation may live a minute longer.
const PAUSE: Duration = Duration::from_secs(60);

/// Closes every conversation that is over by now; how many there were.
pub async fn run_due(app: &SharedApp) -> Result<usize, AppError> {
    let mut closed = 0;
    for company in companies::all(&app.store).await? {
        loop {
            let threads = over(app, company.id, BATCH).await?;
            if threads.is_empty() {
                break;
            }
            closed += threads.len();
            for thread in threads {
                close(app, company.id, thread).await?;
            }
        }
    }
    Ok(closed)
}

/// Runs until the server stops.
pub(super) async fn run(app: SharedApp) {
    while !app.stopping.is_cancelled() {
        if let Err(error) = run_due(&app).await {
            tracing::warn!(%error, "conversations that are over stay open for now");
        }
        // The time is over or the server stops: both end the pause.
        let _ = timeout(PAUSE, app.stopping.cancelled()).await;
    }
}
