//! The event log: lists, timelines, the stream.

pub mod body;
pub mod list;
pub mod of_interaction;
pub mod of_person;
pub mod of_person_interaction;
pub mod stream;
