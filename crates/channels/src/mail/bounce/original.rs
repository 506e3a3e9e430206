//! The mail a report is about, as far as the report encloses it.

use crate::mail::bounce::notice::{below_marker, text_of};
use crate::mail::message::{Content, Mail, Part, plain_address};

/// The mail a report is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Original {
    /// Its Message-ID, without angle brackets.
    pub message_id: Option<String>,
    /// To whom it was, in lower case.
    pub recipients: Vec<String>,
    /// The addresses on it that may carry a token of ours.
    pub ours: Vec<String>,
}

impl Original {
    /// Finds the enclosed mail, or what is left of it.
    pub(crate) fn of(mail: &Mail<'_>) -> Self {
        let enclosed: Vec<Part<'_>> = mail.parts().filter(is_enclosed).collect();
        if let Some(raw) = enclosed.iter().find_map(as_bytes) {
            return Self::read(raw);
        }
        let text = text_of(mail);
        below_marker(&text).map(|rest| Self::read(rest.trim_start().as_bytes())).unwrap_or_default()
    }

    /// Its recipient, where it has one.
    pub(crate) fn only_recipient(&self) -> Option<String> {
        match self.recipients.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        }
    }

    fn read(raw: &[u8]) -> Self {
        let Some(mail) = Mail::read(raw) else { return Self::default() };
        let mut ours: Vec<String> = mail.envelope_sender().into_iter().collect();
        ours.extend(mail.headers("Reply-To").map(|value| bare(&value)));
        let mut recipients = mail.to();
        recipients
            .extend(mail.headers("X-Failed-Recipients").filter_map(|value| plain_address(&bare(&value))));
        recipients.dedup();
        Self { message_id: mail.message_id(), recipients, ours }
    }
}

fn is_enclosed(part: &Part<'_>) -> bool {
    matches!(
        part.media_type.as_str(),
        "message/rfc822"
            | "text/rfc822-headers"
            | "message/rfc822-headers"
            | "text/rfc822"
            | "message/partial"
    )
}

fn as_bytes<'a>(part: &Part<'a>) -> Option<&'a [u8]> {
    match part.content {
        Content::Mail(raw) | Content::Bytes(raw) => Some(raw),
        Content::Text(text) | Content::Html(text) => Some(text.as_bytes()),
        Content::Parts => None,
    }
}

/// `Desk <support+x@y>` is `support+x@y`.
fn bare(value: &str) -> String {
    let inside = value.rsplit_once('<').map_or(value, |(_, rest)| rest);
    inside.trim_end_matches('>').trim().to_ascii_lowercase()
}
