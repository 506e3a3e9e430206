//! `/api/guard/decisions`

mod body;
pub mod get;
pub mod list;
