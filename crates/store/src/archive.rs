//! The recordings inside a backup: a table of pieces beside the store's own tables, so that a backup
//! is one file.

use std::path::Path;

use bytes::Bytes;
use futures::TryStreamExt;
use rusqlite::{Connection, OptionalExtension, params};

use crate::blobs::{BlobError, BlobName, Blobs};
use crate::error::StoreError;

const TABLE: &str = "CREATE TABLE backup_blobs (name TEXT NOT NULL, piece INTEGER NOT NULL, bytes BLOB NOT NULL, \
     PRIMARY KEY (name, piece)) WITHOUT ROWID";

/// Puts every blob into a backup; how many there were.
pub async fn add_blobs(file: &Path, blobs: &Blobs) -> Result<u64, StoreError> {
    let backup = Connection::open(file)?;
    backup.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
    backup.execute_batch(TABLE)?;
    let mut names = std::pin::pin!(blobs.list());
    let mut count = 0;
    while let Some((name, _)) = names.try_next().await.map_err(broken)? {
        let (bytes, _) = match blobs.get(&name, None).await {
            // Erased since it was listed.
            Err(BlobError::NotFound) => continue,
            found => found.map_err(broken)?,
        };
        let mut bytes = std::pin::pin!(bytes);
        let mut piece = 0i64;
        let mut insert =
            backup.prepare_cached("INSERT INTO backup_blobs (name, piece, bytes) VALUES (?, ?, ?)")?;
        // An empty blob is one empty piece.
        insert.execute(params![name.as_str(), -1, &[] as &[u8]])?;
        while let Some(part) = bytes.try_next().await.map_err(broken)? {
            insert.execute(params![name.as_str(), piece, &part[..]])?;
            piece += 1;
        }
        count += 1;
    }
    Ok(count)
}

/// Takes every blob out of a backup; how many there were.
pub async fn restore_blobs(file: &Path, blobs: &Blobs) -> Result<u64, StoreError> {
    let names = names(file)?;
    for text in &names {
        let unknown = |_| StoreError::Inconsistent(format!("{text:?} names no recording"));
        let name: BlobName = text.parse().map_err(unknown)?;
        let backup = Connection::open(file)?;
        let pieces = Box::pin(futures::stream::try_unfold((backup, text.clone(), 0), next_piece));
        blobs.put(&name, pieces, u64::MAX, |_| Ok(())).await.map_err(broken)?;
    }
    Ok(names.len() as u64)
}

fn names(file: &Path) -> Result<Vec<String>, StoreError> {
    let backup = Connection::open(file)?;
    let mut names = backup.prepare("SELECT name FROM backup_blobs WHERE piece = -1 ORDER BY name")?;
    let names = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(names)
}

type At = (Connection, String, i64);

async fn next_piece((backup, name, piece): At) -> Result<Option<(Bytes, At)>, StoreError> {
    let text = "SELECT bytes FROM backup_blobs WHERE name = ? AND piece = ?";
    let found: Option<Vec<u8>> = backup.query_row(text, params![name, piece], |row| row.get(0)).optional()?;
    Ok(found.map(|bytes| (Bytes::from(bytes), (backup, name, piece + 1))))
}

fn broken(error: BlobError) -> StoreError {
    StoreError::Unavailable(format!("the recordings: {error}"))
}
