//! The write lane: everything that changes goes through it, in order.
//!
//! Waiting writes of one company share a transaction and its one sync to disk; each caller is
//! answered only after the commit. The company's row is locked first, on both engines, so the
//! event numbers taken in a transaction are committed in their order: whoever has read number N
//! can never meet a smaller one later.

mod index;
mod job;
mod transaction;

use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, watch};

use crate::error::StoreError;
use crate::observe::Observer;
use crate::sqlite::Checkpointer;
use crate::tx::Connection;
use crate::{Place, postgres, sqlite};
use index::Index;
pub use job::Sharing;
pub(crate) use job::{Job, Work};
use transaction::in_transaction;
pub(crate) use transaction::insert_events;

/// Writes that may wait.
pub(crate) const DEPTH: usize = 4096;
/// Writes that may share a commit.
const BATCH: usize = 256;
/// Without writes for so long the lane turns to the index: longer than a busy server ever pauses.
const QUIET: Duration = Duration::from_millis(150);
/// Between two steps of it somebody may get a word in.
const BREATH: Duration = Duration::from_millis(10);
/// Tries to run a batch when the connection is lost before the commit.
const TRIES: u32 = 6;

/// Where the lane runs and what it keeps.
pub(crate) struct Lane {
    place: Place,
    // Before the connection: whichever closes last takes over the log.
    checkpointer: Option<Checkpointer>,
    connection: Option<Rc<Connection>>,
    observer: Arc<dyn Observer>,
    committed: watch::Sender<u64>,
    index: Index,
}

enum Failed {
    /// Something refused after it had written: run each job alone.
    Refused,
    /// Nothing was committed.
    Before(StoreError),
    /// The commit was sent and not confirmed.
    Unknown(StoreError),
}

/// Runs the lane until the last sender is gone.
pub(crate) fn run(
    place: Place,
    mut waiting: mpsc::Receiver<Box<dyn Job>>,
    observer: Arc<dyn Observer>,
    committed: watch::Sender<u64>,
) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let checkpointer = match &place {
        Place::Folder(folder) => Some(Checkpointer::start(folder.join(sqlite::FILE_NAME))?),
        Place::Url(_) => None,
    };
    let index = Index::new(&place);
    let mut lane = Lane { place, checkpointer, connection: None, observer, committed, index };
    runtime.block_on(async move {
        let mut batch = Vec::with_capacity(BATCH);
        while lane.wait(&mut waiting, &mut batch).await {
            for group in by_company(batch.drain(..)) {
                lane.run_group(group).await;
                lane.tend_log();
            }
        }
    });
    Ok(())
}

fn by_company(batch: impl Iterator<Item = Box<dyn Job>>) -> Vec<Vec<Box<dyn Job>>> {
    let mut groups: Vec<Vec<Box<dyn Job>>> = Vec::new();
    for job in batch {
        let company = job.author().company;
        match groups.iter_mut().find(|group| group[0].author().company == company) {
            Some(group) => group.push(job),
            None => groups.push(vec![job]),
        }
    }
    groups
}

impl Lane {
    /// Waits for writes; whether there are any. What the index needs is done where none come for a while.
    async fn wait(
        &mut self,
        waiting: &mut mpsc::Receiver<Box<dyn Job>>,
        batch: &mut Vec<Box<dyn Job>>,
    ) -> bool {
        let mut pause = QUIET;
        while !self.index.is_settled() {
            match tokio::time::timeout(pause, waiting.recv_many(batch, BATCH)).await {
                Ok(received) => return received > 0,
                Err(_) => self.tend_index().await,
            }
            pause = BREATH;
        }
        waiting.recv_many(batch, BATCH).await > 0
    }

    async fn tend_index(&mut self) {
        let Ok(connection) = self.connection().await else { return self.index.leave() };
        if let Err(error) = self.index.tend(&connection).await {
            tracing::warn!(%error, "the search index waits to be merged");
            self.abandon(&connection).await;
        }
        self.tend_log();
    }

    async fn run_group(&mut self, mut jobs: Vec<Box<dyn Job>>) {
        let started = Instant::now();
        let size = jobs.len();
        let outcome = self.try_often(&mut jobs).await;
        if matches!(outcome, Err(Failed::Refused)) && size > 1 {
            for mut job in jobs {
                let alone = self.try_often(std::slice::from_mut(&mut job)).await;
                self.finish(vec![job], alone, started);
            }
            return;
        }
        self.finish(jobs, outcome, started);
    }

    /// Everybody is answered by now.
    fn tend_log(&mut self) {
        let Some(checkpointer) = &mut self.checkpointer else { return };
        if let Some(Connection::Sqlite(writer)) = self.connection.as_deref() {
            checkpointer.tend(writer);
        }
    }

    fn finish(&self, jobs: Vec<Box<dyn Job>>, outcome: Result<(), Failed>, started: Instant) {
        self.observer.committed(jobs.len(), started.elapsed());
        if outcome.is_ok() {
            self.committed.send_modify(|count| *count += 1);
        }
        for job in jobs {
            let result = match &outcome {
                Ok(()) => Ok(()),
                Err(Failed::Refused) => Err(StoreError::Broken("refused".to_owned())),
                Err(Failed::Before(error) | Failed::Unknown(error)) => Err(copy(error)),
            };
            job.answer(result);
        }
    }

    async fn try_often(&mut self, jobs: &mut [Box<dyn Job>]) -> Result<(), Failed> {
        let mut pause = Duration::from_millis(50);
        for _ in 1..TRIES {
            match self.try_once(jobs).await {
                Err(Failed::Before(error)) if error.is_lost_connection() => {
                    self.connection = None;
                    tokio::time::sleep(pause).await;
                    pause *= 2;
                }
                outcome => return outcome,
            }
        }
        self.try_once(jobs).await
    }

    async fn connection(&mut self) -> Result<Rc<Connection>, StoreError> {
        if let Some(connection) = &self.connection {
            return Ok(connection.clone());
        }
        let opened = match &self.place {
            Place::Folder(folder) => {
                Connection::Sqlite(sqlite::open_writer(&folder.join(sqlite::FILE_NAME))?)
            }
            Place::Url(url) => Connection::Postgres(postgres::connect(url).await?, Default::default()),
        };
        let connection = Rc::new(opened);
        self.connection = Some(connection.clone());
        Ok(connection)
    }

    async fn try_once(&mut self, jobs: &mut [Box<dyn Job>]) -> Result<(), Failed> {
        let connection = self.connection().await.map_err(Failed::Before)?;
        let company = jobs[0].author().company;
        let done = in_transaction(&connection, company, jobs, &self.index).await;
        if let Err(failure) = done {
            self.abandon(&connection).await;
            return Err(failure);
        }
        if let Err(error) = connection.batch("COMMIT").await {
            self.abandon(&connection).await;
            let lost = matches!(*connection, Connection::Postgres(..)) && error.is_lost_connection();
            return Err(if lost { Failed::Unknown(error) } else { Failed::Before(error) });
        }
        Ok(())
    }

    async fn abandon(&mut self, connection: &Connection) {
        // After a rollback that fails too, only a new connection is known to be clean.
        if connection.batch("ROLLBACK").await.is_err() {
            self.connection = None;
        }
    }
}

fn copy(error: &StoreError) -> StoreError {
    match error {
        StoreError::Full => StoreError::Full,
        StoreError::Unavailable(cause) => StoreError::Unavailable(cause.clone()),
        StoreError::TooSlow => StoreError::TooSlow,
        other => StoreError::Broken(other.to_string()),
    }
}
