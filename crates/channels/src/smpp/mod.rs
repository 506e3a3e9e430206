//! Texts through a gateway that speaks SMPP 3.4.
//!
//! Settings: `url` (`smpp://host:port`, or `smpps://` for TLS), `systemId`; optional `systemType`, `window` (messages
//! under way at once), `enquireLink` (seconds between proofs of life), `messageIds` (how the gateway spells ids in its
//! answers and in its receipts) and `unknownSubscriber` (codes of its receipts that say the number is gone). Secrets:
//! `password`.
//!
//! One connection serves both ways: [`Channel::listen`] binds and holds it, [`Channel::send`] hands messages to it. A
//! long text goes out as several messages, and the receipt is asked for the last of them. A message that was written
//! and never answered is a doubt: SMPP cannot be asked about it.

mod client;
mod config;
mod errors;
mod journal;
mod receipt;
mod receive;
mod session;
#[cfg(test)]
mod tests;
mod wire;

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use domain::vocabulary::{Channel as Carried, Status, StatusDetail};
use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::Value;
use tokio::sync::{Mutex, Semaphore, watch};
use tokio::time::{Instant, sleep, timeout};

use crate::{
    Arrival, Capabilities, Channel, Inbox, Message, Mistake, Receipt, Refusal, Remedy, Surroundings,
    Unreadable,
};
use client::Handle;
use config::Config;

/// A channel that sends and receives texts through one gateway.
pub struct Smpp {
    config: Config,
    capabilities: Capabilities,
    bound: watch::Sender<Option<Handle>>,
    window: Semaphore,
    listening: Mutex<()>,
    failures: AtomicU32,
}

/// Opens a channel from its settings and secrets; says everything that is wrong with them.
pub fn open(settings: &Value, secrets: &Value, _: &Surroundings) -> Result<Smpp, Vec<Mistake>> {
    let config = Config::read(settings, secrets)?;
    let capabilities = Capabilities {
        carries: &[Carried::Text],
        longest_text: Some(LONGEST_TEXT),
        attachments: false,
        repeats_safely: false,
        handles_opt_out: false,
        has_hook: false,
        listens: true,
    };
    let window = Semaphore::new(config.window);
    let (bound, _) = watch::channel(None);
    let failures = AtomicU32::new(0);
    Ok(Smpp { config, capabilities, bound, window, listening: Mutex::new(()), failures })
}

/// SMPP itself would carry more; handsets put about ten parts together.
const LONGEST_TEXT: usize = 1600;
/// How long a message waits for the connection before it is somebody else's turn.
const UNTIL_BOUND: Duration = Duration::from_secs(5);
/// A connection that lived this long was a good one: the next is tried at once.
const GOOD: Duration = Duration::from_secs(60);
/// The longest pause between two tries to bind.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

impl Channel for Smpp {
    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    fn send<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Result<Receipt, Refusal>> {
        self.submit(message).boxed()
    }

    fn test(&self) -> BoxFuture<'_, Result<String, Refusal>> {
        async move {
            // Many gateways allow one bind only: a second one would fail or throw out the first.
            if self.bound.borrow().is_some() {
                return Ok("bound to the gateway".to_owned());
            }
            client::bind(&self.config).await?.unbind().await;
            Ok("the gateway accepts the bind".to_owned())
        }
        .boxed()
    }

    fn read(&self, item: &[u8]) -> Result<Arrival, Unreadable> {
        receive::read(item, &self.config)
    }

    fn listen<'a>(&'a self, inbox: &'a dyn Inbox) -> Option<BoxFuture<'a, Refusal>> {
        Some(self.hold(inbox).boxed())
    }
}

impl Smpp {
    async fn submit(&self, message: &Message) -> Result<Receipt, Refusal> {
        let parts = wire::parts(message)?;
        let turn = self.window.acquire().await;
        let handle = self.handle().await?;
        let mut last = None;
        for part in parts {
            last = Some(handle.submit(part).await?);
        }
        drop(turn);
        let id = last.filter(|id| !id.is_empty()).map(|id| self.config.ids.of_answer(&id));
        Ok(Receipt {
            provider_id: id,
            status: Status::Attempted,
            details: None,
            said: "taken by the gateway".to_owned(),
        })
    }

    async fn handle(&self) -> Result<Handle, Refusal> {
        let mut bound = self.bound.subscribe();
        let handle = timeout(UNTIL_BOUND, bound.wait_for(Option::is_some)).await;
        let handle = handle.ok().and_then(Result::ok).and_then(|handle| handle.clone());
        handle.ok_or_else(|| Refusal {
            remedy: Remedy::Retry(None),
            details: Some(StatusDetail::TextUnknownError),
            code: None,
            short: "not connected".to_owned(),
            long: "there is no connection to the gateway".to_owned(),
        })
    }

    /// Binds, publishes the connection and serves it until it ends. After a failure the next try waits, longer each
    /// time: whoever calls may simply call again.
    async fn hold(&self, inbox: &dyn Inbox) -> Refusal {
        let Ok(_alone) = self.listening.try_lock() else { return twice() };
        sleep(pause(self.failures.load(Ordering::Relaxed))).await;
        let started = Instant::now();
        let ended = match client::bind(&self.config).await {
            Ok(link) => {
                let (handle, requests) = client::handle();
                let _published = Published::new(&self.bound, handle);
                session::run(link, &self.config, inbox, requests).await
            }
            Err(refusal) => refusal,
        };
        if started.elapsed() < GOOD {
            self.failures.fetch_add(1, Ordering::Relaxed);
        } else {
            self.failures.store(0, Ordering::Relaxed);
        }
        ended
    }
}

/// The connection others may use, for as long as it is served.
struct Published<'a>(&'a watch::Sender<Option<Handle>>);

impl<'a> Published<'a> {
    fn new(bound: &'a watch::Sender<Option<Handle>>, handle: Handle) -> Self {
        bound.send_replace(Some(handle));
        Self(bound)
    }
}

impl Drop for Published<'_> {
    fn drop(&mut self) {
        self.0.send_replace(None);
    }
}

/// None, then one second, then twice as long each time.
fn pause(failures: u32) -> Duration {
    let Some(doublings) = failures.checked_sub(1) else { return Duration::ZERO };
    Duration::from_secs(1 << doublings.min(6)).min(LONGEST_PAUSE)
}

fn twice() -> Refusal {
    Refusal {
        remedy: Remedy::Retry(Some(LONGEST_PAUSE)),
        details: None,
        code: None,
        short: "already listening".to_owned(),
        long: "this channel listens already; one connection serves it".to_owned(),
    }
}
