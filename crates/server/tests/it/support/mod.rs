//! What the stories share: a server of their own, and people who talk to it.

mod actor;
mod app;
mod database;
mod stories;

pub use actor::{Actor, Answer};
pub use app::TestApp;
pub use database::Database;
pub(crate) use stories::on_both_stores;
pub use stories::{Engine, run};
