//! What pretended people write and what pretended providers tell.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use domain::time::Instant;
use domain::vocabulary::{self as words, PretendedEvent, Status, StatusDetail};
use serde::{Deserialize, Serialize};

use crate::arrival::{
    About, Arrival, Consent, Delivery, File, HookRefused, Item, Received, ReceivedBody, Thread, Unreadable,
    Word,
};
use crate::text::heard;
use crate::twilio::meaning as meaning_of_code;

/// Longest id of an item.
const LONGEST_ID: usize = 200;

/// Something that would have come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Pretended {
    /// Somebody wrote.
    Inbound(Written),
    /// Something became of a message of ours.
    Event(Happened),
}

/// What somebody would have written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Written {
    /// The provider's id of it.
    pub id: String,
    /// Text or email.
    pub channel: words::Channel,
    /// The number or address it comes from.
    pub from: String,
    /// To whom of us.
    #[serde(default)]
    pub to: Option<String>,
    /// The subject line of an email.
    #[serde(default)]
    pub subject: Option<String>,
    /// What it says.
    pub body: String,
    /// The interaction (`IN-…`) or the Message-ID it answers.
    #[serde(default)]
    pub in_reply_to: Option<String>,
    /// Whether a machine wrote it.
    #[serde(default)]
    pub automatic: bool,
    /// The files of an email.
    #[serde(default)]
    pub attachments: Vec<WrittenFile>,
    /// When it was sent.
    #[serde(default)]
    pub at: Option<Instant>,
}

/// A file of an email that somebody would have written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WrittenFile {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes, in base64.
    pub content: String,
}

/// What would have become of a message of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Happened {
    /// The provider's id of the event.
    pub id: String,
    /// The interaction the message belongs to.
    pub interaction_id: String,
    /// Its channel.
    pub channel: words::Channel,
    /// What happened.
    pub event: PretendedEvent,
    /// The provider's code.
    #[serde(default)]
    pub code: Option<String>,
    /// To whom the message went: whoever unsubscribes.
    #[serde(default)]
    pub recipient: Option<String>,
    /// When.
    #[serde(default)]
    pub at: Option<Instant>,
}

/// The item of what would have come in.
pub fn item(pretended: &Pretended) -> Item {
    let id = match pretended {
        Pretended::Inbound(written) => format!("inbound.{}", written.id),
        Pretended::Event(happened) => format!("event.{}", happened.id),
    };
    let raw = serde_json::json!(pretended).to_string();
    Item { id, raw: Bytes::from(raw) }
}

/// The item of a request to a hook, which is checked already.
pub(super) fn from_hook(path: &str, body: &[u8]) -> Result<Item, HookRefused> {
    let malformed = |fault: serde_json::Error| HookRefused::Malformed(fault.to_string());
    let pretended = match path {
        "inbound" => Pretended::Inbound(serde_json::from_slice(body).map_err(malformed)?),
        "event" => Pretended::Event(serde_json::from_slice(body).map_err(malformed)?),
        _ => return Err(HookRefused::NoHook),
    };
    let id = match &pretended {
        Pretended::Inbound(written) => &written.id,
        Pretended::Event(happened) => &happened.id,
    };
    if !(1..=LONGEST_ID).contains(&id.len()) || id.contains('\0') {
        return Err(HookRefused::Malformed(format!("id must have 1 to {LONGEST_ID} bytes")));
    }
    Ok(item(&pretended))
}

/// What an item of ours means.
pub(super) fn read(item: &[u8]) -> Result<Arrival, Unreadable> {
    let pretended = serde_json::from_slice(item).map_err(|fault| Unreadable(fault.to_string()))?;
    match pretended {
        Pretended::Inbound(written) => inbound(written),
        Pretended::Event(happened) => event(happened),
    }
}

fn inbound(written: Written) -> Result<Arrival, Unreadable> {
    let body = match written.channel {
        words::Channel::Text => ReceivedBody::Text { body: written.body.clone(), media: Vec::new() },
        words::Channel::Email => ReceivedBody::Email {
            subject: written.subject.unwrap_or_default(),
            text: written.body.clone(),
            html: None,
            cc: Vec::new(),
            files: written.attachments.into_iter().map(file).collect::<Result<_, _>>()?,
        },
        other => return Err(Unreadable(format!("nobody writes to us by {other} here"))),
    };
    let is_text = written.channel == words::Channel::Text;
    let from = if is_text { number(&written.from) } else { written.from.trim().to_lowercase() };
    Ok(Arrival::Received(Box::new(Received {
        word: heard(&written.body).filter(|_| is_text).map(|heard| heard.word),
        provider_id: written.id,
        from,
        from_name: None,
        to: written.to.into_iter().collect(),
        threads: written.in_reply_to.into_iter().map(thread).collect(),
        automatic: written.automatic,
        word_answered: false,
        body,
        at: written.at,
    })))
}

