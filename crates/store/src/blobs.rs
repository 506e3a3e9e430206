//! Recordings and voicemails: bytes under a name, in a folder or in an S3-compatible store.
//!
//! Everything is streamed: no operation holds more than one part of a blob in memory.

use std::fmt;
use std::ops::Range;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use futures::{Stream, StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::prefix::PrefixStore;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt};

mod error;
mod file;
mod name;
mod put;
mod s3;

pub use error::BlobError;
pub use name::BlobName;
pub use put::{HEAD_BYTES, Stored};
pub use s3::S3Settings;

/// A place that keeps blobs.
#[derive(Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    folder: Option<Arc<FilePath>>,
    part_bytes: usize,
}

/// What is known of a stored blob.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlobMeta {
    /// The size of the whole blob in bytes.
    pub size: u64,
}

impl fmt::Debug for Blobs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.folder.is_some() { "Blobs(folder)" } else { "Blobs(s3)" })
    }
}

impl Blobs {
    /// Blobs as files in a folder, which is made if it is missing.
    pub fn folder(path: &FilePath) -> Result<Self, BlobError> {
        std::fs::create_dir_all(path).map_err(|error| BlobError::from_io(&error))?;
        let files = LocalFileSystem::new_with_prefix(path)?.with_fsync(true);
        Ok(Self { store: Arc::new(files), folder: Some(path.into()), part_bytes: file::PART_BYTES })
    }

    /// Blobs as objects in a bucket.
    pub fn s3(settings: S3Settings) -> Result<Self, BlobError> {
        let prefix = object_store::path::Path::from(settings.prefix.as_str());
        let bucket = s3::open(settings)?;
        let store: Arc<dyn ObjectStore> = match prefix.as_ref() {
            "" => Arc::new(bucket),
            _ => Arc::new(PrefixStore::new(bucket, prefix)),
        };
        Ok(Self { store, folder: None, part_bytes: s3::PART_BYTES })
    }

    /// Stores a body under a name; durable when it returns, and nothing is left behind when it fails or
    /// is dropped half way.
    ///
    /// `check` sees the first `HEAD_BYTES` (or all, if there are fewer) before anything is written.
    pub async fn put<E: fmt::Display>(
        &self,
        name: &BlobName,
        body: impl Stream<Item = Result<Bytes, E>> + Send + Unpin,
        limit: u64,
        check: impl FnOnce(&[u8]) -> Result<(), BlobError> + Send,
    ) -> Result<Stored, BlobError> {
        put::run(self, name, body, limit, check).await
    }

    /// The bytes of a blob, or of a range of it that ends within it, with what is known of the whole.
    pub async fn get(
        &self,
        name: &BlobName,
        range: Option<Range<u64>>,
    ) -> Result<(impl Stream<Item = Result<Bytes, BlobError>> + Send + use<>, BlobMeta), BlobError> {
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        let found = self.store.get_opts(&name.path(), options).await?;
        let meta = BlobMeta { size: found.meta.size };
        Ok((file::stream(found), meta))
    }

    /// What is known of a blob.
    pub async fn head(&self, name: &BlobName) -> Result<BlobMeta, BlobError> {
        Ok(BlobMeta { size: self.store.head(&name.path()).await?.size })
    }

    /// Removes a blob; removing what is not there is fine.
    pub async fn delete(&self, name: &BlobName) -> Result<(), BlobError> {
        match self.store.delete(&name.path()).await.map_err(BlobError::from) {
            Ok(()) => {}
            Err(BlobError::NotFound) => return Ok(()),
            Err(error) => return Err(error),
        }
        // object_store does not sync a folder after a removal, and erased words must not come back.
        match &self.folder {
            Some(folder) => file::sync_parent(folder, name).await,
            None => Ok(()),
        }
    }

    /// What uploads left that ended half way and were last written before a moment. An S3 store keeps them out of sight.
    pub async fn unfinished(&self, before: SystemTime) -> Result<Vec<PathBuf>, BlobError> {
        match &self.folder {
            Some(folder) => file::unfinished(folder, before).await,
            None => Ok(Vec::new()),
        }
    }

    /// Removes those; how many there were.
    pub async fn remove_unfinished(&self, before: SystemTime) -> Result<usize, BlobError> {
        let found = self.unfinished(before).await?;
        file::remove_all(found).await
    }

    /// Every blob with its size, in no particular order; files that are no blobs are passed over.
    pub fn list(&self) -> impl Stream<Item = Result<(BlobName, u64), BlobError>> + Send + use<> {
        let found = self.store.list(None).map_err(BlobError::from);
        found
            .try_filter_map(async |object| {
                Ok(object.location.as_ref().parse().ok().map(|name: BlobName| (name, object.size)))
            })
            .boxed()
    }
}

#[cfg(test)]
mod tests;
