//! `/api/people/{personId}/can-interact` and what belongs to Compliance Guard.

mod body;
pub mod can_interact;
pub mod can_interact_batch;
pub mod contactability;
pub mod decisions;
pub mod rules;
