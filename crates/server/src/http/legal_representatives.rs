//! `/api/people/{personId}/legal-representatives`

pub mod create;
pub mod delete;
pub mod get;
pub mod list;
pub mod update;
