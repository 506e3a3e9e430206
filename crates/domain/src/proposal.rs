//! A contact somebody wants to make, as the body of can-interact tells it (B2 of the API reference).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::id::{AnyId, ContactId, LoanId};
use crate::vocabulary::{Channel, Subject, Theme};

/// A contact somebody wants to make, once everything it names is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProposedContact {
    /// How it travels.
    pub channel: Channel,
    /// What it is about.
    pub theme: Theme,
    /// Its specific purpose.
    pub subject: Option<Subject>,
    /// The contact to use.
    pub contact_id: Option<ContactId>,
    /// The loans it is about.
    pub loan_ids: Vec<LoanId>,
    /// Whether a machine dials or speaks.
    pub is_autodialed: bool,
    /// Whether the time of day is judged as of noon where the company is.
    pub check_at_company_noon: bool,
}

/// What a body says about a contact somebody wants to make.
#[derive(Debug, Clone)]
pub struct ProposalDraft {
    /// How it travels.
    pub channel: Channel,
    /// What it is about; the subject implies it where the body does not say.
    pub theme: Theme,
    /// Its specific purpose.
    pub subject: Option<Subject>,
    /// `contactId`, or else `contactExternalId`, with the name of the field.
    pub contact: Option<(&'static str, AnyId<ContactId>)>,
    /// `loanId` and `loanIds`.
    pub loans: Vec<AnyId<LoanId>>,
    /// Whether the first of them is `loanId`.
    has_loan: bool,
    /// Whether a machine dials or speaks.
    pub is_autodialed: bool,
    /// Whether the time of day is judged as of noon where the company is.
    pub check_at_company_noon: bool,
}

impl ProposalDraft {
    /// The proposal, once what it names is found.
    pub fn about(&self, contact_id: Option<ContactId>, loan_ids: Vec<LoanId>) -> ProposedContact {
        ProposedContact {
            channel: self.channel,
            theme: self.theme,
            subject: self.subject,
            contact_id,
            loan_ids,
            is_autodialed: self.is_autodialed,
            check_at_company_noon: self.check_at_company_noon,
        }
    }

    /// Whether the loan at this place was named by `loanId`.
    pub fn names_one_loan(&self, at: usize) -> bool {
        self.has_loan && at == 0
    }

    /// Reads the fields of a body; `None` where one that is needed is wrong, as the fields then tell.
    pub fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let channel = fields.word::<Channel>("channel");
        fields.require("channel", &channel);
        let subject = fields.word::<Subject>("subject").value();
        let theme = read_theme(fields, subject);
        let contact = read_contact(fields);
        let one = fields.any_id("loanId").value();
        let has_loan = one.is_some();
        let others = fields.any_ids("loanIds").value().unwrap_or_default();
        let loans = one.into_iter().chain(others).collect();
        let is_autodialed = fields.flag("isAutodialed").value().unwrap_or(false);
        let check_at_company_noon = fields.flag("checkAtCompanyNoon").value().unwrap_or(false);
        Some(Self {
            channel: channel.value()?,
            theme: theme?,
            subject,
            contact,
            loans,
            has_loan,
            is_autodialed,
            check_at_company_noon,
        })
    }
}

fn read_theme(fields: &mut Fields<'_>, subject: Option<Subject>) -> Option<Theme> {
    let said = fields.word::<Theme>("theme");
    if let Some(theme) = said.as_value().copied().or_else(|| subject.and_then(Subject::implied_theme)) {
        return Some(theme);
    }
    fields.require("theme", &said);
    None
}

fn read_contact(fields: &mut Fields<'_>) -> Option<(&'static str, AnyId<ContactId>)> {
    let by_id = fields.any_id("contactId").value().map(|id| ("contactId", id));
    let external = fields.text("contactExternalId", 1, crate::fields::EXTERNAL_ID_LENGTH);
    by_id.or(external.value().map(|external| ("contactExternalId", AnyId::External(external))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Problems;

    fn read(body: &str) -> Result<ProposalDraft, Problems> {
        let mut fields = Fields::read(body)?;
        match ProposalDraft::read(&mut fields) {
            Some(draft) => fields.finish(draft),
            None => Err(fields.into_problems()),
        }
    }

    #[test]
    fn a_subject_implies_its_theme_and_a_free_one_does_not() {
        let draft = read(r#"{"channel":"email","subject":"loanOverdueFirstNotice"}"#).unwrap();
        assert_eq!(draft.theme, Theme::OpsCollDebt);
        let refused = read(r#"{"channel":"email","subject":"freeForm"}"#).unwrap_err();
        assert_eq!(refused.to_string(), "theme: is required");
    }

    #[test]
    fn every_bad_field_is_told() {
        let refused = read(r#"{"channel":"pigeon","theme":"love","isAutodialed":1}"#).unwrap_err();
        let told: Vec<_> = refused.fields().iter().map(|error| error.field.as_str()).collect();
        assert_eq!(told, ["channel", "theme", "isAutodialed"]);
    }

    #[test]
    fn loans_are_named_alone_or_in_a_list() {
        let draft = read(r#"{"channel":"voice","theme":"opsCollDebt","loanId":"ext-1","loanIds":["ext-2"]}"#)
            .unwrap();
        assert_eq!(draft.loans, [AnyId::External("1".to_owned()), AnyId::External("2".to_owned())]);
    }
}
