//! The outside world: mail servers, text gateways and their callbacks, one folder a driver, behind one contract.
//!
//! A driver takes a [`Message`] and answers a [`Receipt`] or a [`Refusal`]; what comes back from its provider it turns
//! into [`Item`]s, kept as they came, and each item into an [`Arrival`]. It sees no store and no clock: whoever calls it
//! commits first and tells it the time.

mod arrival;
mod contract;
pub mod email;
mod given;
pub mod mail;
mod message;
mod open;
mod refusal;

pub use arrival::{
    About, Arrival, Consent, Delivery, File, HookAnswer, HookRefused, HookRequest, Item, Received,
    ReceivedBody, Thread, Unreadable, Word,
};
pub use contract::{Capabilities, Channel, Inbox, Mistake, NotTaken, Surroundings};
pub use message::{Attachment, Body, Email, Letter, Message, Party, Receipt, Text};
pub use open::open;
pub use refusal::{Refusal, Remedy};
