//! `/api/interactions/{interactionId}/convo`

pub mod close;
pub mod get;
pub mod join;
pub mod leave;
