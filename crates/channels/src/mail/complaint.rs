//! Complaints: somebody pressed "this is spam" (ARF, RFC 5965).

use crate::mail::bounce::Original;
use crate::mail::message::{Content, Mail, plain_address};

/// A complaint about a mail of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Who complained, in lower case; many providers leave it out.
    pub recipient: Option<String>,
    /// What it is: `abuse`, `fraud`, `virus`, …
    pub kind: String,
    /// The mail it is about.
    pub original: Original,
}

impl Complaint {
    /// Reads a complaint; none where the mail is something else.
    pub fn read(mail: &Mail<'_>) -> Option<Self> {
        let report = mail.parts().find(|part| part.media_type == "message/feedback-report")?;
        let fields = match report.content {
            Content::Text(text) => text.to_owned(),
            Content::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Content::Mail(raw) => String::from_utf8_lossy(raw).into_owned(),
            Content::Html(_) | Content::Parts => return None,
        };
        let kind = field(&fields, "Feedback-Type").unwrap_or_else(|| "abuse".to_owned()).to_ascii_lowercase();
        // RFC 5965 section 7.3: `not-spam` takes a complaint back.
        if kind == "not-spam" {
            return None;
        }
        let original = Original::of(mail);
        let named = field(&fields, "Original-Rcpt-To").or_else(|| field(&fields, "Removal-Recipient"));
        let named = named.and_then(|address| plain_address(address.trim_matches(['<', '>', ' '])));
        let recipient = named.or_else(|| original.only_recipient());
        Some(Self { recipient, kind, original })
    }
}

fn field(text: &str, name: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let (known, value) = line.split_once(':')?;
        let value = value.trim();
        (known.trim().eq_ignore_ascii_case(name) && !value.is_empty()).then(|| value.to_owned())
    })
}
