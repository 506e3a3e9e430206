//! What is kept beside an interaction: how it was qualified, what was answered, billed and asked for.

mod invoice;
mod money;
mod payment_request;
mod qualification;
mod survey_answer;

use serde::Serialize;

use crate::fields::Fields;
use crate::id::{AnyId, Id, InteractionId};
use crate::problem::Problems;
use crate::time::Instant;

pub use invoice::{Invoice, InvoiceDraft};
pub use payment_request::{PaymentRequest, PaymentRequestChange, PaymentRequestDraft};
pub use qualification::{Qualification, QualificationDraft};
pub use survey_answer::{SurveyAnswer, SurveyAnswerDraft};

/// Longest name, label or question, in characters.
const NAME_LENGTH: usize = 300;
/// Longest comment or answer, in characters.
const TEXT_LENGTH: usize = 5_000;
/// Longest address of a page, in characters.
const URL_LENGTH: usize = 2_000;
/// Lines of one import at most.
pub const LINES: usize = 1_000;

/// A record that other systems keep beside an interaction, one by one or by import.
pub trait Beside: Clone + PartialEq + Serialize + Send + Sync + 'static {
    /// Its id.
    type Id: Id + Send + Sync + 'static;
    /// What a body says of one.
    type Draft: Clone + Send + Sync + 'static;
    /// What it is called in refusals and events.
    const NAME: &'static str;

    /// Reads what a body says; what is missing is told with what is wrong.
    fn read(fields: &mut Fields<'_>) -> Self::Draft;

    /// One beside an interaction. Its id is a placeholder until the store gives it one.
    fn create(draft: Self::Draft, interaction: InteractionId, now: Instant) -> Self;

    /// Under its id.
    fn with_id(self, id: Self::Id) -> Self;

    /// Its id.
    fn id(&self) -> Self::Id;

    /// The interaction it is kept beside.
    fn interaction(&self) -> InteractionId;

    /// The owner's own id of it.
    fn external_id(&self) -> Option<&str>;
}

/// Reads the body of one record.
pub fn read<T: Beside>(body: &str) -> Result<T::Draft, Problems> {
    let mut fields = Fields::read(body)?;
    let draft = T::read(&mut fields);
    fields.finish(draft)
}

/// A line of an import: whose record it is, and what it says; or what is wrong with it.
#[derive(Debug, Clone)]
pub struct Line<D> {
    /// Its number, from 1.
    pub number: usize,
    /// What it says.
    pub said: Result<(AnyId<InteractionId>, D), Problems>,
}

/// Reads the lines of an import; the body as a whole is refused where it is no list of objects.
pub fn read_lines<T: Beside>(body: &str) -> Result<Vec<Line<T::Draft>>, Problems> {
    let mut fields = Fields::read(body)?;
    let lines = fields.list::<Box<serde_json::value::RawValue>>("lines", LINES, "must be a list of objects");
    fields.require("lines", &lines);
    let lines = fields.finish(lines.value().unwrap_or_default())?;
    let read = |(at, line): (usize, Box<serde_json::value::RawValue>)| Line {
        number: at + 1,
        said: read_line::<T>(line.get()),
    };
    Ok(lines.into_iter().enumerate().map(read).collect())
}

fn read_line<T: Beside>(line: &str) -> Result<(AnyId<InteractionId>, T::Draft), Problems> {
    let mut fields = Fields::read(line)?;
    let interaction = fields.any_id("interactionId");
    fields.require("interactionId", &interaction);
    let draft = T::read(&mut fields);
    fields.finish((interaction.value().unwrap_or(AnyId::Neither), draft))
}

/// A page of another system: it is shown as a link, so nothing but https.
fn web_address(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").unwrap_or_default();
    if rest.is_empty() || text.chars().any(|letter| letter.is_whitespace() || letter.is_control()) {
        return Err("must be an address such as https://example.com/invoices/42".to_owned());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_an_import_are_judged_one_by_one() {
        let body = r#"{"lines": [
            {"interactionId": "ext-1", "label": "Sold"}, {"label": "Sold"}, {"interactionId": "ext-2"}, 7
        ]}"#;
        let lines = read_lines::<Qualification>(body).unwrap();
        assert_eq!(lines[0].said.as_ref().unwrap().0, AnyId::External("1".to_owned()));
        let told: Vec<_> =
            lines[1..].iter().map(|line| line.said.as_ref().unwrap_err().to_string()).collect();
        assert_eq!(told, ["interactionId: is required", "label: is required", "body: must be a JSON object"]);
        assert!(read_lines::<Qualification>(r#"{"rows": []}"#).is_err());
    }

    #[test]
    fn a_link_leads_nowhere_but_to_the_web() {
        assert!(web_address("https://example.com/a?b=c").is_ok());
        for text in
            ["javascript:alert(1)", "http://example.com", "https://", "https://exa mple.com", " https://a.b"]
        {
            assert!(web_address(text).is_err(), "{text}");
        }
    }
}
