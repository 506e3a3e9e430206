//! What comes back: replies, deliveries, bounces, opt-outs.

use bytes::Bytes;
use domain::time::Instant;
use domain::vocabulary::{Status, StatusDetail};

/// A provider's request to our hook, as it came.
#[derive(Debug, Clone)]
pub struct HookRequest {
    /// What follows the channel's id in the path, without a slash in front: `status`, `inbound`.
    pub path: String,
    /// The whole URL as the provider was told it, with the query: what it signs.
    pub url: String,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, byte for byte.
    pub body: Bytes,
}

impl HookRequest {
    /// The first header of this name, in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// What to store, and what to answer once it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HookAnswer {
    /// What the request told; may be nothing.
    pub items: Vec<Item>,
    /// The media type of the answer.
    pub media_type: &'static str,
    /// The answer.
    pub body: String,
}

/// Why a request to a hook is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HookRefused {
    /// This driver has no hook, or none under this path.
    #[error("there is no such hook")]
    NoHook,
    /// The signature is missing or wrong, or too old.
    #[error("the signature does not fit: {0}")]
    Unsigned(String),
    /// The body is not what the provider sends.
    #[error("not understood: {0}")]
    Malformed(String),
}

/// One thing a provider told, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Unique for the channel: a second one of the same id is the same event told again.
    pub id: String,
    /// The bytes `Channel::read` understands.
    pub raw: Bytes,
}

/// An item nobody can read. It is kept, shown, and can be read again by a later version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(pub String);

/// What an item means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrival {
    /// Something became of a message of ours.
    Delivery(Delivery),
    /// Somebody wrote to us.
    Received(Box<Received>),
    /// Somebody wants to hear from us no more, or again, by a way other than a message.
    Consent(Consent),
    /// Several of these in one item: a report about two recipients.
    Several(Vec<Arrival>),
    /// Nothing of these; what it is, in words.
    Nothing(String),
}

/// Something became of a message of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Which message.
    pub about: About,
    /// How far it is (section 1.2 of the channel reference): a lower rank never replaces a higher one, of equal ranks
    /// the later instant wins.
    pub rank: u8,
    /// What the interaction becomes; none leaves it.
    pub status: Option<Status>,
    /// More about it.
    pub details: Option<StatusDetail>,
    /// The provider's code, at most 10 characters.
    pub code: Option<String>,
    /// What happened, in the provider's words.
    pub said: Option<String>,
    /// Whether the recipient's address is known to be good or bad from now on; none says nothing about it.
    pub recipient_is_valid: Option<bool>,
    /// When the provider says it happened.
    pub at: Option<Instant>,
}

/// Which message of ours something is about. What is known is tried in this order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The interaction, from a token or field of ours that came back unbroken.
    pub interaction: Option<String>,
    /// The provider's id of the message.
    pub provider_id: Option<String>,
    /// The Message-ID of the mail, without angle brackets.
    pub message_id: Option<String>,
    /// The recipient it is about.
    pub recipient: Option<String>,
}

/// Somebody wrote to us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The provider's id of it, or its Message-ID without angle brackets.
    pub provider_id: String,
    /// Who wrote: a number in E.164 or an email address in lower case.
    pub from: String,
    /// The name beside it.
    pub from_name: Option<String>,
    /// To whom of us.
    pub to: Vec<String>,
    /// What belongs to which thread, best first.
    pub threads: Vec<Thread>,
    /// Whether a machine answered: no answer of the person's, and never answered automatically.
    pub automatic: bool,
    /// Whether it asks to stop, to start again, or for help.
    pub word: Option<Word>,
    /// Whether the provider has answered that word already.
    pub word_answered: bool,
    /// What it says.
    pub body: ReceivedBody,
    /// When it was sent, as far as it says.
    pub at: Option<Instant>,
}

/// A thread a received message may belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thread {
    /// Of this interaction: a token of ours came back unbroken.
    Interaction(String),
    /// Of the mail with this Message-ID.
    MessageId(String),
    /// Of this interaction, said in the subject line: believed only of somebody who takes part.
    Subject(String),
}

/// A word with a meaning in a text, or its like elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// No more.
    Stop,
    /// Again.
    Start,
    /// What is this?
    Help,
}

/// What a received message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReceivedBody {
    /// An email.
    Email {
        /// The subject line.
        subject: String,
        /// What was written, as plain text.
        text: String,
        /// As HTML, as it came: hostile until sanitised.
        html: Option<String>,
        /// Further recipients.
        cc: Vec<String>,
        /// Files.
        files: Vec<File>,
    },
    /// A text.
    Text {
        /// What it says.
        body: String,
        /// Where the provider keeps pictures that came with it.
        media: Vec<String>,
    },
}

/// A file that came with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, without a path or control characters.
    pub name: String,
    /// Its media type, as the sender calls it.
    pub media_type: String,
    /// Its content.
    pub bytes: Bytes,
}

/// Somebody wants to hear from us no more, or again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Who: a number in E.164 or an email address.
    pub from: String,
    /// What: stop or start.
    pub word: Word,
    /// The message it answers, where known.
    pub about: About,
    /// When.
    pub at: Option<Instant>,
}
