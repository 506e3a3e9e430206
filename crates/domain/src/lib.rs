//! What the words of Switchboard mean: vocabulary, ids, interactions and their rules.
//!
//! Pure: no async, no clock, no randomness, no I/O. Time and ids are arguments.

pub mod changes;
pub mod fields;
pub mod id;
pub mod interaction;
pub mod media;
pub mod patch;
pub mod person;
pub mod problem;
pub mod rules;
pub mod text;
pub mod time;
pub mod vocabulary;
