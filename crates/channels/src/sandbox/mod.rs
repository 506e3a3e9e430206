//! A pretended provider of emails, texts and letters: what would be sent becomes a file, and what would come back is
//! said by whoever tries things out. Nothing leaves the house.
//!
//! Settings, all optional: `delayMs` (how long the provider takes, at most 60,000), `refuse` (addresses it refuses for
//! good), `putOff` (addresses it has no time for just now). Secret, optional: `hookKey`, with which its hooks `inbound`
//! and `event` are signed (see `signature`); without it there are no hooks.

mod config;
mod files;
mod pretend;
mod signature;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::time::Duration;

use domain::time::Instant;
use domain::vocabulary::{self as words, Status, StatusDetail};
use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::Value;

use crate::arrival::{Arrival, HookAnswer, HookRefused, HookRequest, Unreadable};
use crate::contract::{Capabilities, Channel, Mistake, Surroundings};
use crate::message::{Body, Message, Receipt};
use crate::refusal::{Refusal, Remedy};
use config::Config;

pub use files::{Sent, sent};
pub use pretend::{Happened, Pretended, Written, WrittenFile, fits, item};

/// A channel that sends nothing.
pub struct Sandbox {
    config: Config,
    folder: PathBuf,
    capabilities: Capabilities,
}

/// Opens a channel from its settings and secrets; says everything that is wrong with them.
pub fn open(settings: &Value, secrets: &Value, surroundings: &Surroundings) -> Result<Sandbox, Vec<Mistake>> {
    let config = Config::read(settings, secrets)?;
    let capabilities = Capabilities {
        carries: &[words::Channel::Email, words::Channel::Text, words::Channel::Mail],
        longest_text: None,
        attachments: true,
        repeats_safely: true,
        handles_opt_out: false,
        has_hook: config.hook_key.is_some(),
        listens: false,
    };
    Ok(Sandbox { config, folder: surroundings.folder.clone(), capabilities })
}

impl Channel for Sandbox {
    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    fn send<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Result<Receipt, Refusal>> {
        async move {
            if self.config.delay_ms > 0 {
                tokio::time::sleep(Duration::from_millis(self.config.delay_ms)).await;
            }
            let to = message.to.address.as_str();
            if self.config.refuse.iter().any(|refused| refused == to) {
                return Err(refused(&message.body));
            }
            if self.config.put_off.iter().any(|busy| busy == to) {
                return Err(not_now("the sandbox is set to put this address off"));
            }
            let id =
                files::write(&self.folder, message).await.map_err(|fault| not_now(&fault.to_string()))?;
            let said = "written to the sandbox; nothing was sent".to_owned();
            Ok(Receipt {
                provider_id: Some(id),
                status: Status::Attempted,
                details: taken(&message.body),
                said,
            })
        }
        .boxed()
    }

    fn test(&self) -> BoxFuture<'_, Result<String, Refusal>> {
        async move {
            let made = tokio::fs::create_dir_all(&self.folder).await;
            made.map_err(|fault| not_now(&fault.to_string()))?;
            Ok("the sandbox can be written to; nothing is ever sent from here".to_owned())
        }
        .boxed()
    }

    fn accept(&self, request: &HookRequest, _: Instant) -> Result<HookAnswer, HookRefused> {
        let key = self.config.hook_key.as_ref().ok_or(HookRefused::NoHook)?;
        signature::check(key, request)?;
        let item = pretend::from_hook(&request.path, &request.body)?;
        let body = r#"{"taken":true}"#.to_owned();
        Ok(HookAnswer { items: vec![item], media_type: "application/json", body })
    }

    fn read(&self, item: &[u8]) -> Result<Arrival, Unreadable> {
        pretend::read(item)
    }
}

fn taken(body: &Body) -> Option<StatusDetail> {
    match body {
        Body::Email(_) => Some(StatusDetail::EmailSent),
        Body::Text(_) => None,
        Body::Letter(_) => Some(StatusDetail::LetterCreated),
    }
}

fn refused(body: &Body) -> Refusal {
    let details = match body {
        Body::Email(_) => StatusDetail::EmailBounced,
        Body::Text(_) => StatusDetail::TextNumberDisconnected,
        Body::Letter(_) => StatusDetail::LetterFailedToCreate,
    };
    Refusal {
        remedy: Remedy::GiveUp,
        details: Some(details),
        code: Some("refused".to_owned()),
        short: "refused by the sandbox".to_owned(),
        long: "the sandbox is set to refuse this address".to_owned(),
    }
}

fn not_now(long: &str) -> Refusal {
    Refusal {
        remedy: Remedy::Retry(None),
        details: None,
        code: None,
        short: "not now".to_owned(),
        long: long.to_owned(),
    }
}
