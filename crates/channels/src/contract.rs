//! What every driver is.

use std::path::PathBuf;

use domain::time::Instant;
use domain::vocabulary as words;
use futures::future::BoxFuture;

use crate::arrival::{Arrival, HookAnswer, HookRefused, HookRequest, Item, Unreadable};
use crate::message::{Message, Receipt};
use crate::refusal::Refusal;

/// One way out of the house and in, open and ready.
pub trait Channel: Send + Sync {
    /// What it can do.
    fn capabilities(&self) -> &Capabilities;

    /// Hands one message to the provider. Returns once the provider has taken or refused it.
    fn send<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Result<Receipt, Refusal>>;

    /// Tries the connection and the credentials without sending anything; what it found, in words.
    fn test(&self) -> BoxFuture<'_, Result<String, Refusal>>;

    /// Checks a provider's request to our hook on its raw bytes and splits it into items, which the caller stores
    /// before it answers. `now` is for replay windows.
    fn accept(&self, request: &HookRequest, now: Instant) -> Result<HookAnswer, HookRefused> {
        let _ = (request, now);
        Err(HookRefused::NoHook)
    }

    /// What a stored item means. Pure: the same bytes mean the same.
    fn read(&self, item: &[u8]) -> Result<Arrival, Unreadable>;

    /// Listens for what comes in, and gives every item to the inbox before it acknowledges it. Ends only when the
    /// connection does, with the reason; the caller opens it again. None where the provider calls us instead.
    fn listen<'a>(&'a self, inbox: &'a dyn Inbox) -> Option<BoxFuture<'a, Refusal>> {
        let _ = inbox;
        None
    }
}

/// Where a listening driver puts what came in.
pub trait Inbox: Send + Sync {
    /// Stores an item; done once it is committed. An item of a known id is taken and forgotten.
    fn take(&self, item: Item) -> BoxFuture<'_, Result<(), NotTaken>>;

    /// What the driver left here when it last listened: its place in a mailbox, say.
    fn bookmark(&self) -> BoxFuture<'_, Option<String>>;

    /// Leaves a bookmark; done once it is committed.
    fn mark<'a>(&'a self, bookmark: &'a str) -> BoxFuture<'a, Result<(), NotTaken>>;
}

/// The store could not take it; the driver must not acknowledge.
#[derive(Debug, thiserror::Error)]
#[error("not stored: {0}")]
pub struct NotTaken(pub String);

/// What a driver can do, as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capabilities {
    /// The channels of an interaction it carries.
    pub carries: &'static [words::Channel],
    /// Longest text, in characters; none where there is no limit.
    pub longest_text: Option<usize>,
    /// Whether attachments travel.
    pub attachments: bool,
    /// Whether the provider recognises a repeated send by its key, so that a send in doubt may be repeated.
    pub repeats_safely: bool,
    /// Whether the provider answers STOP, START and HELP itself.
    pub handles_opt_out: bool,
    /// Whether its provider calls our hook.
    pub has_hook: bool,
    /// Whether it listens by itself.
    pub listens: bool,
}

/// What a driver is told about the house it runs in.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// Under which URL the provider reaches this channel's hooks, without a slash at the end:
    /// `https://desk.example/hooks/CH-7K3Q-9XTD`. None where the house has no public address.
    pub hooks: Option<String>,
    /// A folder of this channel's own.
    pub folder: PathBuf,
    /// Signs the tokens in reply and bounce addresses.
    pub token_key: [u8; 32],
    /// The house, in the loop header of a mail: what carries it came from us.
    pub house: String,
}

/// A setting that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {message}")]
pub struct Mistake {
    /// The field, dotted: `settings.smtp.port`, `secrets.authToken`.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}
