//! One transaction of the lane: the company's lock, the jobs, then counters and events of them all.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use domain::id::{CompanyId, Id};

use super::{Failed, Job, Sharing};
use crate::author::Author;
use crate::counts::{self, Counted, Delta};
use crate::error::StoreError;
use crate::event::NewEvent;
use crate::sql::{Dialect, Sql};
use crate::tx::{Connection, Keys, Tx};

/// The types of an event's columns on PostgreSQL.
const EVENT_TYPES: [&str; 14] = [
    "bigint", "bigint", "text", "bigint", "text", "text", "text", "text", "text", "text", "bigint", "bigint",
    "text", "bool",
];
/// Bytes of text that make one page of merging: a trigram takes some eight bytes, and is written again four times or so.
const BYTES_A_PAGE: usize = 128;
/// Pages that are merged at once: some milliseconds of work.
const PAGES_AT_ONCE: usize = 16;
/// And at most, after a commit of very much text: 1 MB.
const MOST_PAGES: usize = 256;
/// Events in one statement.
const EVENT_CHUNK: usize = 500;

/// Runs the jobs in a transaction that is left open for its commit.
pub(super) async fn in_transaction(
    connection: &Rc<Connection>,
    company: CompanyId,
    jobs: &mut [Box<dyn Job>],
    owed: &Cell<usize>,
) -> Result<(), Failed> {
    let last = begin(connection, company).await.map_err(Failed::Before)?;
    let keys = Rc::new(Keys::of(jobs.len()));
    let adding = jobs.iter().filter(|job| job.sharing() == Sharing::Adds).count();
    if adding > 0 {
        keys.fetch(connection, adding).await.map_err(Failed::Before)?;
    }
    let mut merged = Merged::default();
    let mut rest = jobs;
    while !rest.is_empty() {
        let beside = rest.iter().take_while(|job| job.sharing() != Sharing::Changes).count();
        let (now, later) = rest.split_at_mut(beside.max(1));
        run_together(connection, &keys, now, &mut merged).await?;
        rest = later;
    }
    keys.clear();
    flush(connection, company, last, merged, owed).await.map_err(Failed::Before)
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
        let tx = Tx::new(connection.clone(), job.author().clone(), keys.clone(), job.sharing());
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
    owed: &Cell<usize>,
) -> Result<(), StoreError> {
    merge_index(connection, merged.indexed, owed).await?;
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

/// Merges parts of SQLite's search index once so much is owed, about as much as the texts since the last time will cost.
///
/// Left to itself (`automerge`) FTS5 merges hundreds of pages in one commit now and then: 50 to 100 ms at a million rows.
async fn merge_index(connection: &Connection, indexed: usize, owed: &Cell<usize>) -> Result<(), StoreError> {
    if indexed == 0 {
        return Ok(());
    }
    // Each commit begins a part of its own.
    let pages = owed.get() + 1 + indexed / BYTES_A_PAGE;
    if pages < PAGES_AT_ONCE {
        owed.set(pages);
        return Ok(());
    }
    owed.set(0);
    let mut sql = Sql::new(connection.dialect());
    sql.push("INSERT INTO interaction_fts (interaction_fts, rank) VALUES ('merge', ");
    sql.bind(i64::try_from(pages.min(MOST_PAGES)).unwrap_or(i64::MAX)).push(")");
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
