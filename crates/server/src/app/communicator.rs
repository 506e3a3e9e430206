//! Sending: accepted only if Compliance Guard lets it pass, committed with its job, carried out by whoever is free.

mod addressee;
mod backoff;
mod blocked;
pub(crate) mod dispatch;
mod enclosed;
mod parcel;
mod plan;
pub(crate) mod printed;
mod send;
mod signature;
mod way;
mod words;

pub(crate) use send::{Kind, accept};
pub use send::{Sent, send};
