//! `/api/interactions/{interactionId}/payment-requests`

pub mod create;
pub mod list;
pub mod update;
