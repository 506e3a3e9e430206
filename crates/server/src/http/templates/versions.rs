//! `/api/communicator/templatedescriptors/{descriptorId}/versions`

pub mod activate;
pub mod create;
pub mod get;
pub mod list;
