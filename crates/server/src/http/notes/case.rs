//! `/api/people/{personId}/cases/{caseId}/notes`

pub mod create;
pub mod delete;
pub mod list;
pub mod update;
