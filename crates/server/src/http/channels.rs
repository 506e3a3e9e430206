//! `/api/channels`

pub mod create;
pub mod delete;
pub mod get;
pub mod list;
pub mod test;
pub mod update;
