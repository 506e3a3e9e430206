//! A message as it waits in the outbox.

use ::channels::{Body, Email, Letter, Message, Party, Text};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::id::{InteractionId, OutboxId};
use serde::{Deserialize, Serialize};

use super::enclosed::Enclosed;
use crate::app::AppError;
use crate::app::vault::Sealer;

/// In front of a parcel that is sealed.
const SEALED: &str = "sealed:";

/// A message as it waits in the outbox.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Parcel {
    /// Who sends.
    pub(crate) from: Side,
    /// Who receives.
    pub(crate) to: Side,
    /// What is said.
    pub(crate) said: Said,
}

/// A side of a message.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Side {
    pub(crate) address: String,
    pub(crate) name: Option<String>,
}

/// What is said, by channel.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Said {
    /// An email.
    Email(Box<Mail>),
    /// A text.
    Text {
        /// What it says.
        body: String,
    },
    /// A letter, as base64 of its PDF.
    Letter {
        /// The pages.
        pdf: String,
        /// Their words, where the outbox knows them.
        #[serde(default)]
        text: String,
    },
}

/// An email without its sides.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Mail {
    pub(crate) subject: String,
    pub(crate) text: Option<String>,
    pub(crate) html: Option<String>,
    pub(crate) cc: Vec<String>,
    pub(crate) bcc: Vec<String>,
    pub(crate) message_id: String,
    pub(crate) in_reply_to: Option<String>,
    pub(crate) references: Vec<String>,
    pub(crate) unsubscribe: Option<String>,
    pub(crate) automatic: bool,
    #[serde(default)]
    pub(crate) enclosed: Vec<Enclosed>,
}

impl Parcel {
    /// As the outbox keeps it; what must never be stored in plain (account credentials) is sealed for its interaction.
    pub(crate) fn wrap(
        &self,
        sealer: &Sealer,
        about: InteractionId,
        secret: bool,
    ) -> Result<String, AppError> {
        let text = serde_json::to_string(self)
            .map_err(|error| AppError::Refused(format!("the message cannot be written down: {error}")))?;
        if !secret {
            return Ok(text);
        }
        let sealed = sealer.seal(&context(about), text.as_bytes())?;
        Ok(format!("{SEALED}{}", STANDARD.encode(sealed)))
    }

    /// Back from the outbox; the remedy where it cannot be.
    pub(crate) fn unwrap(sealer: &Sealer, about: InteractionId, kept: &str) -> Result<Self, AppError> {
        let broken =
            || AppError::Refused("the message in the outbox cannot be read; send it anew".to_owned());
        let Some(sealed) = kept.strip_prefix(SEALED) else {
            return serde_json::from_str(kept).map_err(|_| broken());
        };
        let sealed = STANDARD.decode(sealed).map_err(|_| broken())?;
        let plain = sealer.open(&context(about), &sealed)?;
        serde_json::from_slice(&plain).map_err(|_| broken())
    }

    /// The documents it takes along.
    pub(crate) fn enclosed(&self) -> &[Enclosed] {
        match &self.said {
            Said::Email(mail) => &mail.enclosed,
            Said::Text { .. } | Said::Letter { .. } => &[],
        }
    }

    /// As a driver takes it, but for its attachments, whose bytes are elsewhere.
    pub(crate) fn message(self, interaction: InteractionId, entry: OutboxId) -> Result<Message, AppError> {
        let body = match self.said {
            Said::Text { body } => Body::Text(Text { body }),
            Said::Email(mail) => Body::Email(mail.email()),
            Said::Letter { pdf, .. } => {
                let broken =
                    |_| AppError::Refused("the letter in the outbox cannot be read; send it anew".to_owned());
                let pdf = STANDARD.decode(pdf).map_err(broken)?;
                Body::Letter(Letter { pdf: pdf.into() })
            }
        };
        Ok(Message {
            interaction: interaction.to_string(),
            key: entry.to_string(),
            from: self.from.party(),
            to: self.to.party(),
            body,
        })
    }
}

impl Side {
    fn party(self) -> Party {
        Party { address: self.address, name: self.name }
    }
}

impl Mail {
    fn email(self) -> Email {
        Email {
            subject: self.subject,
            text: self.text,
            html: self.html,
            cc: self.cc,
            bcc: self.bcc,
            message_id: self.message_id,
            in_reply_to: self.in_reply_to,
            references: self.references,
            attachments: Vec::new(),
            unsubscribe: self.unsubscribe,
            automatic: self.automatic,
        }
    }
}

fn context(about: InteractionId) -> String {
    format!("{about}/outbox")
}
