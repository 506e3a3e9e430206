//! What the words of Switchboard mean: vocabulary, ids, interactions and their rules.
//!
//! Pure: no async, no clock, no randomness, no I/O. Time and ids are arguments.

pub mod api_key;
pub mod case;
pub mod changes;
pub mod company;
pub mod contact;
pub mod convo;
pub mod fields;
pub mod id;
pub mod interaction;
pub mod loan;
pub mod media;
pub mod note;
pub mod patch;
pub mod person;
pub mod phone;
pub mod problem;
pub mod role;
pub mod rules;
pub mod text;
pub mod time;
pub mod user;
pub mod vocabulary;
pub mod webhook;
