//! The write-ahead log is taken over into the file beside the commits, never inside one.
//!
//! A checkpoint of some thousand pages takes a tenth of a second, nearly all of it waiting for the disk. SQLite
//! runs it inside the commit that crosses a size. Here a thread with a connection of its own runs it while
//! commits go on, as SQLite's documentation advises (wal.html, section 2.3). The log begins anew only where a
//! writer finds all of it taken over, and while commits follow one another the thread always leaves the newest
//! few pages: those the lane takes over itself, between two transactions.

#[cfg(test)]
mod tests;

use std::fs::File;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::BUSY_TIMEOUT;
use crate::error::StoreError;

/// Pages (of 4 KB) in the log before they are taken over: 32 MB. By then most were written several times
/// and are taken over once.
const LONG: i64 = 8_192;
/// Pages in the log at which writes wait for the takeover: 64 MB. Until then it has the time in which as much
/// again is written, several times what it needs on an SSD. A reader that stays lets the log grow past this,
/// and so does one commit that is larger.
pub(super) const MOST: i64 = 2 * LONG;
/// Pages that the lane takes over itself: about as much work as a commit or two under load.
const REST: i64 = 512;
/// How long the lane waits for readers of the old log. Nearly all have gone by then; the others read on, and
/// it is tried again later.
const PATIENCE: Duration = Duration::from_millis(5);

const LOOK: &str = "PRAGMA wal_checkpoint(NOOP)";
const TAKE_OVER: &str = "PRAGMA wal_checkpoint(PASSIVE)";
const TAKE_OVER_ALL: &str = "PRAGMA wal_checkpoint(RESTART)";

/// Keeps the log short: a thread that takes it over, and the lane's part in it.
pub(crate) struct Checkpointer {
    wake: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
    /// Held by whoever takes pages over.
    work: Arc<Mutex<Trouble>>,
    wake_at: i64,
    finish_at: i64,
}

impl Checkpointer {
    /// Starts the thread for a file; it opens nothing before it has work.
    pub(crate) fn start(file: PathBuf) -> std::io::Result<Self> {
        let (wake, asked) = sync_channel(1);
        let work = Arc::new(Mutex::new(Trouble::default()));
        let shared = work.clone();
        let thread = std::thread::Builder::new()
            .name("checkpoints".to_owned())
            .spawn(move || serve(&file, &asked, &shared))?;
        Ok(Self { wake: Some(wake), thread: Some(thread), work, wake_at: LONG, finish_at: LONG })
    }

    /// Looks after the log between two transactions of the connection that writes.
    pub(crate) fn tend(&mut self, writer: &Connection) {
        // A connection that cannot tell fails at its next write, and that is told.
        let Ok(log) = checkpoint(writer, LOOK) else { return };
        if log.pages < LONG {
            (self.wake_at, self.finish_at) = (LONG, LONG);
            return;
        }
        if log.pages >= self.finish_at
            && let Some(mut trouble) = turn(&self.work, &log)
        {
            self.finish_at = later(&log);
            trouble.hear(finish(writer));
        } else if log.pages >= self.wake_at {
            self.wake_at = later(&log);
            self.wake();
        }
    }

    fn wake(&self) {
        if let Some(wake) = &self.wake {
            // One call that waits is enough for all.
            let _ = wake.try_send(());
        }
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The lane's turn at the log. It waits for the thread only where the log is at its bound; what grew far past
/// that, under a reader or in one commit, is the thread's unless that fails.
fn turn<'a>(work: &'a Mutex<Trouble>, log: &Log) -> Option<MutexGuard<'a, Trouble>> {
    if log.left() > 2 * MOST {
        return work.try_lock().ok().filter(|trouble| trouble.told);
    }
    if log.pages >= MOST {
        return Some(lock(work));
    }
    (log.left() <= REST).then(|| work.try_lock().ok()).flatten()
}

/// When to try again what a reader may have hindered: seldom enough to cost a long log little.
fn later(log: &Log) -> i64 {
    log.pages + log.pages / 8
}

/// Takes over all that is left, so that the next write begins the log anew.
fn finish(writer: &Connection) -> Result<(), StoreError> {
    writer.busy_timeout(PATIENCE)?;
    let outcome = checkpoint(writer, TAKE_OVER_ALL);
    writer.busy_timeout(BUSY_TIMEOUT)?;
    outcome.map(drop)
}

fn serve(file: &Path, asked: &Receiver<()>, work: &Mutex<Trouble>) {
    let mut opened = None;
    while asked.recv().is_ok() {
        let mut trouble = lock(work);
        trouble.hear(take_over(&mut opened, file));
    }
}

fn take_over(opened: &mut Option<Opened>, file: &Path) -> Result<(), StoreError> {
    let opened = match opened {
        Some(opened) => opened,
        None => opened.insert(Opened::open(file)?),
    };
    let mut left = i64::MAX;
    // Each round leaves what was written during it, until rounds are as short as commits.
    loop {
        checkpoint(&opened.connection, TAKE_OVER)?;
        opened.sync()?;
        let now = checkpoint(&opened.connection, LOOK)?.left();
        if now <= REST / 4 || now > left / 2 {
            return Ok(());
        }
        left = now;
    }
}

/// The file as the thread has it open.
struct Opened {
    connection: Connection,
    /// Never closed: to close any descriptor of a file takes the process's locks on it away, those of SQLite
    /// among them (howtocorrupt.html, section 2.2).
    file: ManuallyDrop<File>,
}

impl Opened {
    fn open(file: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags)?;
        connection.execute_batch("PRAGMA synchronous = FULL")?;
        Ok(Self { connection, file: ManuallyDrop::new(File::open(file).map_err(unavailable)?) })
    }

    /// SQLite syncs the file only in the round that reaches the end of the log, which would be the lane's: it is
    /// to find little that waits for the disk.
    fn sync(&self) -> Result<(), StoreError> {
        self.file.sync_data().map_err(unavailable)
    }
}

fn unavailable(error: std::io::Error) -> StoreError {
    StoreError::Unavailable(error.to_string())
}

/// How long the log is, and how much of it was taken over.
struct Log {
    pages: i64,
    taken: i64,
}

impl Log {
    fn left(&self) -> i64 {
        self.pages - self.taken
    }
}

fn checkpoint(connection: &Connection, how: &str) -> Result<Log, StoreError> {
    let mut statement = connection.prepare_cached(how)?;
    Ok(statement.query_row([], |row| Ok(Log { pages: row.get(1)?, taken: row.get(2)? }))?)
}

fn lock(work: &Mutex<Trouble>) -> MutexGuard<'_, Trouble> {
    work.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells once that the log cannot be taken over, and once that it can again. Writes go on all the while.
#[derive(Default)]
struct Trouble {
    told: bool,
}

impl Trouble {
    fn hear(&mut self, outcome: Result<(), StoreError>) {
        match outcome {
            Err(error) if !self.told => {
                tracing::warn!(%error, "the write-ahead log cannot be taken over into the file, it may grow");
            }
            Ok(()) if self.told => tracing::info!("the write-ahead log is taken over again"),
            _ => return,
        }
        self.told = !self.told;
    }
}
