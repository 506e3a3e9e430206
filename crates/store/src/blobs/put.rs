use std::fmt;

use bytes::Bytes;
use futures::{Stream, StreamExt};
use object_store::path::Path;
use object_store::{MultipartUpload, ObjectStoreExt, PutPayload, PutPayloadMut};

use super::{BlobError, BlobName, Blobs, file};

/// How many of the first bytes a check sees.
pub const HEAD_BYTES: usize = 4096;

/// A blob that was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its size in bytes.
    pub size: u64,
    /// Its first `HEAD_BYTES`, or all of it if it is shorter.
    pub head: Bytes,
}

pub(super) async fn run<E: fmt::Display>(
    blobs: &Blobs,
    name: &BlobName,
    body: impl Stream<Item = Result<Bytes, E>> + Send + Unpin,
    limit: u64,
    check: impl FnOnce(&[u8]) -> Result<(), BlobError> + Send,
) -> Result<Stored, BlobError> {
    // Read on after its end: a stream need not stand that by itself.
    let mut body = Body { body: body.fuse(), rest: Bytes::new(), size: 0, limit };
    let head = body.part(HEAD_BYTES).await?.unwrap_or_default().freeze();
    let head: Bytes = head.into();
    check(&head)?;
    let mut first = PutPayloadMut::new();
    first.extend_from_slice(&head);
    body.fill(&mut first, blobs.part_bytes).await?;
    let path = name.path();
    if first.content_length() < blobs.part_bytes {
        blobs.store.put(&path, first.freeze()).await?;
        return Ok(Stored { size: body.size, head });
    }
    let mut upload = Upload::begin(blobs, &path).await?;
    match upload.send(&mut body, first.freeze(), blobs.part_bytes).await {
        Ok(()) => Ok(Stored { size: body.size, head }),
        Err(error) => {
            upload.abort().await;
            if let Some(folder) = blobs.folder.as_deref().filter(|_| upload.completing) {
                let _ = file::sweep_staged(folder, name).await;
            }
            Err(error)
        }
    }
}

/// The body with what was read of it too far.
struct Body<S> {
    body: S,
    rest: Bytes,
    size: u64,
    limit: u64,
}

impl<S, E> Body<S>
where
    S: Stream<Item = Result<Bytes, E>> + Send + Unpin,
    E: fmt::Display,
{
    /// The next `length` bytes, fewer at the end, none after it.
    async fn part(&mut self, length: usize) -> Result<Option<PutPayloadMut>, BlobError> {
        let mut part = PutPayloadMut::new();
        self.fill(&mut part, length).await?;
        Ok((!part.is_empty()).then_some(part))
    }

    async fn fill(&mut self, part: &mut PutPayloadMut, length: usize) -> Result<(), BlobError> {
        while part.content_length() < length {
            if self.rest.is_empty() && !self.read().await? {
                return Ok(());
            }
            let wanted = (length - part.content_length()).min(self.rest.len());
            // Copied, so that many small pieces do not keep their large buffers alive.
            part.extend_from_slice(&self.rest.split_to(wanted));
        }
        Ok(())
    }

    async fn read(&mut self) -> Result<bool, BlobError> {
        let Some(bytes) = self.body.next().await else { return Ok(false) };
        self.rest = bytes.map_err(|error| BlobError::BrokeOff(error.to_string()))?;
        self.size += self.rest.len() as u64;
        if self.size > self.limit {
            return Err(BlobError::TooLarge { limit: self.limit });
        }
        Ok(true)
    }
}

/// An upload in parts that is given up when it is dropped before its end.
struct Upload {
    parts: Option<Box<dyn MultipartUpload>>,
    completing: bool,
}

impl Upload {
    async fn begin(blobs: &Blobs, path: &Path) -> Result<Self, BlobError> {
        let parts = blobs.store.put_multipart(path).await?;
        Ok(Self { parts: Some(parts), completing: false })
    }

    async fn send<S, E>(
        &mut self,
        body: &mut Body<S>,
        first: PutPayload,
        part_bytes: usize,
    ) -> Result<(), BlobError>
    where
        S: Stream<Item = Result<Bytes, E>> + Send + Unpin,
        E: fmt::Display,
    {
        let Some(parts) = self.parts.as_mut() else { return Ok(()) };
        parts.put_part(first).await?;
        while let Some(part) = body.part(part_bytes).await? {
            parts.put_part(part.freeze()).await?;
        }
        self.completing = true;
        parts.complete().await?;
        self.parts = None;
        Ok(())
    }

    async fn abort(&mut self) {
        let Some(mut parts) = self.parts.take() else { return };
        if let Err(error) = parts.abort().await {
            tracing::debug!(%error, "an upload could not be given up cleanly");
        }
    }
}

/// The request may be dropped at any await: an S3 store would keep, and bill, the parts for ever.
impl Drop for Upload {
    fn drop(&mut self) {
        let Some(mut parts) = self.parts.take() else { return };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(async move { parts.abort().await });
    }
}
