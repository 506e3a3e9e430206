//! `/api/interactions/{interactionId}/survey-answers`

mod body;
pub mod create;
pub mod delete;
pub mod import;
pub mod list;
