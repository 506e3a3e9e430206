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
mod refusal;
pub mod sandbox;
pub mod sendgrid;
pub mod smpp;
pub mod text;
mod tls;
pub mod twilio;

use std::sync::Arc;

use domain::vocabulary::ChannelKind;
use serde_json::Value;

pub use arrival::{
    About, Arrival, Consent, Delivery, File, HookAnswer, HookRefused, HookRequest, Item, Received,
    ReceivedBody, Thread, Unreadable, Word,
};
pub use contract::{Capabilities, Channel, Inbox, Mistake, NotTaken, Surroundings};
pub use message::{Attachment, Body, Email, Letter, Message, Party, Receipt, Text};
pub use refusal::{Refusal, Remedy};

/// Opens a channel of a kind; says everything that is wrong with its settings and secrets.
pub fn open(
    kind: ChannelKind,
    settings: &Value,
    secrets: &Value,
    surroundings: &Surroundings,
) -> Result<Arc<dyn Channel>, Vec<Mistake>> {
    match kind {
        ChannelKind::Twilio => Ok(Arc::new(twilio::open(settings, secrets, surroundings)?)),
        ChannelKind::Sandbox => Ok(Arc::new(sandbox::open(settings, secrets, surroundings)?)),
        ChannelKind::Smpp => Ok(Arc::new(smpp::open(settings, secrets, surroundings)?)),
        ChannelKind::Email => Ok(Arc::new(email::open(settings, secrets, surroundings)?)),
        ChannelKind::SendGrid => Ok(Arc::new(sendgrid::open(settings, secrets, surroundings)?)),
    }
}
