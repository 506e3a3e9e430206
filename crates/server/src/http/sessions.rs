//! `/api/sessions`

pub mod create;
pub mod delete;
