//! `/api/arrivals`

pub mod get;
pub mod list;
pub mod retry;
