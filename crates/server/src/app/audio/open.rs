//! Opening what a signed link names.

use std::ops::Range;

use bytes::Bytes;
use futures::Stream;
use store::blobs::{BlobError, BlobName};

use crate::app::{App, AppError};
use crate::signed_url::BlobClaim;

/// An audio file that may be read.
#[derive(Debug)]
pub struct Opened {
    /// What the link says of it.
    pub claim: BlobClaim,
    /// Its size in bytes.
    pub size: u64,
    name: BlobName,
}

/// The file that a link opens; the link itself is the permission.
pub async fn open(app: &App, path: &str, query: &str) -> Result<Opened, AppError> {
    let claim = app.signer.verify(path, query, app.clock.now().0);
    let claim = claim.map_err(|refused| AppError::Forbidden(refused.to_string()))?;
    let name: BlobName = claim.blob.parse().map_err(|_| AppError::Missing("audio"))?;
    let size = app.blobs.head(&name).await?.size;
    Ok(Opened { claim, size, name })
}

impl Opened {
    /// Its bytes, or those of a range.
    pub async fn bytes(
        &self,
        app: &App,
        range: Option<Range<u64>>,
    ) -> Result<impl Stream<Item = Result<Bytes, BlobError>> + Send + use<>, AppError> {
        let (bytes, _) = app.blobs.get(&self.name, range).await?;
        Ok(bytes)
    }

    /// What tells this file from any other: a name is never used twice.
    pub fn tag(&self) -> String {
        let last = self.name.as_str().rsplit('/').next().unwrap_or_default();
        format!("\"{last}\"")
    }
}
