//! The person, how to reach it, what it owes, and what is going on about it.

use domain::contact::Contact;
use domain::id::{CaseId, ContactId, LoanId, PersonId};
use domain::time::Instant;
use domain::vocabulary::{
    Affiliation, CaseStatus, CaseType, CollectionsIntensity, ContactLabel, ContactStatus, ContactType,
    LegalRepresentativeStatus, LoanStatus, PersonStatus, ServicedBy,
};
pub use domain::vocabulary::{Line, Security};
use serde::{Deserialize, Serialize};

/// The person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonFacts {
    /// Its id.
    pub id: PersonId,
    /// Whether it is still dealt with.
    #[serde(default)]
    pub status: PersonStatus,
    /// How often collections may reach out.
    #[serde(default)]
    pub collections_intensity: CollectionsIntensity,
    /// The IANA time zone the person is known to live in.
    #[serde(default)]
    pub timezone: Option<String>,
}

impl PersonFacts {
    /// An active person of normal intensity.
    pub fn new(id: PersonId) -> Self {
        Self {
            id,
            status: PersonStatus::Active,
            collections_intensity: CollectionsIntensity::Normal,
            timezone: None,
        }
    }
}

/// Where something is, as far as a rule asks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Place {
    /// City.
    pub city: Option<String>,
    /// County or region.
    pub county: Option<String>,
    /// State: two letters or its name.
    pub state: Option<String>,
    /// ZIP code, five or nine digits.
    pub postal_code: Option<String>,
    /// Country; none is the United States.
    pub country: Option<String>,
}

/// A way to reach the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContactFacts {
    /// Its id.
    pub id: ContactId,
    /// Phone, email or address.
    pub contact_type: ContactType,
    /// Where it reaches the person.
    #[serde(default)]
    pub label: Option<ContactLabel>,
    /// Who answers there.
    #[serde(default)]
    pub affiliation: Affiliation,
    /// In which order it is used.
    #[serde(default)]
    pub status: ContactStatus,
    /// The phone number (E.164) or email address.
    #[serde(default)]
    pub value: Option<String>,
    /// Where the address is.
    #[serde(default)]
    pub place: Option<Place>,
    /// Whether it can be used.
    pub valid: bool,
    /// Whether the person agreed to texts there.
    #[serde(default)]
    pub receive_text_messages: bool,
    /// When it last agreed to them.
    #[serde(default)]
    pub receive_text_messages_last_consent_at: Option<Instant>,
    /// When a complete database last showed that the number still belongs to the person.
    #[serde(default)]
    pub reassigned_checked_at: Option<Instant>,
    /// Whether who answers there may be told.
    #[serde(default)]
    pub authorized_third_party: bool,
    /// Whether who answers there holds a power of attorney.
    #[serde(default)]
    pub power_of_attorney: bool,
    /// Whether the number is known to be given up.
    #[serde(default)]
    pub disconnected: bool,
    /// Whether the employer there is known to forbid such contact.
    #[serde(default)]
    pub refused_by_employer: bool,
    /// What the number is connected to.
    #[serde(default)]
    pub line: Option<Line>,
}

impl ContactFacts {
    /// A valid primary contact of the person itself.
    pub fn new(id: ContactId, contact_type: ContactType) -> Self {
        Self {
            id,
            contact_type,
            label: None,
            affiliation: Affiliation::Own,
            status: ContactStatus::Primary,
            value: None,
            place: None,
            valid: true,
            receive_text_messages: false,
            receive_text_messages_last_consent_at: None,
            reassigned_checked_at: None,
            authorized_third_party: false,
            power_of_attorney: false,
            disconnected: false,
            refused_by_employer: false,
            line: None,
        }
    }
}

impl From<&Contact> for ContactFacts {
    fn from(contact: &Contact) -> Self {
        let place = contact.address.as_ref().map(|address| Place {
            city: address.city.clone(),
            county: address.county_or_region.clone(),
            state: address.state.clone(),
            postal_code: address.postal_code.clone(),
            country: address.country.clone(),
        });
        let given_up = contact.phone_disconnection_details.as_ref();
        let given_up = given_up.and_then(|details| details.disconnection_status.as_deref());
        Self {
            label: contact.label,
            affiliation: contact.affiliation,
            status: contact.status,
            value: contact.value.clone(),
            place,
            valid: contact.valid,
            receive_text_messages: contact.receive_text_messages,
            receive_text_messages_last_consent_at: contact.receive_text_messages_last_consent_at,
            authorized_third_party: contact.authorized_third_party,
            reassigned_checked_at: contact.reassigned_checked_at,
            power_of_attorney: contact.power_of_attorney,
            refused_by_employer: contact.refused_by_employer,
            line: contact.line,
            disconnected: given_up.is_some_and(|status| status.eq_ignore_ascii_case("disconnected")),
            ..Self::new(contact.id, contact.contact_type)
        }
    }
}

/// What the person owes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoanFacts {
    /// Its id.
    pub id: LoanId,
    /// Where it stands.
    #[serde(default)]
    pub status: LoanStatus,
    /// The creditor, or a third party to whom more rules apply.
    pub serviced_by: ServicedBy,
    /// Days overdue; unknown ones are treated as long overdue.
    #[serde(default)]
    pub days_overdue: Option<u32>,
    /// What it is secured by; unknown is treated as nothing.
    #[serde(default)]
    pub security: Option<Security>,
}

impl LoanFacts {
    /// An active loan.
    pub fn new(id: LoanId, serviced_by: ServicedBy) -> Self {
        Self { id, status: LoanStatus::Active, serviced_by, days_overdue: None, security: None }
    }

    /// Whether nothing is left to collect (C9).
    pub fn is_closed(&self) -> bool {
        matches!(self.status, LoanStatus::PaidOff | LoanStatus::Canceled | LoanStatus::Declined)
    }
}

/// Something going on about the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseFacts {
    /// Its id.
    pub id: CaseId,
    /// What it is about.
    pub case_type: CaseType,
    /// Where it stands.
    pub status: CaseStatus,
    /// How it ended.
    #[serde(default)]
    pub outcome: Option<String>,
    /// The loans it is about; none is all of them.
    #[serde(default)]
    pub loans: Vec<LoanId>,
    /// Since when it is known.
    pub since: Instant,
}

/// Somebody who represents the person before the law.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LegalRepresentative {
    /// Whether it does.
    pub status: LegalRepresentativeStatus,
    /// Its phone numbers and email addresses, as contacts spell them.
    #[serde(default)]
    pub reached_at: Vec<String>,
}
