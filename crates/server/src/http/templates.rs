//! `/api/communicator/templatedescriptors` and `/api/communicator/render`

pub mod create;
pub mod get;
pub mod list;
pub mod render;
pub mod update;
pub mod versions;
