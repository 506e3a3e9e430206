//! `/api/users`

pub mod create;
pub mod get;
pub mod list;
pub mod me;
pub mod my_profile;
pub mod my_profiles;
pub mod my_teams;
pub mod update;
