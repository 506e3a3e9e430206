//! `/api/history`

pub mod export;
pub mod get;
pub mod list;
pub mod params;
pub mod stream;
pub mod totals;
