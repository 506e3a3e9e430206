//! The contact somebody wants to make.

use domain::id::{ContactId, InteractionId, LoanId};
use domain::proposal::ProposedContact;
use domain::vocabulary::{Channel, Subject, Theme};
use serde::{Deserialize, Serialize};

/// The contact somebody wants to make. Always outbound: what comes in is never blocked (D1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Proposal {
    /// How it travels.
    pub channel: Channel,
    /// What it is about.
    pub theme: Theme,
    /// Its specific purpose.
    #[serde(default)]
    pub subject: Option<Subject>,
    /// The contact to use; none leaves the choice to the guard (B6).
    #[serde(default)]
    pub contact: Option<ContactId>,
    /// The loans it is about; none is judged for every one in collection.
    #[serde(default)]
    pub loans: Vec<LoanId>,
    /// Whether a machine dials or speaks.
    #[serde(default)]
    pub is_autodialed: bool,
    /// Whether it answers an event; none asks the subject.
    #[serde(default)]
    pub is_transactional: Option<bool>,
    /// Judges the time of day as if it were noon today where the company is (B2).
    #[serde(default)]
    pub check_at_company_noon: bool,
    /// The interaction that carries it, once there is one: it does not count against itself.
    #[serde(default)]
    pub interaction: Option<InteractionId>,
    /// The interaction it answers.
    #[serde(default)]
    pub previous: Option<InteractionId>,
    /// Whether it confirms an opt-out. `electronicConsentOptOut` does anyway.
    #[serde(default)]
    pub confirms_opt_out: bool,
}

/// Neither a theme nor a subject that implies one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("theme: is required, as {} implies none", .0.map_or("no subject", Subject::as_str))]
pub struct ThemeMissing(pub Option<Subject>);

impl Proposal {
    /// A contact on a channel about a theme; the subject implies one where none is said.
    pub fn new(
        channel: Channel,
        theme: Option<Theme>,
        subject: Option<Subject>,
    ) -> Result<Self, ThemeMissing> {
        let theme = theme.or(subject.and_then(Subject::implied_theme)).ok_or(ThemeMissing(subject))?;
        Ok(Self { subject, ..Self::about(channel, theme) })
    }

    /// A contact on a channel about a theme.
    pub fn about(channel: Channel, theme: Theme) -> Self {
        Self {
            channel,
            theme,
            subject: None,
            contact: None,
            loans: Vec::new(),
            is_autodialed: false,
            is_transactional: None,
            check_at_company_noon: false,
            interaction: None,
            previous: None,
            confirms_opt_out: false,
        }
    }

    /// Whether it is about collecting a debt.
    pub fn is_collection(&self) -> bool {
        is_collection(self.theme)
    }

    /// Whether it confirms an opt-out.
    pub fn is_opt_out_confirmation(&self) -> bool {
        self.confirms_opt_out || self.subject == Some(Subject::ElectronicConsentOptOut)
    }

    /// Whether an override given for this contact is for `other` too: where it names no place to reach the person, it is for
    /// wherever the guard reaches it.
    pub fn covers(&self, other: &Self) -> bool {
        self.channel == other.channel
            && self.theme == other.theme
            && self.subject == other.subject
            && (self.contact.is_none() || self.contact == other.contact)
            && self.is_autodialed == other.is_autodialed
            && self.loans.len() == other.loans.len()
            && self.loans.iter().all(|loan| other.loans.contains(loan))
    }
}

impl From<&ProposedContact> for Proposal {
    fn from(contact: &ProposedContact) -> Self {
        Self {
            subject: contact.subject,
            contact: contact.contact_id,
            loans: contact.loan_ids.clone(),
            is_autodialed: contact.is_autodialed,
            check_at_company_noon: contact.check_at_company_noon,
            ..Self::about(contact.channel, contact.theme)
        }
    }
}

/// Whether a theme is about collecting a debt: the `opsColl…` ones (D5).
pub fn is_collection(theme: Theme) -> bool {
    matches!(
        theme,
        Theme::OpsCollDebt
            | Theme::OpsCollLocateBorrower
            | Theme::OpsCollVerifyEmployment
            | Theme::OpsCollContactEmployerNotice
    )
}
