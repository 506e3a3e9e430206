//! What `object_store` leaves to do for a folder.
//!
//! `LocalFileSystem` syncs a written file, its folder and every folder it makes on the way, but only
//! `with_fsync(true)`. It does not sync after a removal, leaves its staging file (`name#1`) behind
//! when the last sync or the rename fails, and reads in pieces of 8 KiB, a thread hop each.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::{GetResult, GetResultPayload};

use super::{BlobError, BlobName};

/// How much is written to a file at once.
pub(super) const PART_BYTES: usize = 1024 * 1024;

/// How much is read from a file at once.
const READ_BYTES: u64 = 256 * 1024;

/// The bytes of what was found.
pub(super) fn stream(found: GetResult) -> BoxStream<'static, Result<Bytes, BlobError>> {
    match found.payload {
        GetResultPayload::Stream(stream) => stream.map_err(BlobError::from).boxed(),
        GetResultPayload::File(file, _) => pieces(file, found.range.start, found.range.end).boxed(),
    }
}

/// Makes a change of the folder a blob lies in durable.
pub(super) async fn sync_parent(folder: &Path, name: &BlobName) -> Result<(), BlobError> {
    let path = file_of(folder, name);
    blocking(move || match path.parent() {
        Some(parent) => File::open(parent)?.sync_all(),
        None => Ok(()),
    })
    .await
}

/// Removes what an upload that failed at its very end left beside the blob.
pub(super) async fn sweep_staged(folder: &Path, name: &BlobName) -> Result<(), BlobError> {
    let path = file_of(folder, name);
    blocking(move || {
        let Some((parent, file_name)) = path.parent().zip(path.file_name()) else { return Ok(()) };
        let staged = format!("{}#", file_name.to_string_lossy());
        for entry in std::fs::read_dir(parent)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(&staged) {
                remove(&entry.path())?;
            }
        }
        Ok(())
    })
    .await
}

/// Staging files (`name#1`) last written before a moment.
pub(super) async fn unfinished(folder: &Path, before: SystemTime) -> Result<Vec<PathBuf>, BlobError> {
    let mut folders = vec![folder.to_owned()];
    blocking(move || {
        let mut found = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder)? {
                let entry = entry?;
                let about = entry.metadata()?;
                if about.is_dir() {
                    folders.push(entry.path());
                } else if entry.file_name().to_string_lossy().contains('#') && about.modified()? < before {
                    found.push(entry.path());
                }
            }
        }
        Ok(found)
    })
    .await
}

/// Removes files; how many there were.
pub(super) async fn remove_all(files: Vec<PathBuf>) -> Result<usize, BlobError> {
    blocking(move || {
        files.iter().try_for_each(|file| remove(file))?;
        Ok(files.len())
    })
    .await
}

fn pieces(
    file: File,
    start: u64,
    end: u64,
) -> impl futures::Stream<Item = Result<Bytes, BlobError>> + Send + 'static {
    futures::stream::try_unfold((file, start), move |(file, at)| async move {
        if at >= end {
            return Ok(None);
        }
        let (bytes, file) = blocking(move || read(file, at, (end - at).min(READ_BYTES))).await?;
        let next = at + bytes.len() as u64;
        Ok(Some((bytes, (file, next))))
    })
}

fn read(mut file: File, at: u64, length: u64) -> io::Result<(Bytes, File)> {
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    (&mut file).take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Err(io::Error::new(ErrorKind::UnexpectedEof, "the file is shorter than it was"));
    }
    Ok((bytes.into(), file))
}

fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn file_of(folder: &Path, name: &BlobName) -> PathBuf {
    folder.join(name.as_str())
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, BlobError> {
    let result = tokio::task::spawn_blocking(work).await;
    result
        .map_err(|error| BlobError::Unavailable(error.to_string()))?
        .map_err(|error| BlobError::from_io(&error))
}
