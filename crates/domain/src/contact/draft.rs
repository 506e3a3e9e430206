//! What a body says about a contact, and what becomes of it.

use serde_json::value::RawValue;

use super::place::settle;
use super::{Address, Contact, Disconnection};
use crate::fields::Fields;
use crate::id::{ContactId, PersonId};
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;
use crate::vocabulary::{Affiliation, ContactLabel, ContactStatus, ContactType, Line};

/// Longest name or value, in characters.
const LINE_LENGTH: usize = 320;

/// What a body says about a contact.
#[derive(Debug, Clone, Default)]
pub struct ContactDraft {
    external_id: Patch<String>,
    contact_type: Patch<ContactType>,
    label: Patch<ContactLabel>,
    affiliation: Patch<Affiliation>,
    status: Patch<ContactStatus>,
    name: Patch<String>,
    value: Patch<String>,
    address: Patch<Address>,
    valid: Patch<bool>,
    verified: Patch<bool>,
    receive_text_messages: Patch<bool>,
    authorized_third_party: Patch<bool>,
    power_of_attorney: Patch<bool>,
    line: Patch<Line>,
    reassigned_checked_at: Patch<Instant>,
    refused_by_employer: Patch<bool>,
    disconnection: Patch<Patch<String>>,
    meta_data: Patch<Box<RawValue>>,
}

impl ContactDraft {
    /// Reads the body of a new contact.
    pub fn read_new(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft = Self::read(&mut fields);
        fields.require("contactType", &draft.contact_type);
        let misread = (draft.value.is_absent() && fields.mentions("value"))
            || (draft.address.is_absent() && fields.mentions("address"));
        if let (Patch::Value(kind), false) = (&draft.contact_type, misread) {
            let place = settle(*kind, draft.value.clone().value(), draft.address.as_value());
            for problem in place.err().iter().flat_map(Problems::fields) {
                fields.refuse(&problem.field, problem.message.as_str());
            }
        }
        fields.finish(draft)
    }

    /// Reads the body of a change.
    pub fn read_change(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft = Self::read(&mut fields);
        if draft.contact_type == Patch::Null {
            fields.refuse("contactType", "cannot be cleared; leave it out to keep it");
        }
        fields.finish(draft)
    }

    /// A new contact. Its id is a placeholder until the store gives it one.
    pub fn create(self, id: ContactId, person: PersonId, now: Instant) -> Result<Contact, Problems> {
        let Patch::Value(contact_type) = self.contact_type else {
            return Err(Problems::one("contactType", "is required"));
        };
        let blank = Contact {
            id,
            object: Contact::OBJECT,
            person_id: person,
            external_id: None,
            contact_type,
            label: None,
            affiliation: Affiliation::default(),
            status: ContactStatus::default(),
            name: None,
            value: None,
            address: None,
            valid: true,
            verified: false,
            receive_text_messages: false,
            receive_text_messages_last_consent_at: None,
            authorized_third_party: false,
            power_of_attorney: false,
            line: None,
            reassigned_checked_at: None,
            refused_by_employer: false,
            phone_disconnection_details: None,
            meta_data: None,
            created_at: now,
            updated_at: None,
            deleted_at: None,
        };
        self.over(blank, now)
    }

    /// The contact after an update.
    pub fn merge(self, before: &Contact, now: Instant) -> Result<Contact, Problems> {
        let mut after = self.over(before.clone(), now)?;
        after.updated_at = Some(now);
        Ok(after)
    }

