//! A whole message: its parts checked, filled in, and shown as HTML or plain text.

use domain::template::{Part, TemplateContent};
use serde_json::{Map, Value};

use crate::fault::{At, Fault, Reason};
use crate::{engine, limits, plain};

/// What a template is filled in with.
#[derive(Debug, Clone, Default)]
pub struct Context(Map<String, Value>);

impl Context {
    /// Takes the variables by name, unless they are too large.
    pub fn new(values: Map<String, Value>) -> Result<Self, Reason> {
        // The size alone is wanted, and the text is small.
        let bytes = serde_json::to_string(&values).map_or(usize::MAX, |text| text.len());
        if bytes > limits::CONTEXT_BYTES {
            return Err(Reason::TooManyFacts);
        }
        Ok(Self(values))
    }

    pub(crate) fn values(&self) -> &Map<String, Value> {
        &self.0
    }
}

/// Whether every part is a template that works; the first fault where one does not.
pub fn check(template: &TemplateContent) -> Result<(), Fault> {
    template.parts().try_for_each(|(part, source)| engine::check(source).map_err(|at| at.in_part(part)))
}

/// The message: every part with the variables put in, escaped in HTML and nowhere else.
pub fn render(template: &TemplateContent, context: &Context) -> Result<TemplateContent, Fault> {
    template.try_map(|part, source| {
        let words = engine::render(source, part == Part::Html, context).map_err(|at: At| at.in_part(part))?;
        Ok(if part == Part::SubjectLine { one_line(&words) } else { words })
    })
}

/// The message as plain text: the text it has, or what its HTML says.
pub fn as_text(message: &TemplateContent) -> String {
    match (&message.text, &message.body, &message.html) {
        (Some(words), _, _) | (None, Some(words), _) => words.clone(),
        (None, None, Some(html)) => plain::of(html),
        (None, None, None) => String::new(),
    }
}

/// The message as HTML: the HTML it has, or its text in paragraphs.
pub fn as_html(message: &TemplateContent) -> String {
    match (&message.html, &message.body, &message.text) {
        (Some(html), _, _) => html.clone(),
        (None, Some(words), _) | (None, None, Some(words)) => paragraphs(words),
        (None, None, None) => String::new(),
    }
}

/// A header has one line; whoever could break it could add headers of their own.
fn one_line(words: &str) -> String {
    let spaced = words.replace(char::is_control, " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let shown = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    shown.map(|paragraph| format!("<p>{}</p>\n", escaped(paragraph).replace('\n', "<br>\n"))).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
