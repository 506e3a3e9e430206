//! What can go wrong below: what happened, and whether trying again helps.

use std::fmt;

/// Why the store could not do it.
#[derive(Debug)]
pub enum StoreError {
    /// Something else already has this value; the unique index that says so.
    Taken(String),
    /// No room left on the store's disk. Nothing was saved.
    Full,
    /// The store cannot be reached or went away; nothing is known to be saved. Trying again may help.
    Unavailable(String),
    /// The read took longer than it may.
    TooSlow,
    /// A request with the same idempotency key was committed before this one.
    Claimed,
    /// A stored value that no version of the program writes.
    Inconsistent(String),
    /// The store refuses the statement: a defect of ours.
    Broken(String),
}

impl StoreError {
    /// Whether the same work may succeed on a fresh connection.
    pub(crate) fn is_lost_connection(&self) -> bool {
        matches!(self, StoreError::Unavailable(_))
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Taken(index) => write!(f, "a row with the same {index} exists"),
            StoreError::Full => f.write_str("the disk of the store is full; nothing was saved"),
            StoreError::Unavailable(cause) => write!(f, "the store is not reachable: {cause}"),
            StoreError::TooSlow => f.write_str("the read took longer than it may"),
            StoreError::Claimed => f.write_str("a request with this idempotency key was answered before"),
            StoreError::Inconsistent(what) => write!(f, "inconsistent row: {what}"),
            StoreError::Broken(cause) => write!(f, "the store refused a statement: {cause}"),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let text = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::ConstraintViolation) => StoreError::Taken(text),
            Some(ErrorCode::DiskFull) => StoreError::Full,
            Some(ErrorCode::OperationInterrupted) => StoreError::TooSlow,
            // SQLite reports a full disk as an I/O error where a write is cut short.
            Some(ErrorCode::SystemIoFailure | ErrorCode::DatabaseBusy | ErrorCode::CannotOpen) => {
                StoreError::Unavailable(text)
            }
            _ => StoreError::Broken(text),
        }
    }
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        use tokio_postgres::error::SqlState;
        let Some(db) = error.as_db_error() else {
            return StoreError::Unavailable(error.to_string());
        };
        let code = db.code();
        if *code == SqlState::UNIQUE_VIOLATION {
            return StoreError::Taken(db.constraint().unwrap_or_default().to_owned());
        }
        if *code == SqlState::DISK_FULL {
            return StoreError::Full;
        }
        if *code == SqlState::QUERY_CANCELED {
            return StoreError::TooSlow;
        }
        // Class 08: connection; 57P: the server stops or starts; 40: serialization failure, deadlock; 53: resources.
        if ["08", "57", "40", "53"].iter().any(|class| code.code().starts_with(class)) {
            return StoreError::Unavailable(db.message().to_owned());
        }
        StoreError::Broken(db.to_string())
    }
}

impl From<deadpool_postgres::PoolError> for StoreError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            deadpool_postgres::PoolError::Backend(error) => error.into(),
            other => StoreError::Unavailable(other.to_string()),
        }
    }
}
