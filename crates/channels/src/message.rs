//! What goes out.

use bytes::Bytes;
use domain::vocabulary::{Status, StatusDetail};

/// One message to one recipient, ready to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The interaction it belongs to, in its public spelling: correlates what the provider tells later.
    pub interaction: String,
    /// The same for every try of one send, and for no other: the provider's idempotency handle.
    pub key: String,
    /// Who sends: a number in E.164, or an email address.
    pub from: Party,
    /// Who receives: a number in E.164, an email address, or the lines of a postal address.
    pub to: Party,
    /// What is said.
    pub body: Body,
}

/// A side of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The number or address.
    pub address: String,
    /// The name beside it.
    pub name: Option<String>,
}

/// What is said, by channel.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "there is one at a time; a box would be in everybody's way")]
pub enum Body {
    /// An email.
    Email(Email),
    /// A text.
    Text(Text),
    /// A letter.
    Letter(Letter),
}

/// An email. At least one of `text` and `html` is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Email {
    /// The subject line.
    pub subject: String,
    /// As plain text.
    pub text: Option<String>,
    /// As HTML.
    pub html: Option<String>,
    /// Further recipients whom everybody sees.
    pub cc: Vec<String>,
    /// Further recipients whom nobody sees.
    pub bcc: Vec<String>,
    /// The Message-ID, without angle brackets. Ours: made before the first try, kept for every other.
    pub message_id: String,
    /// The Message-ID it answers, without angle brackets.
    pub in_reply_to: Option<String>,
    /// The thread it belongs to, oldest first, without angle brackets.
    pub references: Vec<String>,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// Where one click unsubscribes (RFC 8058); none on transactional mail.
    pub unsubscribe: Option<String>,
    /// Whether no person wrote it (RFC 3834).
    pub automatic: bool,
}

/// A file of an email.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, without a path.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its content.
    pub bytes: Bytes,
}

/// A text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// What it says.
    pub body: String,
}

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The pages.
    pub pdf: Bytes,
}

/// The provider took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The provider's own id of the message.
    pub provider_id: Option<String>,
    /// What the interaction becomes.
    pub status: Status,
    /// More about it.
    pub details: Option<StatusDetail>,
    /// What the provider answered, in its words; short.
    pub said: String,
}
