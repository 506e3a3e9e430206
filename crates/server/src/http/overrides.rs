//! `/api/people/{personId}/overrides`

pub mod create;
pub mod list;
