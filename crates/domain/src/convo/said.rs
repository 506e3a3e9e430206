//! The messages that a recorded text or chat carries in its content.

use serde_json::{Map, Value};

use super::{Author, Message};
use crate::id::{Id, InteractionId, MessageId};
use crate::interaction::Interaction;
use crate::time::Instant;
use crate::vocabulary::{AuthorType, Direction};

/// Bits of a message's place within its content.
const PLACE_BITS: u32 = 20;
/// Keys from here on are of messages inside contents; those below are rows.
const FIRST_KEY: i64 = 1 << 59;

/// The messages in the content of an interaction: `{"messages":[{at, author, body}]}` or `{"body"}`.
///
/// Their ids stay the same as long as the content does.
pub fn said(interaction: &Interaction) -> Vec<Message> {
    let content = interaction.content.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let Some(Value::Object(content)) = content else { return Vec::new() };
    let mut at = interaction.started_at;
    if let Some(Value::Array(items)) = content.get("messages") {
        let messages = items.iter().enumerate().filter_map(|(place, item)| {
            let message = one(interaction, place, item, at)?;
            at = message.at;
            Some(message)
        });
        return messages.collect();
    }
    one(interaction, 0, &Value::Object(content), at).into_iter().collect()
}

fn one(interaction: &Interaction, place: usize, item: &Value, before: Instant) -> Option<Message> {
    let body = match item {
        Value::String(body) => body,
        Value::Object(fields) => text(fields, &["body", "text"])?,
        _ => return None,
    };
    let at = item.get("at").and_then(Value::as_str).and_then(|text| Instant::read_body(text).ok());
    Some(Message {
        id: id(interaction.id, place)?,
        at: at.unwrap_or(before),
        author: author(item.get("author").or_else(|| item.get("from")), interaction.direction),
        body: body.clone(),
    })
}

fn id(interaction: InteractionId, place: usize) -> Option<MessageId> {
    let place = i64::try_from(place).ok().filter(|place| *place < 1 << PLACE_BITS)?;
    let key = interaction.key().checked_mul(1 << PLACE_BITS).filter(|key| *key < FIRST_KEY)?;
    Some(MessageId::of(FIRST_KEY + key + place))
}

fn author(named: Option<&Value>, direction: Direction) -> Author {
    let unsaid = match direction {
        Direction::Inbound => AuthorType::Borrower,
        Direction::Outbound => AuthorType::Agent,
    };
    match named {
        Some(Value::String(word)) => match kind(word) {
            Some(kind) => Author { kind, id: None, name: None },
            None => Author { kind: unsaid, id: None, name: Some(word.clone()) },
        },
        Some(Value::Object(fields)) => Author {
            kind: text(fields, &["type"]).and_then(|word| kind(word)).unwrap_or(unsaid),
            id: text(fields, &["id"]).cloned(),
            name: text(fields, &["name"]).cloned(),
        },
        _ => Author { kind: unsaid, id: None, name: None },
    }
}

/// The words that other systems use for the three.
fn kind(word: &str) -> Option<AuthorType> {
    match word.to_ascii_lowercase().as_str() {
        "borrower" | "customer" | "client" | "person" | "user" | "consumer" => Some(AuthorType::Borrower),
        "agent" | "employee" | "operator" | "representative" => Some(AuthorType::Agent),
        "system" | "bot" | "assistant" => Some(AuthorType::System),
        _ => None,
    }
}

fn text<'a>(fields: &'a Map<String, Value>, names: &[&str]) -> Option<&'a String> {
    names.iter().find_map(|name| match fields.get(*name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    })
}
