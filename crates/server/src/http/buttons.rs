//! `/api/buttons`

mod body;
pub mod create;
pub mod delete;
pub mod get;
pub mod list;
pub mod rotate_secret;
pub mod update;
