//! Sending: accepted only if Compliance Guard lets it pass, committed with its job, carried out by whoever is free.

mod addressee;
mod backoff;
mod blocked;
pub(crate) mod dispatch;
mod parcel;
mod send;
mod way;
mod words;

pub(crate) use send::{Kind, accept};
pub use send::{Sent, send};
