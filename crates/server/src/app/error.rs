//! Why a use case did not do it. Becomes HTTP in `http::problem`, a line in `commands`.

use domain::id::InteractionId;
use domain::interaction::Refused;
use domain::problem::Problems;
use domain::time::Instant;
use guard::Reason;
use store::StoreError;

/// A use case's refusal: what happened, in words for outside.
#[derive(Debug)]
pub enum AppError {
    /// 400: some fields are wrong.
    Fields(Problems),
    /// 401: nobody known.
    Unauthenticated(&'static str),
    /// 403: not allowed.
    Forbidden(String),
    /// 404: there is no such thing, or it is not the caller's.
    Missing(&'static str),
    /// 409: not in this state, or there is one already.
    Conflict(String),
    /// 413: too large.
    TooLarge(String),
    /// 415: of another kind.
    MediaType(String),
    /// 422: well formed, refused by a rule.
    Refused(String),
    /// 422: Compliance Guard is in the way.
    Blocked(Box<Blocked>),
    /// 429: too many; seconds until the next may come.
    TooMany(u64),
    /// 503: not now.
    Unavailable(String),
    /// The store could not; the cause is for the log, not for outside.
    Store(StoreError),
}

/// A contact that Compliance Guard did not allow.
#[derive(Debug)]
pub struct Blocked {
    /// Why, in words.
    pub message: String,
    /// When it would be allowed, where only time is in the way.
    pub send_at: Option<Instant>,
    /// The first rule in the way.
    pub rule: Option<String>,
    /// The interaction that records it.
    pub interaction: InteractionId,
    /// Every rule in the way.
    pub reasons: Vec<Reason>,
}

impl AppError {
    /// One wrong field.
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        AppError::Fields(Problems::one(field, message))
    }
}

impl From<Problems> for AppError {
    fn from(problems: Problems) -> Self {
        AppError::Fields(problems)
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            // The only values a caller chooses that must be unique, besides those checked by name.
            StoreError::Taken(index) if index.contains("external_id") => AppError::Conflict(
                "Duplicate external ID: another one carries it, deleted ones included".to_owned(),
            ),
            other => AppError::Store(other),
        }
    }
}

impl From<Refused> for AppError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Fields(problems) => AppError::Fields(problems),
            Refused::State(message) => AppError::Conflict(message),
        }
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            AppError::Fields(problems) => problems.fmt(f),
            AppError::Unauthenticated(text) => f.write_str(text),
            AppError::Missing(what) => write!(f, "{what} not found"),
            AppError::Forbidden(text)
            | AppError::Conflict(text)
            | AppError::TooLarge(text)
            | AppError::MediaType(text)
            | AppError::Refused(text)
            | AppError::Unavailable(text) => f.write_str(text),
            AppError::Blocked(blocked) => f.write_str(&blocked.message),
            AppError::TooMany(seconds) => write!(f, "too many requests; try again in {seconds} s"),
            AppError::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for AppError {}
