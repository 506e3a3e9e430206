//! What the words of Switchboard mean: vocabulary, ids, interactions and their rules.
//!
//! Pure: no async, no clock, no randomness, no I/O. Time and ids are arguments.

pub mod api_key;
pub mod arrival;
pub mod attachment;
pub mod beside;
pub mod button;
pub mod can_interact;
pub mod case;
pub mod changes;
pub mod channel;
pub mod communication;
pub mod company;
pub mod consent;
pub mod contact;
pub mod convo;
pub mod do_not_interact;
pub mod document;
pub mod fields;
pub mod history;
pub mod id;
pub mod interaction;
pub mod legal_representative;
pub mod loan;
pub mod media;
pub mod note;
pub mod outbox;
pub mod overrides;
pub mod patch;
pub mod person;
pub mod phone;
pub mod problem;
pub mod profile;
pub mod proposal;
pub mod queue;
pub mod role;
pub mod rules;
pub mod saved_view;
pub mod team;
pub mod template;
pub mod text;
pub mod time;
pub mod user;
pub mod vocabulary;
pub mod webhook;
