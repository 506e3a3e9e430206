//! `/api/people/{personId}/notes`

pub mod create;
pub mod delete;
pub mod list;
pub mod update;
