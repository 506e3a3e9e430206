//! `/api/guard/rules`

mod body;
pub mod get;
pub mod list;
