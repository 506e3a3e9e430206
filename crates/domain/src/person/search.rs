//! Finding people by what somebody typed: a name, a number, an address, an id.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Name, Person};
use crate::contact::Contact;
use crate::id::PersonId;
use crate::phone;
use crate::text::fold;
use crate::vocabulary::{Affiliation, ContactStatus, ContactType};

/// Longest text to look for, in characters.
pub const QUERY_LENGTH: usize = 200;
/// Fewer digits than these are no part of a phone number.
const FEWEST_DIGITS: usize = 3;

/// What somebody looks for, read in every way it can be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Words that must all be in the names and ids, folded.
    pub words: Vec<String>,
    /// The person's own id.
    pub id: Option<PersonId>,
    /// The owner's id, whole.
    pub external_id: Option<String>,
    /// Part of an email address, folded.
    pub email: Option<String>,
    /// Digits of a phone number.
    pub digits: Option<String>,
}

impl Wanted {
    /// Reads what was typed; the remedy where it is nothing to look for.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > QUERY_LENGTH {
            return Err(format!("must have 1 to {QUERY_LENGTH} characters besides spaces"));
        }
        let folded = fold(text);
        // Numbers are written at home with a leading zero that E.164 leaves out.
        let digits = phone::digits(text).trim_start_matches('0').to_owned();
        let is_number = phone::is_written_like(text) && digits.len() >= FEWEST_DIGITS;
        Ok(Self {
            words: folded.split_whitespace().map(str::to_owned).collect(),
            id: text.to_ascii_uppercase().parse().ok(),
            external_id: text.strip_prefix("ext-").map(str::to_owned),
            email: Some(folded).filter(|folded| !folded.contains(char::is_whitespace)),
            digits: Some(digits).filter(|_| is_number),
        })
    }

    /// The same for somebody who may not read contacts.
    pub fn without_contacts(self) -> Self {
        Self { email: None, digits: None, ..self }
    }

    /// Whether a contact is what was typed.
    fn is_at(&self, contact: &Contact) -> bool {
        let part = match contact.contact_type {
            ContactType::Phone => &self.digits,
            ContactType::Email => &self.email,
            ContactType::Address => return false,
        };
        let value = contact.value_folded();
        value.zip(part.as_deref()).is_some_and(|(value, part)| value.contains(part))
    }
}

/// What a person was found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Match {
    /// Part of the name.
    Name,
    /// A phone number.
    Phone,
    /// An email address.
    Email,
    /// Our id, the owner's, or the one people call it by.
    Id,
}

/// A person that was found.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FoundPerson {
    /// The person.
    #[serde(flatten)]
    pub person: Person,
    /// What it was found by.
    pub matched: Vec<Match>,
    /// The person's own phone number to use first.
    pub primary_phone: Option<String>,
    /// The person's own email address to use first.
    pub primary_email: Option<String>,
}

impl FoundPerson {
    /// A person with what was looked for and the person's contacts.
    pub fn new(person: Person, wanted: &Wanted, contacts: &[&Contact]) -> Self {
        Self {
            matched: matches(&person, wanted, contacts),
            primary_phone: first_of(ContactType::Phone, contacts),
            primary_email: first_of(ContactType::Email, contacts),
            person,
        }
    }
}

fn matches(person: &Person, wanted: &Wanted, contacts: &[&Contact]) -> Vec<Match> {
    let whole = person.search_text();
    let by_text = wanted.words.iter().all(|word| whole.contains(word));
    let names = fold(&person.name.as_ref().map(Name::all).unwrap_or_default());
    let ids = fold(&person.ids());
    let any_word = |text: &str| by_text && wanted.words.iter().any(|word| text.contains(word));
    let by_id = wanted.id == Some(person.id)
        || (wanted.external_id.is_some() && wanted.external_id == person.external_id);
    let at = |kind| contacts.iter().any(|contact| contact.contact_type == kind && wanted.is_at(contact));
    let found = [
        (any_word(&names), Match::Name),
        (at(ContactType::Phone), Match::Phone),
        (at(ContactType::Email), Match::Email),
        (by_id || any_word(&ids), Match::Id),
    ];
    found.into_iter().filter_map(|(by, matched)| by.then_some(matched)).collect()
}

fn first_of(kind: ContactType, contacts: &[&Contact]) -> Option<String> {
    let usable = contacts.iter().filter(|contact| {
        contact.contact_type == kind && contact.affiliation == Affiliation::Own && contact.valid
    });
    let usable = usable.filter(|contact| contact.status != ContactStatus::Archived);
    let rank = |contact: &Contact| ContactStatus::ALL.iter().position(|status| *status == contact.status);
    usable.min_by_key(|contact| rank(contact)).and_then(|contact| contact.value.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::ContactDraft;
    use crate::id::{ContactId, Id};
    use crate::person::PersonDraft;
    use crate::time::Instant;

    fn person() -> Person {
        let body = r#"{"name":{"firstName":"Zoë","lastName":"Ortega"},"externalId":"cust-77"}"#;
        PersonDraft::read(body).unwrap().create(PersonId::of(3), Instant(1)).unwrap()
    }

    fn contact(body: &str) -> Contact {
        let draft = ContactDraft::read_new(body).unwrap();
        draft.create(ContactId::of(1), PersonId::of(3), Instant(1)).unwrap()
    }

    fn matched(text: &str) -> Vec<Match> {
        let phone = contact(r#"{"contactType":"phone","value":"(555) 010-0123"}"#);
        let email = contact(r#"{"contactType":"email","value":"Zoe.O@Example.com","status":"secondary"}"#);
        let wanted = Wanted::read(text).unwrap();
        FoundPerson::new(person(), &wanted, &[&phone, &email]).matched
    }

    #[test]
    fn a_person_is_found_by_whatever_is_typed() {
        assert_eq!(matched("ORTEGA zoË"), [Match::Name]);
        assert_eq!(matched("555.010.0123"), [Match::Phone]);
        assert_eq!(matched("+1 (555) 010"), [Match::Phone]);
        assert_eq!(matched("zoe.o@example.COM"), [Match::Email]);
        assert_eq!(matched("ext-cust-77"), [Match::Id]);
        assert_eq!(matched("CUST"), [Match::Id]);
        assert_eq!(matched(&PersonId::of(3).to_string().to_lowercase()), [Match::Id]);
        assert_eq!(matched("nobody"), []);
    }

    #[test]
    fn the_first_usable_contact_of_the_persons_own_is_shown() {
        let attorney = contact(r#"{"contactType":"phone","value":"+15550100001","affiliation":"attorney"}"#);
        let second = contact(r#"{"contactType":"phone","value":"+15550100002","status":"secondary"}"#);
        let first = contact(r#"{"contactType":"phone","value":"+15550100003"}"#);
        let wanted = Wanted::read("x").unwrap();
        let found = FoundPerson::new(person(), &wanted, &[&attorney, &second, &first]);
        assert_eq!(found.primary_phone.as_deref(), Some("+15550100003"));
        assert_eq!(found.primary_email, None);
    }

    #[test]
    fn nothing_is_not_looked_for() {
        assert!(Wanted::read("  ").is_err() && Wanted::read(&"x".repeat(201)).is_err());
        assert_eq!(Wanted::read("12").unwrap().digits, None);
        assert_eq!(Wanted::read("ann 555").unwrap().digits, None);
        assert_eq!(Wanted::read("020 7946").unwrap().digits.as_deref(), Some("207946"));
    }
}
