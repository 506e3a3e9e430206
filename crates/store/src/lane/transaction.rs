//! One transaction of the lane: the company's lock, the jobs, then counters and events of them all.

use std::collections::BTreeMap;
use std::rc::Rc;

use domain::id::{CompanyId, Id};

use super::index::Index;
use super::{Failed, Job, Sharing};
use crate::author::Author;
use crate::counts::{self, Counted, Delta};
use crate::error::StoreError;
use crate::event::NewEvent;
use crate::sql::{Dialect, Sql};
use crate::tx::{Connection, Keys, Told, Tx};

/// The types of an event's columns on PostgreSQL.
const EVENT_TYPES: [&str; 14] = [
    "bigint", "bigint", "text", "bigint", "text", "text", "text", "text", "text", "text", "bigint", "bigint",
    "text", "bool",
];
/// Events in one statement.
const EVENT_CHUNK: usize = 500;

/// Runs the jobs in a transaction that is left open for its commit.
pub(super) async fn in_transaction(
    connection: &Rc<Connection>,
    company: CompanyId,
    jobs: &mut [Box<dyn Job>],
    index: &Index,
) -> Result<(), Failed> {
    let last = begin(connection, company).await.map_err(Failed::Before)?;
    let (keys, told) = (Rc::new(Keys::of(jobs.len())), Rc::new(Told::default()));
    let adding = jobs.iter().filter(|job| job.sharing() == Sharing::Adds).count();
    if adding > 0 {
        keys.fetch(connection, adding).await.map_err(Failed::Before)?;
    }
    let mut merged = Merged::default();
    let mut rest = jobs;
    while !rest.is_empty() {
        let beside = rest.iter().take_while(|job| job.sharing() != Sharing::Changes).count();
        let (now, later) = rest.split_at_mut(beside.max(1));
        run_together(connection, (&keys, &told), now, &mut merged).await?;
        rest = later;
    }
    keys.clear();
    flush(connection, company, last, merged, index).await.map_err(Failed::Before)
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
    (keys, told): (&Rc<Keys>, &Rc<Told>),
    jobs: &mut [Box<dyn Job>],
    merged: &mut Merged,
) -> Result<(), Failed> {
    let runs = jobs.iter_mut().map(|job| {
        let shared = (keys.clone(), told.clone());
        let tx = Tx::new(connection.clone(), job.author().clone(), shared, job.sharing());
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
            merged.indexed += pending.indexed;
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
    /// Bytes of text that went into the search index.
    indexed: usize,
}

async fn flush(
    connection: &Connection,
    company: CompanyId,
    last: i64,
    merged: Merged,
    index: &Index,
) -> Result<(), StoreError> {
    index.grow(connection, merged.indexed).await?;
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

/// Writes events, the first with the number after `last`.
pub(crate) fn insert_events(
    dialect: Dialect,
    company: CompanyId,
    last: i64,
    events: &[(Author, NewEvent)],
) -> Sql {
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
