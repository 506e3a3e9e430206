//! Texts through Twilio Messaging over HTTP.
//!
//! Settings: `accountSid`; optional `apiKeySid`, `messagingServiceSid`, `shortCode`, `validityPeriod` (seconds) and
//! `baseUrl`. Secrets: `authToken`, which signs the callbacks; with `apiKeySid` also `apiKeySecret`.
//!
//! Twilio has no idempotency key for a message: a request that got no answer is a doubt, not a retry.

mod client;
mod config;
mod errors;
mod receive;
mod signature;
#[cfg(test)]
mod tests;
mod wire;

use domain::time::Instant;
use domain::vocabulary as words;
use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::Value;

use crate::{
    Arrival, Capabilities, Channel, HookAnswer, HookRefused, HookRequest, Message, Mistake, Receipt, Refusal,
    Surroundings, Unreadable,
};
use client::Client;
use config::Config;

pub(crate) use errors::meaning;

/// A channel that sends texts through one Twilio account.
pub struct Twilio {
    config: Config,
    client: Client,
    hooks: Option<String>,
    capabilities: Capabilities,
}

/// Opens a channel from its settings and secrets; says everything that is wrong with them.
pub fn open(settings: &Value, secrets: &Value, surroundings: &Surroundings) -> Result<Twilio, Vec<Mistake>> {
    let config = Config::read(settings, secrets)?;
    let client = Client::new(&config).map_err(|mistake| vec![mistake])?;
    let capabilities = Capabilities {
        carries: &[words::Channel::Text],
        longest_text: Some(LONGEST_TEXT),
        attachments: false,
        repeats_safely: false,
        // Stand-alone short codes get every STOP themselves.
        handles_opt_out: !config.short_code,
        has_hook: true,
        listens: false,
    };
    Ok(Twilio { config, client, hooks: surroundings.hooks.clone(), capabilities })
}

/// Characters of the longest text Twilio takes (its error 21617).
const LONGEST_TEXT: usize = 1600;

impl Channel for Twilio {
    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    fn send<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Result<Receipt, Refusal>> {
        async move {
            let form = wire::form(&self.config, self.hooks.as_deref(), message)?;
            self.client.create_message(&form).await
        }
        .boxed()
    }

    fn test(&self) -> BoxFuture<'_, Result<String, Refusal>> {
        self.client.look_at_messages().boxed()
    }

    fn accept(&self, request: &HookRequest, _: Instant) -> Result<HookAnswer, HookRefused> {
        receive::accept(&self.config.auth_token, request)
    }

    fn read(&self, item: &[u8]) -> Result<Arrival, Unreadable> {
        receive::read(item, self.capabilities.handles_opt_out)
    }
}
