//! SQLite: one connection that writes, a few that read.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use tokio::sync::Semaphore;

use crate::error::StoreError;
use crate::row::Row;
use crate::sql::Sql;

mod checkpoint;

pub(crate) use checkpoint::Checkpointer;

/// Connections that read at the same time.
const READERS: usize = 4;
/// Statements each connection keeps prepared.
const PREPARED: usize = 256;
/// Virtual-machine steps between two looks at the clock in a read; half a page of interactions.
const STEPS_PER_LOOK: i32 = 1_000;
/// How long a read may keep the thread that serves others.
pub(crate) const AT_ONCE: Duration = Duration::from_millis(1);
/// How long a connection waits for another one's lock.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);
/// Bytes of a log that is as long as it may become: pages of 4 KB, each with its head. One that a reader made
/// longer is cut to this.
const LOG_BYTES: i64 = checkpoint::MOST * (4096 + 24) + 32;
/// Bytes of the file that are read through a map of it: all.
const MAPPED: u64 = 1 << 40;

/// The file inside the data folder.
pub(crate) const FILE_NAME: &str = "switchboard.db";

/// Opens the connection that writes. It takes over nothing of its log but at its close: see `Checkpointer`.
pub(crate) fn open_writer(file: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -32768;
         PRAGMA wal_autocheckpoint = 0;",
    )?;
    connection.pragma_update(None, "journal_size_limit", LOG_BYTES)?;
    connection.pragma_update(None, "mmap_size", MAPPED as i64)?;
    prepare_once(&connection)?;
    Ok(connection)
}

/// A small pool of read-only connections.
pub(crate) struct Readers {
    file: PathBuf,
    idle: Mutex<Vec<Connection>>,
    slots: Semaphore,
}

impl Readers {
    pub(crate) fn new(file: PathBuf) -> Self {
        Self { file, idle: Mutex::new(Vec::new()), slots: Semaphore::new(READERS) }
    }

    /// A connection for as long as the guard of the slot lives.
    pub(crate) async fn slot(&self) -> Result<tokio::sync::SemaphorePermit<'_>, StoreError> {
        self.slots.acquire().await.map_err(|_| StoreError::Unavailable("the store is closed".to_owned()))
    }

    /// Runs a query that gives up with `TooSlow` after `limit`.
    pub(crate) fn rows<T>(
        &self,
        sql: &Sql,
        limit: Duration,
        map: impl Fn(&mut Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = match idle {
            Some(connection) => connection,
            None => self.open()?,
        };
        let result = rows_within(&mut connection, sql, limit, map);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        result
    }

    fn open(&self) -> Result<Connection, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.file, flags)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.execute_batch(
            "PRAGMA query_only = ON;
             PRAGMA temp_store = MEMORY;
             PRAGMA cache_size = -8192;",
        )?;
        connection.pragma_update(None, "mmap_size", MAPPED as i64)?;
        prepare_once(&connection)?;
        Ok(connection)
    }
}

/// Statements are planned once, not anew for every value; where the plan matters its index is named.
fn prepare_once(connection: &Connection) -> Result<(), StoreError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    Ok(())
}

/// Runs a query that gives up after `limit`.
fn rows_within<T>(
    connection: &mut Connection,
    sql: &Sql,
    limit: Duration,
    map: impl Fn(&mut Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let deadline = Instant::now() + limit;
    connection.progress_handler(STEPS_PER_LOOK, Some(move || Instant::now() > deadline))?;
    let result = rows(connection, sql, map);
    connection.progress_handler(0, None::<fn() -> bool>)?;
    result
}

/// Runs a query on a connection.
pub(crate) fn rows<T>(
    connection: &Connection,
    sql: &Sql,
    map: impl Fn(&mut Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = connection.prepare_cached(sql.text())?;
    let mut rows = statement.query(rusqlite::params_from_iter(sql.values()))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(map(&mut Row::sqlite(row))?);
    }
    Ok(found)
}

/// Runs a statement; the number of rows it changed.
pub(crate) fn execute(connection: &Connection, sql: &Sql) -> Result<u64, StoreError> {
    let mut statement = connection.prepare_cached(sql.text())?;
    Ok(statement.execute(rusqlite::params_from_iter(sql.values()))? as u64)
}
