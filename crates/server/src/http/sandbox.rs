//! `/api/sandbox`

pub mod events;
pub mod inbound;
pub mod outbox;