fn file(written: WrittenFile) -> Result<File, Unreadable> {
    let WrittenFile { name, media_type, content } = written;
    let bytes = STANDARD.decode(content).map_err(|fault| Unreadable(format!("{name}: {fault}")))?;
    Ok(File { name, media_type, bytes: bytes.into() })
}

fn number(text: &str) -> String {
    domain::phone::normalise(text).unwrap_or_else(|_| text.trim().to_owned())
}

fn thread(named: String) -> Thread {
    match named.starts_with("IN-") {
        true => Thread::Interaction(named),
        false => Thread::MessageId(named.trim_matches(['<', '>']).to_owned()),
    }
}

fn event(happened: Happened) -> Result<Arrival, Unreadable> {
    let about = About {
        interaction: Some(happened.interaction_id.clone()),
        recipient: happened.recipient.clone(),
        ..About::default()
    };
    if let Some(word) = wish(happened.event) {
        let from = happened.recipient.ok_or_else(|| Unreadable("whose wish it is is missing".to_owned()))?;
        return Ok(Arrival::Consent(Consent { from, word, about, at: happened.at }));
    }
    let meant = meaning(happened.event, happened.channel, happened.code.as_deref());
    let Some((rank, status, details)) = meant else {
        return Err(Unreadable(format!("{} does not happen to {}", happened.event, happened.channel)));
    };
    Ok(Arrival::Delivery(Delivery {
        about,
        rank,
        status: Some(status),
        details,
        said: Some(format!("the sandbox was told: {}", happened.event)),
        recipient_is_valid: validity(happened.event, details),
        code: happened.code.map(|code| code.chars().take(10).collect()),
        at: happened.at,
    }))
}

fn wish(event: PretendedEvent) -> Option<Word> {
    match event {
        PretendedEvent::Unsubscribed => Some(Word::Stop),
        PretendedEvent::Resubscribed => Some(Word::Start),
        _ => None,
    }
}

/// Whether a message of a channel can meet with an event.
pub fn fits(event: PretendedEvent, channel: words::Channel) -> bool {
    match wish(event) {
        Some(_) => matches!(channel, words::Channel::Email | words::Channel::Text),
        None => meaning(event, channel, None).is_some(),
    }
}

/// Ranks and details of section 1.2 of the channel reference.
fn meaning(
    event: PretendedEvent,
    channel: words::Channel,
    code: Option<&str>,
) -> Option<(u8, Status, Option<StatusDetail>)> {
    use PretendedEvent as E;
    use StatusDetail as D;
    use words::Channel::{Email, Mail, Text};
    let (rank, status, details) = match (channel, event) {
        (Email, E::Delivered) => (30, Status::Succeeded, Some(D::EmailDelivered)),
        (Email, E::Opened) => (40, Status::Succeeded, Some(D::EmailOpened)),
        (Email, E::Clicked) => (50, Status::Succeeded, Some(D::EmailClick)),
        (Email, E::Blocked) => (60, Status::Failed, Some(D::EmailBlocked)),
        (Email, E::Bounced) => (60, Status::Failed, Some(D::EmailBounced)),
        (Email, E::Dropped) => (60, Status::Failed, Some(D::EmailDropped)),
        (Email, E::Spam) => (70, Status::Failed, Some(D::EmailReportedAsSpam)),
        (Text, E::Delivered) => (30, Status::Succeeded, None),
        (Text, E::Undelivered | E::Failed) => (60, Status::Failed, Some(text_failure(code))),
        (Mail, E::Delivered) => (50, Status::Succeeded, Some(D::LetterDelivered)),
        (Mail, E::Failed) => (60, Status::Failed, Some(D::LetterFailedToCreate)),
        (Mail, E::Returned) => (70, Status::Failed, Some(D::LetterReturnedToSender)),
        _ => return None,
    };
    Some((rank, status, details))
}

/// Codes are Twilio's, so that what they lead to can be tried out.
fn text_failure(code: Option<&str>) -> StatusDetail {
    let known = meaning_of_code(code.and_then(|code| code.parse().ok()));
    known.details.unwrap_or(StatusDetail::TextUnknownError)
}

fn validity(event: PretendedEvent, details: Option<StatusDetail>) -> Option<bool> {
    match (event, details) {
        (PretendedEvent::Delivered, _) => Some(true),
        (PretendedEvent::Bounced, _) | (_, Some(StatusDetail::TextNumberDisconnected)) => Some(false),
        _ => None,
    }
}
