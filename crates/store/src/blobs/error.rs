use std::error::Error;
use std::io::{self, ErrorKind};

/// Why a blob could not be stored, read or removed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BlobError {
    /// There is no blob of that name.
    #[error("there is no such blob")]
    NotFound,
    /// The body is longer than allowed.
    #[error("the body is longer than {limit} bytes; send a shorter one")]
    TooLarge {
        /// The most bytes allowed.
        limit: u64,
    },
    /// The first bytes are not what they should be; the text says what to send.
    #[error("{0}")]
    Rejected(String),
    /// The range begins at or after the end of the blob, or is empty.
    #[error("the range lies outside the blob")]
    OutOfRange,
    /// The body broke off on its way here; the text is for logs.
    #[error("the body broke off: {0}")]
    BrokeOff(String),
    /// No room is left where the blobs are kept.
    #[error("no room is left for blobs")]
    Full,
    /// The place that keeps the blobs does not work; the text is for logs.
    #[error("blobs are out of reach: {0}")]
    Unavailable(String),
}

impl BlobError {
    pub(super) fn from_io(error: &io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            ErrorKind::NotFound => Self::NotFound,
            _ => Self::Unavailable(error.to_string()),
        }
    }
}

impl From<object_store::Error> for BlobError {
    fn from(error: object_store::Error) -> Self {
        if matches!(error, object_store::Error::NotFound { .. }) {
            return Self::NotFound;
        }
        let text = with_causes(&error);
        // MinIO answers a full disk with this code (its docs, "Error codes"); S3 itself is never full.
        if io_cause(&error).is_some_and(|cause| Self::from_io(cause) == Self::Full)
            || text.contains("XMinioStorageFull")
        {
            return Self::Full;
        }
        // `InvalidGetRange` is private to object_store; S3 answers 416 with `InvalidRange`.
        if text.contains("Requested range was invalid") || text.contains("InvalidRange") {
            return Self::OutOfRange;
        }
        Self::Unavailable(text)
    }
}

fn io_cause<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a io::Error> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

fn with_causes(error: &(dyn Error + 'static)) -> String {
    causes(error).map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |cause: &&'a (dyn Error + 'static)| (*cause).source())
}
