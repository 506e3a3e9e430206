//! `/api/interactions/{interactionId}/attachments`

pub mod content;
pub mod letter;
pub mod list;
