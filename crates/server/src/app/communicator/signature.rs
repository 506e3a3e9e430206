//! The lines below an email that somebody wrote.

use domain::communication::Written;
use domain::template::TemplateContent;
use serde_json::{Map, json};

use crate::app::AppError;
use crate::app::templates::{Hydrated, fill};

/// Between the words and the signature, so that programs tell them apart (RFC 3676, section 4.3).
const SEPARATOR: &str = "-- ";

/// Puts the sender's signature below what an agent wrote, in each form that there is.
pub(super) fn sign(
    words: Written,
    signature: &str,
    agent: Option<&str>,
    hydrated: &Hydrated,
) -> Result<Written, AppError> {
    let template = TemplateContent { text: Some(signature.to_owned()), ..TemplateContent::default() };
    let variables = Map::from_iter([("agent".to_owned(), json!({"name": agent}))]);
    let lines = fill(&template, hydrated, variables)
        .map_err(|error| AppError::Refused(format!("the signature of the sender: {error}")))?;
    let html = templates::as_html(&lines);
    let text = templates::as_text(&lines);
    Ok(Written {
        text: words.text.map(|above| format!("{}\n\n{SEPARATOR}\n{text}", above.trim_end())),
        html: words.html.map(|above| format!("{above}\n<p>{SEPARATOR}</p>\n{html}")),
        ..words
    })
}
