//! `/api/communicator`

pub mod send;
