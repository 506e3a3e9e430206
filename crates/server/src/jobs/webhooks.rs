//! Sends events to webhook subscriptions. Each subscription is worked on by itself, so that a slow or dead endpoint holds
//! up nobody else.

use std::collections::HashMap;
use std::time::Duration;

use futures::future::join_all;
use store::webhooks::work::Due;
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{Instant, sleep};

use crate::app::webhooks::work;
use crate::app::{AppError, SharedApp};

/// Least time between two looks at what is due: many commits make one look.
const GAP: Duration = Duration::from_millis(50);
/// Longest time between two looks: other nodes and commands write too, and retries come due.
const POLL: Duration = Duration::from_secs(1);
/// How often old deliveries are forgotten.
const PRUNE: Duration = Duration::from_secs(3600);

/// Does everything that is due now.
pub async fn run_due(app: &SharedApp) -> Result<(), AppError> {
    let worker = work::worker()?;
    let due = work::due(app).await?;
    let ends = join_all(due.into_iter().map(|due| work::until_idle(app, due, &worker))).await;
    ends.into_iter().collect()
}

/// Does what is due, as long as the server runs; then finishes what it is at.
pub async fn run(app: SharedApp) {
    let mut runner = match work::worker() {
        Ok(worker) => Runner { worker, busy: HashMap::new(), tasks: JoinSet::new() },
        Err(error) => {
            tracing::error!(%error, "webhooks are not sent");
            return;
        }
    };
    let mut committed = app.store.committed();
    let mut pruned: Option<Instant> = None;
    while !app.stopping.is_cancelled() {
        committed.borrow_and_update();
        runner.look(&app).await;
        if pruned.is_none_or(|at| at.elapsed() > PRUNE) {
            pruned = Some(Instant::now());
            tell("old webhook deliveries stay", work::prune(&app).await);
        }
        let woken = async {
            sleep(GAP).await;
            tokio::select! {
                changed = committed.changed() => if changed.is_err() { sleep(POLL).await },
                () = sleep(POLL) => {}
            }
        };
        tokio::select! {
            () = woken => {}
            () = app.stopping.cancelled() => {}
        }
    }
    while runner.tasks.join_next().await.is_some() {}
}

struct Runner {
    worker: String,
    busy: HashMap<Id, Due>,
    tasks: JoinSet<()>,
}

impl Runner {
    /// Begins what is due and not begun.
    async fn look(&mut self, app: &SharedApp) {
        while let Some(ended) = self.tasks.try_join_next_with_id() {
            self.busy.remove(&ended.map_or_else(|error: JoinError| error.id(), |(id, ())| id));
        }
        let due = match work::due(app).await {
            Ok(due) => due,
            Err(error) => return tell("webhooks wait", Err(error)),
        };
        for due in due {
            if self.busy.values().any(|busy| *busy == due) {
                continue;
            }
            let (app, worker) = (app.clone(), self.worker.clone());
            let begun = self.tasks.spawn(async move {
                tell("a webhook subscription waits", work::until_idle(&app, due, &worker).await);
            });
            self.busy.insert(begun.id(), due);
        }
    }
}

fn tell(what: &str, outcome: Result<(), AppError>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "{what}; trying again");
    }
}
