//! Email over the company's own mail server: SMTP out, IMAP in.

mod config;
mod dkim;
mod imap;
mod line;
mod listen;
mod pool;
mod refused;
mod smtp;
mod tls;

use domain::vocabulary as words;
use domain::vocabulary::{Status, StatusDetail};
use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::Value;

use crate::arrival::{Arrival, Unreadable};
use crate::contract::{Capabilities, Channel, Inbox, Mistake, Surroundings};
use crate::mail::{Addressing, Purpose, Reader, Tokens, compose};
use crate::message::{Body, Email as Content, Message, Receipt};
use crate::refusal::Refusal;
use config::Config;
use dkim::Signer;
use imap::Mailbox;
use pool::Pool;
use smtp::Parcel;

/// A mail server to send by, and a mailbox to read.
pub struct Email {
    capabilities: Capabilities,
    pool: Pool,
    mailbox: Option<Mailbox>,
    signer: Option<Signer>,
    reader: Reader,
}

/// Opens a channel from its settings and secrets; says everything that is wrong with them.
pub fn open(settings: &Value, secrets: &Value, surroundings: &Surroundings) -> Result<Email, Vec<Mistake>> {
    let config = Config::read(settings, secrets)?;
    let addressing = Addressing {
        tokens: Tokens::new(surroundings.token_key),
        delimiter: config.delimiter,
        bounce_domain: config.bounce_domain,
    };
    Ok(Email {
        capabilities: Capabilities {
            carries: &[words::Channel::Email],
            longest_text: None,
            attachments: true,
            // SMTP knows no key under which a mail was sent before.
            repeats_safely: false,
            handles_opt_out: false,
            has_hook: false,
            listens: config.imap.is_some(),
        },
        pool: Pool::new(config.smtp),
        mailbox: config.imap.map(Mailbox::new),
        signer: config.signer,
        reader: Reader { addressing, house: surroundings.house.clone() },
    })
}

impl Email {
    async fn hand_over(&self, message: &Message, email: &Content) -> Result<Receipt, Refusal> {
        let Reader { addressing, house } = &self.reader;
        let mut composed =
            compose(message, email, addressing, house).map_err(|why| refused::unusable(&why))?;
        if let Some(signer) = &self.signer {
            signer.sign(&mut composed.mail);
        }
        let parcel = Parcel {
            raw: composed.mail.formatted(),
            sender: composed.sender,
            recipient: composed.recipient,
            others: composed.others,
            // Unlike the id itself, a report with it cannot be made up.
            envelope_id: addressing.tokens.issue(Purpose::Bounce, &message.interaction),
        };
        let said = self.pool.send(&parcel).await?;
        Ok(Receipt {
            provider_id: Some(email.message_id.clone()),
            status: Status::Attempted,
            details: Some(StatusDetail::EmailSent),
            said,
        })
    }

    async fn try_both(&self) -> Result<String, Refusal> {
        let out = self.pool.test().await?;
        let Some(mailbox) = &self.mailbox else { return Ok(out) };
        Ok(format!("{out}; {}", mailbox.test().await?))
    }
}

impl Channel for Email {
    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    fn send<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Result<Receipt, Refusal>> {
        async move {
            match &message.body {
                Body::Email(email) => self.hand_over(message, email).await,
                Body::Text(_) | Body::Letter(_) => Err(refused::unusable("this channel carries only email")),
            }
        }
        .boxed()
    }

    fn test(&self) -> BoxFuture<'_, Result<String, Refusal>> {
        self.try_both().boxed()
    }

    fn read(&self, item: &[u8]) -> Result<Arrival, Unreadable> {
        self.reader.read(item)
    }

    fn listen<'a>(&'a self, inbox: &'a dyn Inbox) -> Option<BoxFuture<'a, Refusal>> {
        Some(listen::listen(self.mailbox.as_ref()?, inbox).boxed())
    }
}

#[cfg(test)]
mod tests;
