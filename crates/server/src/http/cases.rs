//! `/api/people/{personId}/cases`

pub mod create;
pub mod get;
pub mod link;
pub mod list;
pub mod list_of_company;
pub mod list_of_interaction;
pub mod unlink;
pub mod update;
