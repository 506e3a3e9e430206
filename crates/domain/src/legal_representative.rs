//! Somebody who represents a person before the law (B7 of the API reference).

use serde::Serialize;
use utoipa::ToSchema;

use crate::contact::{Address, read_email};
use crate::fields::Fields;
use crate::id::{LegalRepresentativeId, PersonId};
use crate::patch::Patch;
use crate::phone;
use crate::problem::Problems;
use crate::time::Instant;
use crate::vocabulary::LegalRepresentativeStatus;

/// Longest name, number or email address, in characters.
const LINE_LENGTH: usize = 320;

/// A legal representative, as the store keeps it and the API shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LegalRepresentative {
    /// Its id.
    pub id: LegalRepresentativeId,
    /// Whom it represents.
    pub person_id: PersonId,
    /// Whether it does: while one is active, debt collection goes there.
    pub status: LegalRepresentativeStatus,
    /// Its name; a person may say that it has a lawyer before it says who.
    pub name: Option<String>,
    /// Its postal address.
    pub address: Option<Address>,
    /// Its phone number (E.164).
    pub phone: Option<String>,
    /// Another one.
    pub other_phone: Option<String>,
    /// Its email address.
    pub email: Option<String>,
    /// Another one.
    pub other_email: Option<String>,
    /// When it was recorded.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
}

impl LegalRepresentative {
    /// Its phone numbers and email addresses, spelled as contacts are.
    pub fn reached_at(&self) -> impl Iterator<Item = &str> {
        [&self.phone, &self.other_phone, &self.email, &self.other_email]
            .into_iter()
            .flatten()
            .map(String::as_str)
    }
}

/// What a body says about a legal representative.
#[derive(Debug, Clone, Default)]
pub struct LegalRepresentativeDraft {
    status: Patch<LegalRepresentativeStatus>,
    name: Patch<String>,
    address: Patch<Address>,
    phone: Patch<String>,
    other_phone: Patch<String>,
    email: Patch<String>,
    other_email: Patch<String>,
}

impl LegalRepresentativeDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft = Self {
            status: fields.word("status"),
            name: fields.text("name", 1, LINE_LENGTH),
            address: Address::read(&mut fields, "address"),
            phone: fields.spelled("phone", LINE_LENGTH, phone::normalise),
            other_phone: fields.spelled("otherPhone", LINE_LENGTH, phone::normalise),
            email: fields.spelled("email", LINE_LENGTH, read_email),
            other_email: fields.spelled("otherEmail", LINE_LENGTH, read_email),
        };
        fields.finish(draft)
    }

    /// A new legal representative. Its id is a placeholder until the store gives it one.
    pub fn create(self, id: LegalRepresentativeId, person: PersonId, now: Instant) -> LegalRepresentative {
        self.over(LegalRepresentative {
            id,
            person_id: person,
            status: LegalRepresentativeStatus::default(),
            name: None,
            address: None,
            phone: None,
            other_phone: None,
            email: None,
            other_email: None,
            created_at: now,
            updated_at: None,
            deleted_at: None,
        })
    }

    /// The legal representative after an update.
    pub fn merge(self, before: &LegalRepresentative, now: Instant) -> LegalRepresentative {
        let mut after = self.over(before.clone());
        after.updated_at = Some(now);
        after
    }

    fn over(self, mut one: LegalRepresentative) -> LegalRepresentative {
        one.status = self.status.over(Some(one.status)).unwrap_or_default();
        one.name = self.name.over(one.name);
        one.address = self.address.over(one.address);
        one.phone = self.phone.over(one.phone);
        one.other_phone = self.other_phone.over(one.other_phone);
        one.email = self.email.over(one.email);
        one.other_email = self.other_email.over(one.other_email);
        one
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    fn create(body: &str) -> Result<LegalRepresentative, Problems> {
        let draft = LegalRepresentativeDraft::read(body)?;
        Ok(draft.create(LegalRepresentativeId::of(1), PersonId::of(1), Instant(1)))
    }

    #[test]
    fn a_lawyer_nobody_named_yet_represents_the_person_already() {
        assert_eq!(create("{}").unwrap().status, LegalRepresentativeStatus::Active);
    }

    #[test]
    fn ways_to_reach_it_are_spelled_as_contacts_are() {
        let body = r#"{"phone":"(555) 010-0123","otherEmail":" law@firm.example "}"#;
        let lawyer = create(body).unwrap();
        assert_eq!(lawyer.reached_at().collect::<Vec<_>>(), ["+15550100123", "law@firm.example"]);
        let bad = create(r#"{"phone":"ask","email":"nowhere"}"#).unwrap_err();
        assert_eq!(
            bad.fields().iter().map(|error| error.field.as_str()).collect::<Vec<_>>(),
            ["phone", "email"]
        );
    }
}
