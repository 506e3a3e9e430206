//! What the words of Switchboard mean: vocabulary, ids, interactions and their rules.
//!
//! Pure: no async, no clock, no randomness, no I/O. Time and ids are arguments.

pub mod problem;
pub mod rules;
pub mod vocabulary;
