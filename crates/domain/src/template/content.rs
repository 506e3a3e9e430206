//! What a template or a message says, part by part.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::problem::Problems;
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
    /// Whether these are the parts that a template of this channel has.
    pub fn fit_for(&self, channel: Channel) -> Result<(), Problems> {
        let mut problems = Problems::new();
        for part in self.parts().map(|(part, _)| part).filter(|part| !takes(channel, *part)) {
            problems.push(field(part), format!("does not go with channel {channel}"));
        }
        for part in missing(channel, self) {
            problems.push(field(part), "is required");
        }
        problems.into_result(())
    }

    /// Reads the parts that are there.
    pub fn read(fields: &mut Fields<'_>) -> Self {
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

fn field(part: Part) -> String {
    format!("content.{}", part.as_str())
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
