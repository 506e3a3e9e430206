//! `/api/company`

pub mod get;
pub mod update;
