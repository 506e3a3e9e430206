//! What the store tells whoever watches it.

use std::time::Duration;

/// Hears of the store's work. Nothing it does may take long.
pub trait Observer: Send + Sync {
    /// A transaction with this many writes ended.
    fn committed(&self, writes: usize, took: Duration);
    /// A query was answered.
    fn read(&self, took: Duration);
}

/// Nobody watches.
pub struct Nobody;

impl Observer for Nobody {
    fn committed(&self, _: usize, _: Duration) {}
    fn read(&self, _: Duration) {}
}
