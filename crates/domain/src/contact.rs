//! A way to reach a person: a phone number, an email address or a postal address.

mod address;
mod draft;
mod place;

pub use address::Address;
pub use draft::ContactDraft;
pub(crate) use place::read_email;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::id::{ContactId, PersonId};
use crate::text::fold;
use crate::time::Instant;
use crate::vocabulary::{Affiliation, ContactLabel, ContactStatus, ContactType, Line};

/// What is known about a number that was given up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Disconnection {
    /// The last day the number was known to be the person's.
    #[schema(format = Date)]
    pub last_known_connection_date: Option<String>,
    /// The last day somebody looked.
    #[schema(format = Date)]
    pub last_disconnect_check_date: Option<String>,
    /// What was found then.
    pub disconnection_status: Option<String>,
}

/// A contact, as the store keeps it and the API shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// Always `contactDetails`.
    pub object: &'static str,
    /// Whose it is.
    pub person_id: PersonId,
    /// The owner's own id.
    pub external_id: Option<String>,
    /// Phone, email or address.
    pub contact_type: ContactType,
    /// Where it reaches the person.
    pub label: Option<ContactLabel>,
    /// Who answers there, seen from the person.
    pub affiliation: Affiliation,
    /// In which order it is used.
    pub status: ContactStatus,
    /// Who answers there, by name.
    pub name: Option<String>,
    /// The phone number (E.164) or the email address.
    pub value: Option<String>,
    /// The postal address.
    pub address: Option<Address>,
    /// Whether it can be used.
    pub valid: bool,
    /// Whether the person confirmed it.
    pub verified: bool,
    /// Whether the person agreed to text messages there.
    pub receive_text_messages: bool,
    /// When the person last agreed to them.
    pub receive_text_messages_last_consent_at: Option<Instant>,
    /// Whether somebody else may be told there.
    pub authorized_third_party: bool,
    /// Whether who answers holds a power of attorney.
    pub power_of_attorney: bool,
    /// What the phone number is connected to.
    pub line: Option<Line>,
    /// When a complete database last showed that the number still belongs to the person.
    pub reassigned_checked_at: Option<Instant>,
    /// Whether the employer there is known to forbid such contact.
    pub refused_by_employer: bool,
    /// Whether the number was given up.
    pub phone_disconnection_details: Option<Disconnection>,
    /// Free keys and values.
    #[schema(value_type = Option<Object>)]
    pub meta_data: Option<Box<RawValue>>,
    /// When it was recorded.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
}

impl Contact {
    /// What `object` says of every contact.
    pub const OBJECT: &'static str = "contactDetails";

    /// The value as it is compared.
    pub fn value_folded(&self) -> Option<String> {
        self.value.as_deref().map(fold)
    }

    /// The name as it is sorted.
    pub fn name_sort(&self) -> Option<String> {
        self.name.as_deref().map(fold)
    }
}
