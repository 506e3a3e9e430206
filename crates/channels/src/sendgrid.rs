//! Email over SendGrid: HTTP out, its event webhook and inbound parse hook in.

mod client;
mod config;
mod event;
mod hook;
mod wire;

use domain::time::Instant;
use domain::vocabulary as words;
use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::Value;

use crate::arrival::{Arrival, HookAnswer, HookRefused, HookRequest, Unreadable};
use crate::contract::{Capabilities, Channel, Mistake, Surroundings};
use crate::mail::{Addressing, Reader, Tokens};
use crate::message::{Body, Message, Receipt};
use crate::refusal::Refusal;
use client::Client;
use config::Config;
use hook::Hook;

/// An account at SendGrid.
pub struct SendGrid {
    capabilities: Capabilities,
    client: Client,
    hook: Hook,
    reader: Reader,
}

/// Opens a channel from its settings and secrets; says everything that is wrong with them.
pub fn open(
    settings: &Value,
    secrets: &Value,
    surroundings: &Surroundings,
) -> Result<SendGrid, Vec<Mistake>> {
    let config = Config::read(settings, secrets)?;
    let addressing = Addressing {
        tokens: Tokens::new(surroundings.token_key),
        delimiter: config.delimiter,
        bounce_domain: None,
    };
    Ok(SendGrid {
        capabilities: Capabilities {
            carries: &[words::Channel::Email],
            longest_text: None,
            attachments: true,
            repeats_safely: false,
            handles_opt_out: false,
            has_hook: true,
            listens: false,
        },
        client: Client::new(config.base_url, config.api_key).map_err(|mistake| vec![mistake])?,
        hook: config.hook,
        reader: Reader { addressing, house: surroundings.house.clone() },
    })
}

impl Channel for SendGrid {
    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    fn send<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Result<Receipt, Refusal>> {
        async move {
            let Body::Email(email) = &message.body else {
                return Err(client::unusable("this channel carries only email".to_owned()));
            };
            let Reader { addressing, house } = &self.reader;
            self.client.send(&wire::mail(message, email, addressing, house)).await
        }
        .boxed()
    }

    fn test(&self) -> BoxFuture<'_, Result<String, Refusal>> {
        self.client.test().boxed()
    }

    fn accept(&self, request: &HookRequest, now: Instant) -> Result<HookAnswer, HookRefused> {
        let items = match request.path.as_str() {
            "events" => self.hook.events(request, now)?,
            "inbound" => self.hook.inbound(request, now)?,
            _ => return Err(HookRefused::NoHook),
        };
        Ok(HookAnswer { items, media_type: "text/plain", body: String::new() })
    }

    fn read(&self, item: &[u8]) -> Result<Arrival, Unreadable> {
        // An event is an object, and no mail begins with a brace.
        if item.starts_with(b"{") { event::read(item) } else { self.reader.read(item) }
    }
}

#[cfg(test)]
mod tests;
