//! The write lane: everything that changes goes through it, in order.
//!
//! Waiting writes of one company share a transaction and its one sync to disk; each caller is
//! answered only after the commit. The company's row is locked first, on both engines, so the
//! event numbers taken in a transaction are committed in their order: whoever has read number N
//! can never meet a smaller one later.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::id::{CompanyId, Id};
use futures::FutureExt;
use tokio::sync::{mpsc, oneshot, watch};

use crate::author::Author;
use crate::counts::{self, Counted, Delta};
use crate::error::StoreError;
use crate::event::NewEvent;
use crate::observe::Observer;
use crate::sql::{Dialect, Sql};
use crate::tx::{Connection, Keys, Tx};
use crate::{Place, postgres, sqlite};

/// Writes that may wait.
pub(crate) const DEPTH: usize = 4096;
/// Writes that may share a commit.
const BATCH: usize = 256;
/// Tries to run a batch when the connection is lost before the commit.
const TRIES: u32 = 6;
/// The types of an event's columns on PostgreSQL.
const EVENT_TYPES: [&str; 14] = [
    "bigint", "bigint", "text", "bigint", "text", "text", "text", "text", "text", "text", "bigint", "bigint",
    "text", "bool",
];
/// Events in one statement.
const EVENT_CHUNK: usize = 500;

/// How a write may share its transaction with its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// It only adds rows: neighbours of the same kind may run at the same time.
    Adds,
    /// It changes what it reads: it runs alone, in its turn.
    Changes,
}

type Run<'t> = Pin<Box<dyn Future<Output = bool> + 't>>;

