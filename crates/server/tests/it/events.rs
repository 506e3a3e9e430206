//! The event log: nothing missed, nothing twice, nothing shown to whom it is not for.

mod heartbeat;
mod nodes;
pub mod reader;
mod resume;
mod seen;
mod slow;
