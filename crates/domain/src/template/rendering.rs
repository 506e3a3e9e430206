//! What is asked for when a message shall be shown without being sent.

use serde_json::{Map, Value};

use super::descriptor::{is_free, read_language};
use crate::communication::{Written, read_content, read_context};
use crate::fields::Fields;
use crate::id::{AnyId, CaseId, ContactId, LoanId, PersonId, TemplateVersionId};
use crate::problem::Problems;
use crate::vocabulary::{Channel, Subject};

/// Longest name of a product, in characters.
const PRODUCT_LENGTH: usize = 64;
/// What a message is about: the objects its template speaks of.
#[derive(Debug, Clone, Default)]
pub struct Named {
    /// Whom it goes to.
    pub person: Option<AnyId<PersonId>>,
    /// By which way.
    pub contact: Option<AnyId<ContactId>>,
    /// The loan.
    pub loan: Option<AnyId<LoanId>>,
    /// The loans, where there are several.
    pub loans: Vec<AnyId<LoanId>>,
    /// The case.
    pub case: Option<AnyId<CaseId>>,
}

/// A message to be shown: what is sent with the same body reads the same.
#[derive(Debug, Clone)]
pub struct RenderDraft {
    /// What it is about.
    pub subject: Subject,
    /// How it would travel.
    pub channel: Channel,
    /// The language wanted.
    pub language: Option<String>,
    /// The product it is about.
    pub product: Option<String>,
    /// The objects it speaks of.
    pub named: Named,
    /// A version other than the active one.
    pub version: Option<AnyId<TemplateVersionId>>,
    /// Its words, where the subject follows no template.
    pub content: Option<Written>,
    /// Further variables.
    pub context: Map<String, Value>,
}

impl RenderDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let (subject, channel) = (fields.word("subject"), fields.word("channel"));
        fields.require("subject", &subject);
        fields.require("channel", &channel);
        let named = read_named(&mut fields);
        let draft = Self {
            subject: subject.value().unwrap_or(Subject::FreeForm),
            channel: channel.value().unwrap_or(Channel::Email),
            language: read_language(&mut fields).value(),
            product: fields.text("productId", 1, PRODUCT_LENGTH).value(),
            named,
            version: fields.any_id("templateVersionId").value(),
            content: read_content(&mut fields),
            context: read_context(&mut fields, body),
        };
        fields.into_problems().into_result(())?;
        draft.check_words()?;
        Ok(draft)
    }

    /// Words come with the message or from a template, never both.
    fn check_words(&self) -> Result<(), Problems> {
        match (is_free(self.subject), &self.content) {
            (true, Some(_)) if self.version.is_some() => {
                Err(Problems::one("templateVersionId", "does not go with content"))
            }
            (true, Some(_)) | (false, None) => Ok(()),
            (true, None) => Err(Problems::one("content", "is required: this subject follows no template")),
            (false, Some(_)) => {
                Err(Problems::one("content", "belongs to the subjects freeForm and freeFormBranded"))
            }
        }
    }
}

fn read_named(fields: &mut Fields<'_>) -> Named {
    Named {
        person: fields.any_id("personId").value(),
        contact: fields.any_id("contactId").value(),
        loan: fields.any_id("loanId").value(),
        loans: fields.any_ids("loanIds").value().unwrap_or_default(),
        case: fields.any_id("caseId").value(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_come_flat_or_in_the_context_which_wins() {
        let body =
            r#"{"subject":"custom1","channel":"text","a":1,"b":2,"context":{"b":3,"loan":{"due":"x"}}}"#;
        let draft = RenderDraft::read(body).unwrap();
        assert_eq!(Value::Object(draft.context).to_string(), r#"{"a":1,"b":3,"loan":{"due":"x"}}"#);
    }

    #[test]
    fn words_come_from_one_place_alone() {
        let refused = |body: &str| RenderDraft::read(body).unwrap_err().fields()[0].field.clone();
        assert_eq!(refused(r#"{"subject":"freeForm","channel":"text"}"#), "content");
        assert_eq!(refused(r#"{"subject":"custom1","channel":"text","content":{"body":"x"}}"#), "content");
        assert_eq!(refused(r#"{"subject":"freeForm","channel":"text","content":{}}"#), "content.body");
        assert_eq!(refused(r#"{"channel":"text"}"#), "subject");
        assert!(
            RenderDraft::read(r#"{"subject":"freeForm","channel":"text","content":{"body":"{{ x }}"}}"#)
                .is_ok()
        );
    }
}
