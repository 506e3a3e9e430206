//! What a body says about a message to be sent (B3 and D8 of the API reference).

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::fields::Fields;
use crate::id::{AnyId, CaseId, DocumentId, PersonId};
use crate::interaction::Draft;
use crate::patch::Patch;
use crate::problem::Problems;
use crate::template::TemplateContent;

/// Longest text of a message, in characters; channels have shorter limits of their own.
const TEXT_LENGTH: usize = 1_000_000;
/// Further recipients at most, of each kind.
const RECIPIENTS: usize = 50;
/// Documents of one email at most.
const ATTACHMENTS: usize = 20;
/// Keys of the body that mean something by themselves; any other is a variable of the template.
const KEYS: &[&str] = &[
    "advisorId",
    "attachments",
    "campaign",
    "caseId",
    "channel",
    "companyId",
    "contactExternalId",
    "contactId",
    "content",
    "context",
    "externalId",
    "isAutodialed",
    "isTransactional",
    "language",
    "loanId",
    "loanIds",
    "metaData",
    "personId",
    "previousInteractionId",
    "productId",
    "queueId",
    "scheduledAtFrom",
    "scheduledAtTo",
    "sensitive",
    "sender",
    "subject",
    "templateVersionId",
    "theme",
];

/// A message somebody wants to send.
#[derive(Debug, Clone)]
pub struct SendDraft {
    /// The interaction it becomes.
    pub interaction: Draft,
    /// To whom.
    pub person: AnyId<PersonId>,
    /// The case it is about.
    pub case: Option<AnyId<CaseId>>,
    /// What it says, where no template says it.
    pub content: Option<Written>,
    /// Documents of the person that go with it.
    pub attachments: Vec<AnyId<DocumentId>>,
    /// Variables of the template.
    pub context: Map<String, Value>,
    /// Two letters: the template's language.
    pub language: Option<String>,
    /// The template's product.
    pub product: Option<String>,
    /// One of the channel's senders, where not the usual one is meant.
    pub sender: Option<String>,
    /// Whether a machine sends it on its own.
    pub is_autodialed: bool,
}

/// What somebody wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// The subject line of an email.
    pub subject: Option<String>,
    /// As plain text.
    pub text: Option<String>,
    /// As HTML.
    pub html: Option<String>,
    /// Further recipients of an email whom everybody sees.
    pub cc: Vec<String>,
    /// Further recipients whom nobody sees.
    pub bcc: Vec<String>,
}

impl From<Written> for TemplateContent {
    fn from(words: Written) -> Self {
        Self { subject_line: words.subject, html: words.html, text: words.text, ..Self::default() }
    }
}

impl SendDraft {
    /// Reads a body. Bad fields of the interaction are told by what is made of it, with those that do not fit.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let interaction = Draft::read_send(body)?;
        let mut fields = Fields::read(body)?;
        let person = fields.any_id("personId");
        fields.require("personId", &person);
        let case = fields.any_id("caseId").value();
        let content = read_content(&mut fields);
        let context = read_context(&mut fields, body);
        let language = fields.text("language", 2, 2).value();
        let product = fields.text("productId", 1, 64).value();
        let sender = fields.text("sender", 1, 255).value();
        let is_autodialed = fields.flag("isAutodialed").value().unwrap_or(false);
        let attachments = fields.any_ids("attachments").value().unwrap_or_default();
        if attachments.len() > ATTACHMENTS {
            fields.refuse("attachments", format!("are {ATTACHMENTS} at most; send fewer"));
        }
        let Patch::Value(person) = person else { return Err(fields.into_problems()) };
        fields.finish(Self {
            interaction,
            person,
            case,
            content,
            attachments,
            context,
            language,
            product,
            sender,
            is_autodialed,
        })
    }
}

/// `content`: `{subject, bodyText, bodyHtml, cc, bcc}` of an email, `{body}` of a text, either of a letter.
pub(crate) fn read_content(fields: &mut Fields<'_>) -> Option<Written> {
    let Patch::Value(mut inner) = fields.open("content") else { return None };
    let line = inner.text("subject", 1, 998).value();
    if line.as_ref().is_some_and(|line| line.chars().any(char::is_control)) {
        inner.refuse("subject", "must be one line");
    }
    let body = inner.text("body", 1, TEXT_LENGTH).value();
    let written = Written {
        subject: line,
        text: inner.text("bodyText", 1, TEXT_LENGTH).value().or(body),
        html: inner.text("bodyHtml", 1, TEXT_LENGTH).value(),
        cc: read_recipients(&mut inner, "cc"),
        bcc: read_recipients(&mut inner, "bcc"),
    };
    if written.text.is_none() && written.html.is_none() && inner.is_good() {
        inner.refuse("body", "is required, or bodyText or bodyHtml of an email");
    }
    fields.close(inner);
    Some(written)
}

fn read_recipients(fields: &mut Fields<'_>, field: &str) -> Vec<String> {
    let list = fields.texts(field, RECIPIENTS).value().unwrap_or_default();
    for (at, address) in list.iter().enumerate() {
        if !is_address(address) {
            fields.refuse(&format!("{field}[{at}]"), "must be an email address");
        }
    }
    list
}

/// Whether a text can stand as one address in a header; whether there is such a mailbox, only its server knows.
fn is_address(text: &str) -> bool {
    let good = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control());
    text.len() <= 254
        && !text.contains([',', ';', '<', '>', '"'])
        && text.rsplit_once('@').is_some_and(|(local, domain)| good(local) && good(domain))
}

/// `context`, and whatever else the body says that means nothing by itself (B3).
pub(crate) fn read_context(fields: &mut Fields<'_>, body: &str) -> Map<String, Value> {
    let mut context: Map<String, Value> = match serde_json::from_str::<Value>(body) {
        Ok(Value::Object(all)) => all.into_iter().filter(|(key, _)| !KEYS.contains(&key.as_str())).collect(),
        _ => Map::new(),
    };
    let said: Patch<Box<RawValue>> = fields.free("context");
    if let Patch::Value(raw) = said
        && let Ok(Value::Object(named)) = serde_json::from_str(raw.get())
    {
        context.extend(named);
    }
    context
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(body: Value) -> Result<SendDraft, Problems> {
        SendDraft::read(&body.to_string())
    }

    #[test]
    fn what_means_nothing_by_itself_is_a_variable() {
        let draft = read(json!({
            "personId": "ext-1", "channel": "text", "subject": "freeForm", "amount": 12, "context": {"day": "Friday"}
        }));
        assert_eq!(Value::Object(draft.unwrap().context), json!({"amount": 12, "day": "Friday"}));
    }

    #[test]
    fn a_message_without_words_says_so() {
        let refused =
            read(json!({"personId": "ext-1", "channel": "text", "subject": "freeForm", "content": {}}));
        assert!(refused.unwrap_err().to_string().starts_with("content.body: is required"));
    }

    #[test]
    fn a_recipient_cannot_break_a_header() {
        let content =
            json!({"body": "Hello", "cc": ["a@b.example\r\nBcc: c@d.example"], "subject": "One\nTwo"});
        let refused =
            read(json!({"personId": "ext-1", "channel": "email", "subject": "freeForm", "content": content}));
        let refused = refused.unwrap_err();
        let told: Vec<_> = refused.fields().iter().map(|error| error.field.as_str()).collect();
        assert_eq!(told, ["content.subject", "content.cc[0]"]);
    }
}
