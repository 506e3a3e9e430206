//! `/api/users`

pub mod create;
pub mod get;
pub mod list;
pub mod me;
pub mod update;