    fn over(self, mut contact: Contact, now: Instant) -> Result<Contact, Problems> {
        let texted_before = contact.receive_text_messages;
        contact.external_id = self.external_id.over(contact.external_id);
        contact.contact_type = self.contact_type.value().unwrap_or(contact.contact_type);
        contact.label = self.label.over(contact.label);
        contact.affiliation = self.affiliation.over(Some(contact.affiliation)).unwrap_or_default();
        contact.status = self.status.over(Some(contact.status)).unwrap_or_default();
        contact.name = self.name.over(contact.name);
        contact.address = self.address.over(contact.address);
        let value = self.value.over(contact.value);
        contact.value = settle(contact.contact_type, value, contact.address.as_ref())?;
        contact.valid = self.valid.over(Some(contact.valid)).unwrap_or(true);
        contact.verified = flag(self.verified, contact.verified);
        contact.receive_text_messages = flag(self.receive_text_messages, texted_before);
        if contact.receive_text_messages && !texted_before {
            contact.receive_text_messages_last_consent_at = Some(now);
        }
        contact.authorized_third_party = flag(self.authorized_third_party, contact.authorized_third_party);
        contact.power_of_attorney = flag(self.power_of_attorney, contact.power_of_attorney);
        contact.line = self.line.over(contact.line);
        if contact.line.is_some() && contact.contact_type != ContactType::Phone {
            return Err(Problems::one("line", "goes with contactType phone only; send null"));
        }
        contact.reassigned_checked_at = self.reassigned_checked_at.over(contact.reassigned_checked_at);
        contact.refused_by_employer = flag(self.refused_by_employer, contact.refused_by_employer);
        contact.phone_disconnection_details =
            disconnection(self.disconnection, contact.phone_disconnection_details);
        contact.meta_data = self.meta_data.over(contact.meta_data);
        Ok(contact)
    }

    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            external_id: fields.external_id(),
            contact_type: fields.word("contactType"),
            label: fields.word("label"),
            affiliation: fields.word("affiliation"),
            status: fields.word("status"),
            name: fields.text("name", 1, LINE_LENGTH),
            value: fields.text("value", 1, LINE_LENGTH),
            address: Address::read(fields, "address"),
            valid: fields.flag("valid"),
            verified: fields.flag("verified"),
            receive_text_messages: fields.flag("receiveTextMessages"),
            authorized_third_party: fields.flag("authorizedThirdParty"),
            power_of_attorney: fields.flag("powerOfAttorney"),
            line: fields.word("line"),
            reassigned_checked_at: fields.instant("reassignedCheckedAt"),
            refused_by_employer: fields.flag("refusedByEmployer"),
            disconnection: read_disconnection(fields),
            meta_data: fields.free("metaData"),
        }
    }
}

fn flag(patch: Patch<bool>, before: bool) -> bool {
    patch.over(Some(before)).unwrap_or(false)
}

/// Only the last known day is the caller's to say.
fn read_disconnection(fields: &mut Fields<'_>) -> Patch<Patch<String>> {
    match fields.open("phoneDisconnectionDetails") {
        Patch::Absent => Patch::Absent,
        Patch::Null => Patch::Null,
        Patch::Value(mut inner) => {
            let date = inner.date("lastKnownConnectionDate");
            fields.close(inner);
            Patch::Value(date)
        }
    }
}

