//! The machine-readable part of a standard report (RFC 3464).

use crate::mail::message::{Content, Mail};

/// One field; its name in lower case, its value unfolded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) value: String,
}

/// What the machine-readable part says.
#[derive(Debug, Default)]
pub(super) struct Standard {
    /// `Original-Envelope-Id`.
    pub(super) envelope_id: Option<String>,
    /// The fields of each recipient.
    pub(super) recipients: Vec<Vec<Field>>,
}

/// Reads every machine-readable part; empty where there is none. Some servers write the same fields as plain text.
pub(super) fn read(mail: &Mail<'_>) -> Standard {
    let mut found = Standard::default();
    for part in mail.parts() {
        let declared =
            matches!(part.media_type.as_str(), "message/delivery-status" | "message/global-delivery-status");
        let text = match part.content {
            Content::Bytes(bytes) if declared => String::from_utf8_lossy(bytes).into_owned(),
            Content::Mail(raw) if declared => String::from_utf8_lossy(raw).into_owned(),
            Content::Text(text) if declared || speaks_the_fields(text) => text.to_owned(),
            _ => continue,
        };
        take(&text, &mut found);
    }
    found
}

/// The value behind `rfc822;` or `smtp;`.
pub(super) fn after_type(value: &str) -> &str {
    match value.split_once(';') {
        Some((kind, rest))
            if kind.trim().bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)) =>
        {
            rest.trim()
        }
        _ => value.trim(),
    }
}

fn speaks_the_fields(text: &str) -> bool {
    let says = |name: &str| text.lines().any(|line| starts_with(line, name));
    says("Final-Recipient:") && (says("Action:") || says("Status:"))
}

fn starts_with(line: &str, name: &str) -> bool {
    line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

/// Groups are set apart by empty lines; a field of a group says that it is a recipient's.
fn take(text: &str, found: &mut Standard) {
    let mut group: Vec<Field> = Vec::new();
    for line in text.lines().chain([""]) {
        if line.trim().is_empty() {
            close(std::mem::take(&mut group), found);
        } else if line.starts_with([' ', '\t']) {
            if let Some(last) = group.last_mut() {
                last.value.push(' ');
                last.value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            let name = name.trim().to_ascii_lowercase();
            // A second recipient without an empty line before it.
            if name == "final-recipient" && group.iter().any(|field| field.name == name) {
                close(std::mem::take(&mut group), found);
            }
            group.push(Field { name, value: value.trim().to_owned() });
        }
    }
}

fn close(group: Vec<Field>, found: &mut Standard) {
    let value = |name: &str| group.iter().find(|field| field.name == name).map(|field| field.value.clone());
    found.envelope_id = found.envelope_id.take().or_else(|| value("original-envelope-id"));
    let names_somebody = value("final-recipient").or_else(|| value("original-recipient")).is_some();
    if names_somebody {
        found.recipients.push(group);
    }
}
