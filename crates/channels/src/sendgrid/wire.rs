//! A mail as SendGrid wants it (`POST /v3/mail/send`).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::mail::{Addressing, clean, further_headers};
use crate::message::{Email, Message, Party};

/// The custom argument that brings every event back to its interaction.
pub(super) const INTERACTION: &str = "interaction";

/// The body of the request.
pub(super) fn mail(message: &Message, email: &Email, addressing: &Addressing, house: &str) -> Value {
    let mut body = json!({
        "personalizations": [recipients(message, email)],
        "from": party(&message.from),
        "subject": clean(&email.subject),
        "content": content(email),
        "headers": headers(message, email, addressing, house),
    });
    if let Some(reply_to) = addressing.reply_to(&message.from.address, &message.interaction) {
        body["reply_to"] = party(&Party { address: reply_to, name: message.from.name.clone() });
    }
    if !email.attachments.is_empty() {
        body["attachments"] = attachments(email);
    }
    body
}

/// SendGrid refuses a mail that names somebody twice.
fn recipients(message: &Message, email: &Email) -> Value {
    let mut seen = vec![message.to.address.to_lowercase()];
    let mut distinct = |addresses: &[String]| -> Vec<Value> {
        let mut kept = Vec::new();
        for address in addresses {
            let folded = address.to_lowercase();
            if !seen.contains(&folded) {
                seen.push(folded);
                kept.push(json!({"email": address}));
            }
        }
        kept
    };
    // Beside the recipients, not beside the subject: there SendGrid's document wants a text.
    let custom = json!({INTERACTION: message.interaction});
    let mut personalization = json!({"to": [party(&message.to)], "custom_args": custom});
    for (name, addresses) in [("cc", distinct(&email.cc)), ("bcc", distinct(&email.bcc))] {
        if !addresses.is_empty() {
            personalization[name] = Value::Array(addresses);
        }
    }
    personalization
}

fn party(party: &Party) -> Value {
    match party.name.as_deref().map(clean).filter(|name| !name.is_empty()) {
        Some(name) => json!({"email": party.address, "name": name}),
        None => json!({"email": party.address}),
    }
}

/// Plain text first, as the API wants it; an empty text is refused.
fn content(email: &Email) -> Value {
    let part = |media_type: &str, text: &str| json!({"type": media_type, "value": if text.is_empty() { " " } else { text }});
    let plain = email.text.as_deref().map(|text| part("text/plain", text));
    let html = email.html.as_deref().map(|html| part("text/html", html));
    let parts: Vec<Value> = plain.into_iter().chain(html).collect();
    if parts.is_empty() { json!([part("text/plain", "")]) } else { Value::Array(parts) }
}

fn headers(message: &Message, email: &Email, addressing: &Addressing, house: &str) -> Map<String, Value> {
    further_headers(email, &message.from.address, &message.interaction, addressing, house)
        .into_iter()
        .map(|(name, value)| (name.to_owned(), Value::from(value)))
        .collect()
}

fn attachments(email: &Email) -> Value {
    let file = |file: &crate::message::Attachment| {
        json!({
            "content": STANDARD.encode(&file.bytes),
            "type": clean(&file.media_type),
            "filename": clean(&file.name),
            "disposition": "attachment",
        })
    };
    Value::Array(email.attachments.iter().map(file).collect())
}
