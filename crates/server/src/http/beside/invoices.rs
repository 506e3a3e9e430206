//! `/api/interactions/{interactionId}/invoices`

mod body;
pub mod create;
pub mod delete;
pub mod import;
pub mod list;
