//! What the stories share: a server of their own, and people who talk to it.

mod actor;
mod app;
pub mod bodies;
mod database;
mod installed;
pub mod operations;
mod process;
mod stories;
mod world;

pub use actor::{Actor, Answer};
pub use app::TestApp;
pub use database::Database;
pub(crate) use installed::by_the_program;
pub use installed::{Installed, run_program, shown};
pub use process::{Process, program};
pub(crate) use stories::on_both_stores;
pub use stories::{Engine, run};
pub use world::World;
