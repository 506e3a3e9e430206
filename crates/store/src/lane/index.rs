//! The parts of SQLite's search index, merged when nobody waits.
//!
//! Each commit adds a part. Left to itself (`automerge`) FTS5 merges hundreds of pages in one commit now and then; even a
//! small step takes 50 ms and more where it meets a trigram of a million texts. So the steps are taken between writes,
//! and inside one only where writes have followed one another for so long that the parts would become too many.

#[cfg(test)]
mod tests;

use std::cell::Cell;

use crate::Place;
use crate::error::StoreError;
use crate::sql::Sql;
use crate::tx::Connection;

/// Bytes of text that make one page of merging: a trigram takes some eight bytes, and is written again four times or so.
const BYTES_A_PAGE: usize = 128;
/// Pages that are merged in one step: some milliseconds of work.
const STEP: usize = 16;
/// Pages that are merged in one write at most: 1 MB.
const MOST_PAGES: usize = 256;
/// Parts that may lie side by side: a search looks into each.
const MOST_PARTS: usize = 512;
/// Rows that a merge changes which found nothing to do: the command itself (SQLite, FTS5, 6.9).
const NOTHING_DONE: u64 = 1;
/// Where FTS5 says which parts there are (SQLite, `fts5_index.c`: `FTS5_STRUCTURE_ROWID`).
const STRUCTURE: i64 = 10;

/// What is still to be merged.
pub(super) struct Index {
    parts: Cell<usize>,
    /// Pages that the texts since the last step will cost.
    owed: Cell<usize>,
    settled: Cell<bool>,
}

impl Index {
    /// As it was left: nobody knows what is owed.
    pub(super) fn new(place: &Place) -> Self {
        let settled = Cell::new(matches!(place, Place::Url(_)));
        Self { parts: Cell::new(0), owed: Cell::new(0), settled }
    }

    /// Whether nothing is left to be done between writes.
    pub(super) fn is_settled(&self) -> bool {
        self.settled.get()
    }

    /// Nothing can be done now: it is tried again after the next text.
    pub(super) fn leave(&self) {
        self.settled.set(true);
    }

    /// Notes so many bytes of new text, inside their transaction.
    pub(super) async fn grow(&self, connection: &Connection, bytes: usize) -> Result<(), StoreError> {
        if bytes == 0 {
            return Ok(());
        }
        self.settled.set(false);
        self.parts.set(self.parts.get() + 1);
        self.owed.set(self.owed.get() + 1 + bytes / BYTES_A_PAGE);
        if self.parts.get() <= MOST_PARTS || self.owed.get() < STEP {
            return Ok(());
        }
        self.parts.set(parts(connection).await?);
        if self.parts.get() > MOST_PARTS {
            connection.execute(&merge(connection, self.owed.get().min(MOST_PAGES))).await?;
        }
        self.owed.set(0);
        Ok(())
    }

    /// One step, in a transaction of its own.
    pub(super) async fn tend(&self, connection: &Connection) -> Result<(), StoreError> {
        let Connection::Sqlite(writer) = connection else { return Ok(()) };
        // Whatever goes wrong.
        self.leave();
        connection.batch("BEGIN IMMEDIATE").await?;
        let before = writer.total_changes();
        connection.execute(&merge(connection, STEP)).await?;
        let is_done = writer.total_changes() - before <= NOTHING_DONE;
        connection.batch("COMMIT").await?;
        self.parts.set(parts(connection).await?);
        self.owed.set(0);
        self.settled.set(is_done);
        Ok(())
    }
}

fn merge(connection: &Connection, pages: usize) -> Sql {
    let mut sql = Sql::new(connection.dialect());
    sql.push("INSERT INTO interaction_fts (interaction_fts, rank) VALUES ('merge', ");
    sql.bind(i64::try_from(pages).unwrap_or(i64::MAX)).push(")");
    sql
}

/// How many parts there are.
async fn parts(connection: &Connection) -> Result<usize, StoreError> {
    let mut sql = Sql::new(connection.dialect());
    sql.push("SELECT block FROM interaction_fts_data WHERE id = ").bind(STRUCTURE);
    let found = connection.rows(&sql, |row| row.maybe_blob()).await?;
    let structure = found.into_iter().next().flatten().unwrap_or_default();
    counted(&structure).ok_or_else(|| {
        StoreError::Inconsistent("the search index does not say what it is made of".to_owned())
    })
}

/// The second number of the record: a cookie of four bytes, four that mark a table whose rows can be deleted, then the
/// levels, then the parts of them all.
fn counted(structure: &[u8]) -> Option<usize> {
    const DELETABLE: [u8; 4] = [0xff, 0, 0, 1];
    let rest = structure.get(4..)?;
    let rest = rest.strip_prefix(&DELETABLE).unwrap_or(rest);
    let (_levels, rest) = number(rest)?;
    number(rest).map(|(parts, _)| parts)
}

/// A number as SQLite packs small ones: seven bits a byte, the highest bit says that more follow.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let last = bytes.iter().take(4).position(|byte| byte & 0x80 == 0)?;
    let (packed, rest) = bytes.split_at(last + 1);
    Some((packed.iter().fold(0, |whole, byte| whole << 7 | usize::from(byte & 0x7f)), rest))
}
