//! `/api/people/{personId}/cases/{caseId}/do-not-interact`

pub mod delete;
pub mod get;
pub mod put;
