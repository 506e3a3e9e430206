//! A message becomes a mail and its envelope.

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message as Built};

use crate::mail::address::Addressing;
use crate::mail::headers::{clean, further_headers};
use crate::message::{Email, Message, Party};

/// A mail ready to be signed and sent.
#[derive(Debug)]
pub struct Composed {
    /// The mail.
    pub mail: Built,
    /// The envelope sender.
    pub sender: Address,
    /// Whom it is to: what becomes of the message is what becomes of this one.
    pub recipient: Address,
    /// The further recipients, seen and unseen.
    pub others: Vec<Address>,
}

/// Writes the mail; the reason, in words, where it cannot be sent to these addresses.
pub fn compose(
    message: &Message,
    email: &Email,
    addressing: &Addressing,
    house: &str,
) -> Result<Composed, String> {
    let from = mailbox(&message.from)?;
    let to = mailbox(&message.to)?;
    let cc = addresses(&email.cc)?;
    let bcc = addresses(&email.bcc)?;
    let sender = addressing.envelope_sender(&message.from.address, &message.interaction);
    let mut builder = Built::builder()
        .from(from)
        .to(to.clone())
        .subject(clean(&email.subject))
        .date_now()
        .envelope(envelope(&sender, &to, &cc, &bcc)?);
    for address in &cc {
        builder = builder.cc(Mailbox::new(None, address.clone()));
    }
    if let Some(reply_to) = addressing.reply_to(&message.from.address, &message.interaction) {
        builder =
            builder.reply_to(Mailbox::new(message.from.name.as_deref().map(clean), address(&reply_to)?));
    }
    let mut mail = match content(email) {
        Content::Single(part) => builder.singlepart(part),
        Content::Multi(parts) => builder.multipart(parts),
    }
    .map_err(|fault| fault.to_string())?;
    for (name, value) in
        further_headers(email, &message.from.address, &message.interaction, addressing, house)
    {
        // Folded here, at every space: an encoder would break inside an id that is longer than a line.
        let folded = value.replace(' ', "\r\n ");
        let header =
            HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value, folded);
        mail.headers_mut().insert_raw(header);
    }
    let others = cc.into_iter().chain(bcc).filter(|other| *other != to.email).collect();
    Ok(Composed { mail, sender: address(&sender)?, recipient: to.email, others })
}

fn envelope(
    sender: &str,
    to: &Mailbox,
    cc: &[Address],
    bcc: &[Address],
) -> Result<lettre::address::Envelope, String> {
    let everybody = [std::slice::from_ref(&to.email), cc, bcc].concat();
    lettre::address::Envelope::new(Some(address(sender)?), everybody).map_err(|fault| fault.to_string())
}

fn mailbox(party: &Party) -> Result<Mailbox, String> {
    let name = party.name.as_deref().map(clean).filter(|name| !name.is_empty());
    Ok(Mailbox::new(name, address(&party.address)?))
}

fn addresses(texts: &[String]) -> Result<Vec<Address>, String> {
    texts.iter().map(|text| address(text)).collect()
}

fn address(text: &str) -> Result<Address, String> {
    if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err("an address contains spaces or control characters".to_owned());
    }
    text.parse().map_err(|fault| format!("an address is not one mail can go to: {fault}"))
}

enum Content {
    Single(SinglePart),
    Multi(MultiPart),
}

fn content(email: &Email) -> Content {
    let said = match (&email.text, &email.html) {
        (Some(text), Some(html)) => {
            Content::Multi(MultiPart::alternative_plain_html(text.clone(), html.clone()))
        }
        (None, Some(html)) => Content::Single(SinglePart::html(html.clone())),
        (text, None) => Content::Single(SinglePart::plain(text.clone().unwrap_or_default())),
    };
    if email.attachments.is_empty() {
        return said;
    }
    let mut mixed = match said {
        Content::Single(part) => MultiPart::mixed().singlepart(part),
        Content::Multi(parts) => MultiPart::mixed().multipart(parts),
    };
    for file in &email.attachments {
        mixed = mixed.singlepart(
            Attachment::new(clean(&file.name)).body(file.bytes.to_vec(), media_type(&file.media_type)),
        );
    }
    Content::Multi(mixed)
}

/// What cannot be read as a media type travels as bytes.
fn media_type(text: &str) -> ContentType {
    let good = text.bytes().all(|byte| (b' '..127).contains(&byte));
    let read = good.then(|| ContentType::parse(text).ok()).flatten();
    read.unwrap_or_else(|| ContentType::parse("application/octet-stream").unwrap_or(ContentType::TEXT_PLAIN))
}

#[cfg(test)]
mod tests;
