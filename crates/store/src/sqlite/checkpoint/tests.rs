//! The log under writes that never pause, under a reader that stays, and at the end.

use std::time::Instant;

use domain::id::{CompanyId, Id};
use tempfile::TempDir;

use super::super::{FILE_NAME, LOG_BYTES, open_writer};
use super::*;
use crate::{Author, Place, Store, Tx};

/// Pages of a value that a commit of these tests writes.
const PAGES: i64 = 40;
/// With those beside them, at most.
const COMMIT: i64 = PAGES + 10;

struct Written {
    folder: TempDir,
    writer: Connection,
}

impl Written {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let writer = open_writer(&folder.path().join(FILE_NAME)).unwrap();
        writer.execute_batch("CREATE TABLE load (bytes BLOB)").unwrap();
        Self { folder, writer }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join(FILE_NAME)
    }

    fn commit(&self) -> Log {
        self.writer.execute("INSERT INTO load VALUES (zeroblob(?))", [PAGES * 4096]).unwrap();
        checkpoint(&self.writer, LOOK).unwrap()
    }
}

#[test]
fn the_connection_that_writes_takes_nothing_over_in_a_commit() {
    let written = Written::new();
    let longest = (0..2 * LONG / PAGES).map(|_| written.commit()).max_by_key(|log| log.pages).unwrap();
    assert!(longest.pages >= 2 * LONG, "the log was begun anew after {} pages", longest.pages);
    assert_eq!(longest.taken, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_stays_below_its_bound_while_writes_never_pause() {
    const WRITERS: i64 = 4;
    let folder = TempDir::new().unwrap();
    let store = Arc::new(Store::open(Place::Folder(folder.path().to_owned())).await.unwrap());
    let made: Result<u64, StoreError> = insert(&store, "CREATE TABLE load (bytes BLOB)").await;
    made.unwrap();
    let log = folder.path().join(format!("{FILE_NAME}-wal"));
    let writers = (0..WRITERS).map(|_| {
        let (store, log) = (store.clone(), log.clone());
        tokio::spawn(async move {
            for _ in 0..4 * MOST / PAGES / WRITERS {
                insert(&store, &format!("INSERT INTO load VALUES (zeroblob({}))", PAGES * 4096))
                    .await
                    .unwrap();
                let bytes = std::fs::metadata(&log).unwrap().len() as i64;
                assert!(bytes <= LOG_BYTES + WRITERS * COMMIT * 4120, "the log has {bytes} bytes");
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
}

async fn insert(store: &Store, text: &str) -> Result<u64, StoreError> {
    let mut sql = crate::Read::sql(store);
    sql.push(text);
    store.write(Author::system(CompanyId::of(1)), async move |tx: &Tx| tx.execute(&sql).await).await
}

#[test]
fn a_reader_that_stays_holds_up_no_write_and_leaves_no_long_log() {
    let written = Written::new();
    let mut checkpointer = Checkpointer::start(written.file()).unwrap();
    written.commit();
    let reader = Connection::open(written.file()).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM load").unwrap();

    let started = Instant::now();
    for _ in 0..(MOST + MOST / 4) / PAGES {
        written.commit();
        checkpointer.tend(&written.writer);
    }
    let log = written.commit();
    assert!(log.pages > MOST, "the log began anew under its reader");
    assert!(started.elapsed() < BUSY_TIMEOUT, "a write waited for the reader");
    assert!(log.taken <= COMMIT, "{} pages were taken over under the reader", log.taken);

    reader.execute_batch("COMMIT").unwrap();
    let anew = (0..MOST / PAGES).any(|_| {
        checkpointer.tend(&written.writer);
        written.commit().pages < LONG
    });
    assert!(anew, "the log did not begin anew after the reader had gone");
}

#[test]
fn a_thread_that_cannot_work_leaves_the_bound_to_the_lane() {
    let written = Written::new();
    let mut checkpointer = Checkpointer::start(written.folder.path().join("not there")).unwrap();
    for _ in 0..2 * MOST / PAGES {
        let log = written.commit();
        assert!(log.pages <= MOST + COMMIT, "{} pages", log.pages);
        checkpointer.tend(&written.writer);
    }
}

#[test]
fn one_commit_far_past_the_bound_is_left_to_the_thread_unless_that_fails() {
    let work = Mutex::new(Trouble::default());
    let log = Log { pages: 3 * MOST, taken: 0 };
    assert!(turn(&work, &log).is_none());
    work.lock().unwrap().hear(Err(StoreError::Full));
    assert!(turn(&work, &log).is_some());
}

#[test]
fn a_failure_is_told_once_until_it_is_over() {
    let mut trouble = Trouble::default();
    let told = [false, true, true, false].map(|fails| {
        trouble.hear(if fails { Err(StoreError::Full) } else { Ok(()) });
        trouble.told
    });
    assert_eq!(told, [false, true, true, false]);
}

#[test]
fn at_the_end_all_of_the_log_is_in_the_file() {
    let written = Written::new();
    let log = written.folder.path().join(format!("{FILE_NAME}-wal"));
    let mut checkpointer = Checkpointer::start(written.file()).unwrap();
    for _ in 0..(LONG + LONG / 4) / PAGES {
        written.commit();
        checkpointer.tend(&written.writer);
    }
    assert!(log.exists());
    drop(checkpointer);
    drop(written.writer);
    assert!(!log.exists(), "a log was left beside the file");
}
