//! What would have been sent, one file a message, beside it the files it carries.

use std::io;
use std::path::{Path, PathBuf};

use domain::vocabulary as words;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::message::{Attachment, Body, Email, Message, Party};

/// A message that would have been sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sent {
    /// The channel of its interaction.
    pub channel: words::Channel,
    /// The interaction.
    pub interaction_id: String,
    /// In whose name.
    pub from: Side,
    /// To whom.
    pub to: Side,
    /// What it says: a text's body, or the fields of an email.
    pub content: serde_json::Value,
    /// The files it carries, in the folder of the channel.
    pub files: Vec<SentFile>,
}

/// A side of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// The number or address.
    pub address: String,
    /// The name beside it.
    pub name: Option<String>,
}

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SentFile {
    /// Its name for the recipient.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its length, in bytes.
    pub bytes: usize,
    /// Its name in the folder.
    pub file: String,
}

/// Writes a message; its id, which is the same for every try of one send. The message is there whole or not at all.
pub(super) async fn write(folder: &Path, message: &Message) -> io::Result<String> {
    let id = id_of(&message.key);
    tokio::fs::create_dir_all(folder).await?;
    let mut files = Vec::new();
    for (place, file) in carried(&message.body).into_iter().enumerate() {
        // The recipient's name for it is anybody's choice; the folder's is ours.
        let name = format!("{id}-{place}.bin");
        put(&folder.join(&name), &file.bytes).await?;
        let bytes = file.bytes.len();
        files.push(SentFile { name: file.name, media_type: file.media_type, bytes, file: name });
    }
    let sent = Sent {
        channel: channel(&message.body),
        interaction_id: message.interaction.clone(),
        from: side(&message.from),
        to: side(&message.to),
        content: content(&message.body),
        files,
    };
    let text = serde_json::to_vec_pretty(&sent).map_err(io::Error::other)?;
    put(&path(folder, &id), &text).await?;
    Ok(id)
}

/// The message of an id, if it was written to this folder.
pub async fn sent(folder: &Path, id: &str) -> Option<Sent> {
    // Ids of ours name no path.
    if !id.strip_prefix(PREFIX)?.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    serde_json::from_slice(&tokio::fs::read(path(folder, id)).await.ok()?).ok()
}

const PREFIX: &str = "SB";

fn id_of(key: &str) -> String {
    let hash = Sha256::digest(key.as_bytes());
    let digits: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{PREFIX}{digits}")
}

fn path(folder: &Path, id: &str) -> PathBuf {
    folder.join(format!("{id}.json"))
}

async fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = path.with_extension("part");
    tokio::fs::write(&unfinished, bytes).await?;
    tokio::fs::rename(&unfinished, path).await
}

fn side(party: &Party) -> Side {
    Side { address: party.address.clone(), name: party.name.clone() }
}

fn channel(body: &Body) -> words::Channel {
    match body {
        Body::Email(_) => words::Channel::Email,
        Body::Text(_) => words::Channel::Text,
        Body::Letter(_) => words::Channel::Mail,
    }
}

fn carried(body: &Body) -> Vec<Attachment> {
    match body {
        Body::Email(email) => email.attachments.clone(),
        Body::Text(_) => Vec::new(),
        Body::Letter(letter) => vec![Attachment {
            name: "letter.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: letter.pdf.clone(),
        }],
    }
}

fn content(body: &Body) -> serde_json::Value {
    match body {
        Body::Email(email) => of_email(email),
        Body::Text(text) => serde_json::json!({"body": text.body}),
        Body::Letter(_) => serde_json::json!({}),
    }
}

fn of_email(email: &Email) -> serde_json::Value {
    serde_json::json!({
        "subject": email.subject,
        "bodyText": email.text,
        "bodyHtml": email.html,
        "cc": email.cc,
        "bcc": email.bcc,
        "messageId": email.message_id,
        "inReplyTo": email.in_reply_to,
        "references": email.references,
        "unsubscribe": email.unsubscribe,
        "automatic": email.automatic,
    })
}
