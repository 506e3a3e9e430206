//! What we write to Twilio, and what it answers.

use domain::vocabulary::Status;
use serde::Deserialize;

use super::config::Config;
use crate::{Body, Message, Refusal, Remedy};

/// Every field a request of ours may have.
#[cfg(test)]
pub(super) const FIELDS: &[&str] =
    &["To", "From", "MessagingServiceSid", "Body", "StatusCallback", "ValidityPeriod"];

/// The form that makes a message.
pub(super) fn form(config: &Config, hooks: Option<&str>, message: &Message) -> Result<String, Refusal> {
    let Body::Text(text) = &message.body else { return Err(no_text()) };
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("To", &message.to.address);
    match &config.messaging_service_sid {
        Some(service) => form.append_pair("MessagingServiceSid", service),
        None => form.append_pair("From", &message.from.address),
    };
    form.append_pair("Body", &text.body);
    if let Some(hooks) = hooks {
        form.append_pair("StatusCallback", &format!("{hooks}/status?ix={}", message.interaction));
    }
    if let Some(seconds) = config.validity_period {
        form.append_pair("ValidityPeriod", &seconds.to_string());
    }
    Ok(form.finish())
}

/// A message as Twilio shows it.
#[derive(Debug, Deserialize)]
pub(super) struct Created {
    pub(super) sid: Option<String>,
    pub(super) status: Option<String>,
    pub(super) error_code: Option<u32>,
    pub(super) error_message: Option<String>,
}

/// An error as Twilio shows it.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Fault {
    pub(super) code: Option<u32>,
    pub(super) message: Option<String>,
}

/// What a status of Twilio's means for the interaction, and its rank (section 1.2 of the channel reference).
pub(super) fn stage(status: &str) -> Option<(u8, Status)> {
    STAGES.iter().find(|(name, ..)| *name == status).map(|(_, rank, status)| (*rank, *status))
}

const STAGES: &[(&str, u8, Status)] = &[
    ("scheduled", 0, Status::Scheduled),
    ("accepted", 0, Status::Attempted),
    ("queued", 10, Status::Attempted),
    ("sending", 10, Status::Attempted),
    ("sent", 20, Status::Attempted),
    ("partially_delivered", 20, Status::Attempted),
    ("delivered", 30, Status::Succeeded),
    ("read", 50, Status::Succeeded),
    ("failed", 60, Status::Failed),
    ("undelivered", 60, Status::Failed),
    ("canceled", 60, Status::Canceled),
];

fn no_text() -> Refusal {
    Refusal {
        remedy: Remedy::GiveUp,
        details: None,
        code: None,
        short: "not a text".to_owned(),
        long: "this channel carries texts only".to_owned(),
    }
}