fn disconnection(patch: Patch<Patch<String>>, before: Option<Disconnection>) -> Option<Disconnection> {
    let date = match patch {
        Patch::Absent => return before,
        Patch::Null => return None,
        Patch::Value(date) => date,
    };
    let mut details = before.unwrap_or_default();
    details.last_known_connection_date = date.over(details.last_known_connection_date);
    Some(details)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    fn create(body: &str) -> Result<Contact, Problems> {
        ContactDraft::read_new(body)?.create(ContactId::of(1), PersonId::of(1), Instant(5))
    }

    fn change(before: &Contact, body: &str) -> Result<Contact, Problems> {
        ContactDraft::read_change(body)?.merge(before, Instant(9))
    }

    fn fields(problems: &Problems) -> Vec<&str> {
        problems.fields().iter().map(|error| error.field.as_str()).collect()
    }

    #[test]
    fn a_phone_is_kept_in_one_spelling() {
        let contact = create(r#"{"contactType":"phone","value":"(555) 010-0123"}"#).unwrap();
        assert_eq!(contact.value.as_deref(), Some("+15550100123"));
        assert_eq!((contact.status, contact.affiliation), (ContactStatus::Primary, Affiliation::Own));
        assert!(contact.valid && !contact.verified);
    }

    #[test]
    fn each_kind_needs_its_own_place() {
        assert_eq!(fields(&create("{}").unwrap_err()), ["contactType"]);
        assert_eq!(fields(&create(r#"{"contactType":"phone"}"#).unwrap_err()), ["value"]);
        assert_eq!(fields(&create(r#"{"contactType":"email","value":"a b@c"}"#).unwrap_err()), ["value"]);
        assert_eq!(fields(&create(r#"{"contactType":"email","value":"a@b@c"}"#).unwrap_err()), ["value"]);
        assert_eq!(
            fields(&create(r#"{"contactType":"address","value":"x"}"#).unwrap_err()),
            ["value", "address"]
        );
    }

    #[test]
    fn a_bad_value_is_told_beside_the_other_bad_fields() {
        let problems = create(r#"{"contactType":"phone","value":"12","valid":"yes"}"#).unwrap_err();
        assert_eq!(fields(&problems), ["valid", "value"]);
        assert_eq!(fields(&create(r#"{"contactType":"phone","value":12}"#).unwrap_err()), ["value"]);
    }

    #[test]
    fn an_address_reads_and_shows_its_post_office_box() {
        let contact = create(r#"{"contactType":"address","address":{"POBox":"7","city":"Reno"}}"#).unwrap();
        let shown = serde_json::to_value(&contact).unwrap();
        assert_eq!(shown["address"]["POBox"], "7");
        assert_eq!(
            (&shown["object"], &shown["address"]["object"]),
            (&"contactDetails".into(), &"address".into())
        );
        let kept: Address = serde_json::from_str(&shown["address"].to_string()).unwrap();
        assert_eq!(Some(kept), contact.address);
    }

    #[test]
    fn consent_is_stamped_when_it_is_given_and_not_again() {
        let contact = create(r#"{"contactType":"phone","value":"+15550100123"}"#).unwrap();
        assert_eq!(contact.receive_text_messages_last_consent_at, None);
        let agreed = change(&contact, r#"{"receiveTextMessages":true}"#).unwrap();
        assert_eq!(agreed.receive_text_messages_last_consent_at, Some(Instant(9)));
        let again = ContactDraft::read_change(r#"{"receiveTextMessages":true}"#).unwrap();
        let again = again.merge(&agreed, Instant(20)).unwrap();
        assert_eq!(again.receive_text_messages_last_consent_at, Some(Instant(9)));
    }

    #[test]
    fn a_change_of_kind_needs_the_new_place() {
        let contact = create(r#"{"contactType":"phone","value":"+15550100123"}"#).unwrap();
        assert_eq!(fields(&change(&contact, r#"{"contactType":"email"}"#).unwrap_err()), ["value"]);
        assert_eq!(fields(&change(&contact, r#"{"contactType":null}"#).unwrap_err()), ["contactType"]);
        assert_eq!(fields(&change(&contact, r#"{"value":null}"#).unwrap_err()), ["value"]);
    }

    #[test]
    fn only_a_phone_has_a_line() {
        let phone = r#"{"contactType":"phone","value":"+15550100123","line":"landline"}"#;
        assert_eq!(create(phone).unwrap().line, Some(Line::Landline));
        let email = r#"{"contactType":"email","value":"a@b.example","line":"mobile"}"#;
        assert_eq!(fields(&create(email).unwrap_err()), ["line"]);
    }

    #[test]
    fn only_the_last_known_day_is_the_callers_to_say() {
        let body = r#"{"contactType":"phone","value":"+15550100123","phoneDisconnectionDetails":
            {"lastKnownConnectionDate":"2026-01-02","disconnectionStatus":"mine"}}"#;
        let details = create(body).unwrap().phone_disconnection_details.unwrap();
        assert_eq!(details.last_known_connection_date.as_deref(), Some("2026-01-02"));
        assert_eq!(details.disconnection_status, None);
    }
}