/// A write waiting for its turn. May be run again after a rollback.
pub(crate) trait Job: Send {
    fn author(&self) -> &Author;
    fn sharing(&self) -> Sharing;
    fn run<'t>(&'t mut self, tx: &'t Tx) -> Run<'t>;
    /// Answers the caller, `Err` where the transaction was not committed.
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

pub(crate) struct Work<T, E, F> {
    pub(crate) author: Author,
    pub(crate) sharing: Sharing,
    pub(crate) change: F,
    pub(crate) outcome: Option<Result<T, E>>,
    pub(crate) reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Work<T, E, F>
where
    T: Send,
    E: Send + From<StoreError>,
    F: AsyncFn(&Tx) -> Result<T, E> + Send,
{
    fn author(&self) -> &Author {
        &self.author
    }

    fn sharing(&self) -> Sharing {
        self.sharing
    }

    fn run<'t>(&'t mut self, tx: &'t Tx) -> Run<'t> {
        Box::pin(async move {
            let outcome = match claim(tx).await {
                Ok(()) => AssertUnwindSafe((self.change)(tx)).catch_unwind().await,
                Err(error) => Ok(Err(error.into())),
            };
            let outcome = outcome.unwrap_or_else(|_| {
                tx.dirty.set(true);
                Err(StoreError::Broken("a write panicked".to_owned()).into())
            });
            let done = outcome.is_ok();
            self.outcome = Some(outcome);
            done
        })
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let answer = match (committed, self.outcome) {
            (Ok(()), Some(outcome)) => outcome,
            (Ok(()), None) => Err(StoreError::Broken("a write was not run".to_owned()).into()),
            // Its own refusal tells more than the rollback that it caused.
            (Err(_), Some(Err(own))) => Err(own),
            (Err(error), _) => Err(error.into()),
        };
        // The caller may have gone away; the write stands all the same.
        let _ = self.reply.send(answer);
    }
}

async fn claim(tx: &Tx) -> Result<(), StoreError> {
    let Some(claim) = &tx.author.claim else { return Ok(()) };
    let mut sql = tx.sql();
    sql.push("INSERT INTO idempotency (company, name, fingerprint, at) VALUES (");
    sql.bind(tx.author.company.key()).push(", ").bind(claim.name.as_str()).push(", ");
    sql.bind(claim.fingerprint.as_str()).push(", ").bind(claim.at).push(") ON CONFLICT DO NOTHING");
    if tx.connection.execute(&sql).await? == 0 {
        return Err(StoreError::Claimed);
    }
    // A refusal after this has something to take back: its claim.
    tx.dirty.set(true);
    Ok(())
}

/// Where the lane runs and what it keeps.
pub(crate) struct Lane {
    place: Place,
    connection: Option<Rc<Connection>>,
    observer: Arc<dyn Observer>,
    committed: watch::Sender<u64>,
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
    let mut lane = Lane { place, connection: None, observer, committed };
    runtime.block_on(async move {
        let mut batch = Vec::with_capacity(BATCH);
        while waiting.recv_many(&mut batch, BATCH).await > 0 {
            for group in by_company(batch.drain(..)) {
                lane.run_group(group).await;
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
        let done = in_transaction(&connection, company, jobs).await;
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

async fn in_transaction(
    connection: &Rc<Connection>,
    company: CompanyId,
    jobs: &mut [Box<dyn Job>],
) -> Result<(), Failed> {
    let last = begin(connection, company).await.map_err(Failed::Before)?;
    let keys = Rc::new(Keys::default());
    let adding = jobs.iter().filter(|job| job.sharing() == Sharing::Adds).count();
    if adding > 0 {
        keys.fetch(connection, adding).await.map_err(Failed::Before)?;
    }
    let mut merged = Merged::default();
    let mut rest = jobs;
    while !rest.is_empty() {
        let adds = rest.iter().take_while(|job| job.sharing() == Sharing::Adds).count();
        let (now, later) = rest.split_at_mut(adds.max(1));
        run_together(connection, &keys, now, &mut merged).await?;
        rest = later;
    }
    keys.clear();
    flush(connection, company, last, merged).await.map_err(Failed::Before)
}

/// Opens the transaction and locks the company; its last event number.
async fn begin(connection: &Connection, company: CompanyId) -> Result<i64, StoreError> {
    let mut sql = Sql::new(connection.dialect());
    sql.push("SELECT last_event FROM companies WHERE key = ").bind(company.key());
    let last = match connection {
        Connection::Sqlite(_) => {
            connection.batch("BEGIN IMMEDIATE").await?;
            connection.rows(&sql, |row| row.int()).await?
        }
        Connection::Postgres(..) => {
            sql.push(" FOR UPDATE");
            let (begun, last) =
                futures::join!(connection.batch("BEGIN"), connection.rows(&sql, |row| row.int()));
            begun?;
            last?
        }
    };
    Ok(last.first().copied().unwrap_or(0))
}

async fn run_together(
    connection: &Rc<Connection>,
    keys: &Rc<Keys>,
    jobs: &mut [Box<dyn Job>],
    merged: &mut Merged,
) -> Result<(), Failed> {
    let runs = jobs.iter_mut().map(|job| {
        let tx = Tx::new(connection.clone(), job.author().clone(), keys.clone());
        async move {
            let done = job.run(&tx).await;
            (done, tx)
        }
    });
    for (done, tx) in futures::future::join_all(runs).await {
        if !done && connection.is_closed() {
            return Err(Failed::Before(StoreError::Unavailable("the connection was lost".to_owned())));
        }
        if !done && tx.dirty.get() {
            return Err(Failed::Refused);
        }
        if done {
            let pending = tx.pending.into_inner();
            merged.events.extend(pending.events.into_iter().map(|event| (tx.author.clone(), event)));
            for (counted, delta) in pending.counts {
                merged.counts.entry(counted).or_default().add(delta);
            }
        }
    }
    Ok(())
}

/// What all jobs of a transaction leave for its end.
#[derive(Default)]
struct Merged {
    events: Vec<(Author, NewEvent)>,
    counts: BTreeMap<Counted, Delta>,
}

async fn flush(
    connection: &Connection,
    company: CompanyId,
    last: i64,
    merged: Merged,
) -> Result<(), StoreError> {
    counts::flush(connection, company.key(), merged.counts).await?;
    if merged.events.is_empty() {
        return Ok(());
    }
    let newest = last + merged.events.len() as i64;
    let mut number = last;
    for chunk in merged.events.chunks(EVENT_CHUNK) {
        connection.execute(&insert_events(connection.dialect(), company, number, chunk)).await?;
        number += chunk.len() as i64;
    }
    let mut sql = Sql::new(connection.dialect());
    sql.push("UPDATE companies SET last_event = ").bind(newest).push(" WHERE key = ").bind(company.key());
    connection.execute(&sql).await?;
    Ok(())
}

fn insert_events(dialect: Dialect, company: CompanyId, last: i64, events: &[(Author, NewEvent)]) -> Sql {
    let mut sql = Sql::new(dialect);
    sql.push(
        "INSERT INTO events (company, number, name, at, actor_kind, actor_id, actor_name, api_key, \
         address, object_kind, object_key, person, changes, credentials) ",
    );
    let row = |(number, (author, event)): (i64, &(Author, NewEvent))| {
        let actor = &author.actor;
        vec![
            company.key().into(),
            number.into(),
            format!("{}.{}", event.object.kind(), event.verb).into(),
            event.at.into(),
            actor.kind.as_str().into(),
            actor.id.clone().into(),
            actor.name.as_str().into(),
            author.key.clone().into(),
            author.address.clone().into(),
            event.object.kind().into(),
            event.object.key().into(),
            event.person.map(Id::key).into(),
            event.changes.as_str().into(),
            event.credentials.into(),
        ]
    };
    sql.rows(&EVENT_TYPES, (last + 1..).zip(events).map(row).collect());
    sql
}

fn copy(error: &StoreError) -> StoreError {
    match error {
        StoreError::Full => StoreError::Full,
        StoreError::Unavailable(cause) => StoreError::Unavailable(cause.clone()),
        StoreError::TooSlow => StoreError::TooSlow,
        other => StoreError::Broken(other.to_string()),
    }
}
