//! The application: what the use cases share.

pub mod caller;
pub mod cases;
pub mod clock;
pub mod contacts;
pub mod error;
pub mod interactions;
pub mod loans;
pub mod notes;
pub mod people;

use std::sync::Arc;

use store::Store;

pub use caller::Caller;
pub use clock::Clock;
pub use error::AppError;

/// What every use case needs.
pub struct App {
    /// The store.
    pub store: Store,
    /// What time it is.
    pub clock: Clock,
}

/// The application as handlers hold it.
pub type SharedApp = Arc<App>;
