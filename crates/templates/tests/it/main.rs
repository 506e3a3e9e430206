//! Templates as those who write them meet them, and as those who attack them do.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod letters;
mod sandbox;
mod words;

use domain::template::TemplateContent;
use serde_json::{Value, json};
use templates::{Context, Fault, render};

/// A text message of this template.
pub fn text(template: &str) -> TemplateContent {
    TemplateContent { body: Some(template.to_owned()), ..TemplateContent::default() }
}

/// An email of this HTML.
pub fn email(subject: &str, html: &str) -> TemplateContent {
    let (subject_line, html) = (Some(subject.to_owned()), Some(html.to_owned()));
    TemplateContent { subject_line, html, ..TemplateContent::default() }
}

/// Ana, who owes something.
pub fn facts() -> Value {
    json!({
        "person": {"id": "BO-1", "name": {"firstName": "Ana", "lastName": "Núñez"}, "displayId": null},
        "loan": {"displayId": "L-7", "status": "active", "amountDue": 1250.5, "dueDate": "2026-03-01", "isPaid": false},
        "loans": [{"displayId": "L-7"}, {"displayId": "L-8"}],
        "contact": {"value": "+12025550143"},
    })
}

/// A template with its facts.
pub fn context(values: Value) -> Context {
    let Value::Object(values) = values else { panic!("an object is wanted") };
    Context::new(values).unwrap()
}

/// What the text says of Ana.
pub fn said(template: &str) -> Result<String, Fault> {
    render(&text(template), &context(facts())).map(|message| message.body.unwrap())
}
