//! `/api/people/{personId}/documents`

pub mod content;
pub mod create;
pub mod delete;
pub mod get;
pub mod list;
