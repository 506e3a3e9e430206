//! What a template or a message says, part by part.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::vocabulary::Channel;

/// Longest part, in characters.
pub const PART_LENGTH: usize = 65_536;
/// Longest subject line, in characters: what RFC 5322 (2.1.1) lets stand on a line.
const SUBJECT_LINE_LENGTH: usize = 998;

/// One part of a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The subject line of an email.
    SubjectLine,
    /// An email or a letter as HTML.
    Html,
    /// The same as plain text.
    Text,
    /// What any other channel says.
    Body,
}

impl Part {
    /// Its field in a body.
    pub fn as_str(self) -> &'static str {
        match self {
            Part::SubjectLine => "subjectLine",
            Part::Html => "html",
            Part::Text => "text",
            Part::Body => "body",
        }
    }
}

/// The parts, by channel: email `subjectLine`, `html` and `text`; mail `html` or `text`; all others `body`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TemplateContent {
    /// The subject line of an email.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 998)]
    pub subject_line: Option<String>,
    /// An email or a letter as HTML.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 65536)]
    pub html: Option<String>,
    /// The same as plain text; without it an email's text is made from its HTML.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 65536)]
    pub text: Option<String>,
    /// What a text message, a document, a voice or a screen says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 65536)]
    pub body: Option<String>,
}

impl TemplateContent {
    /// Reads the parts a template of this channel has.
    pub fn read_template(fields: &mut Fields<'_>, channel: Channel) -> Self {
        let content = Self::read(fields);
        for part in content.parts().map(|(part, _)| part).filter(|part| !takes(channel, *part)) {
            fields.refuse(part.as_str(), format!("does not go with channel {channel}"));
        }
        for part in missing(channel, &content) {
            fields.refuse(part.as_str(), "is required");
        }
        content
    }

    /// Reads the words of a message that follows no template: a subject line, and a body as text or HTML.
    pub fn read_free(fields: &mut Fields<'_>) -> Self {
        let content = Self::read(fields);
        if content.text.is_some() {
            fields.refuse("text", "is no part of a message without a template; send body");
        }
        match (&content.body, &content.html) {
            (None, None) => fields.refuse("body", "is required"),
            (Some(_), Some(_)) => fields.refuse("html", "does not go with body; send one of them"),
            _ => {}
        }
        content
    }

    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            subject_line: fields.text("subjectLine", 1, SUBJECT_LINE_LENGTH).value(),
            html: fields.text("html", 1, PART_LENGTH).value(),
            text: fields.text("text", 1, PART_LENGTH).value(),
            body: fields.text("body", 1, PART_LENGTH).value(),
        }
    }

    /// The parts there are, in reading order.
    pub fn parts(&self) -> impl Iterator<Item = (Part, &str)> {
        let all = [
            (Part::SubjectLine, &self.subject_line),
            (Part::Html, &self.html),
            (Part::Text, &self.text),
            (Part::Body, &self.body),
        ];
        all.into_iter().filter_map(|(part, words)| Some((part, words.as_deref()?)))
    }

    /// The same parts with other words.
    pub fn try_map<E>(&self, mut change: impl FnMut(Part, &str) -> Result<String, E>) -> Result<Self, E> {
        let mut new = Self::default();
        for (part, words) in self.parts() {
            let words = Some(change(part, words)?);
            match part {
                Part::SubjectLine => new.subject_line = words,
                Part::Html => new.html = words,
                Part::Text => new.text = words,
                Part::Body => new.body = words,
            }
        }
        Ok(new)
    }
}

fn takes(channel: Channel, part: Part) -> bool {
    match channel {
        Channel::Email => part != Part::Body,
        Channel::Mail => matches!(part, Part::Html | Part::Text),
        _ => part == Part::Body,
    }
}

fn missing(channel: Channel, content: &TemplateContent) -> Vec<Part> {
    let mut missing = Vec::new();
    match channel {
        Channel::Email => {
            missing.extend(content.subject_line.is_none().then_some(Part::SubjectLine));
            missing.extend(content.html.is_none().then_some(Part::Html));
        }
        Channel::Mail => {
            let none = content.html.is_none() && content.text.is_none();
            missing.extend(none.then_some(Part::Html));
        }
        _ => missing.extend(content.body.is_none().then_some(Part::Body)),
    }
    missing
}
