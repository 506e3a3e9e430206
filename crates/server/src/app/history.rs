//! The history of interactions: who sees which, how far back, and what is asked of it.

pub mod access;
pub mod export;
pub mod read;

pub use access::{access_of, advisors, period, reach};
pub use read::{Detail, Listed, Looking, count, cursor, get, list, look, totals};
