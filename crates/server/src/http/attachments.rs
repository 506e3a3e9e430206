//! `/api/interactions/{interactionId}/attachments`

pub mod content;
pub mod list;
