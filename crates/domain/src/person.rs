//! A person or a business: the borrower.

pub mod search;

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::id::PersonId;
use crate::patch::Patch;
use crate::problem::Problems;
use crate::text::fold;
use crate::time::Instant;
use crate::vocabulary::{BorrowerType, CollectionsIntensity, PersonStatus};

/// Longest part of a name, in characters.
const NAME_LENGTH: usize = 200;
/// Longest suffix (B5 of the API reference).
const SUFFIX_LENGTH: usize = 5;

/// A name in its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct Name {
    /// Mr, Dr, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// Given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Middle name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    /// Family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Family name before a marriage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maiden_last_name: Option<String>,
    /// Jr, III, …; at most 5 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
    /// What the person likes to be called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferred_first_name: Option<String>,
}

impl Name {
    /// First and last name, as one line.
    pub fn full(&self) -> String {
        let parts = [&self.first_name, &self.middle_name, &self.last_name, &self.suffix];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    fn all(&self) -> String {
        let parts = [
            &self.first_name,
            &self.middle_name,
            &self.last_name,
            &self.maiden_last_name,
            &self.preferred_first_name,
        ];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// A person, as the store keeps it and the API shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// The owner's own id.
    pub external_id: Option<String>,
    /// A person or a business.
    pub borrower_type: BorrowerType,
    /// Active or inactive.
    pub status: PersonStatus,
    /// When the status last changed.
    pub status_updated_at: Option<Instant>,
    /// How often collections may reach out.
    pub collections_intensity: CollectionsIntensity,
    /// What people call it by.
    pub display_id: Option<String>,
    /// The name.
    pub name: Option<Name>,
    /// Born on.
    #[schema(format = Date)]
    pub date_of_birth: Option<String>,
    /// IANA time zone (`America/New_York`).
    pub timezone: Option<String>,
    /// Free keys and values.
    #[schema(value_type = Option<Object>)]
    pub meta_data: Option<Box<RawValue>>,
    /// How the person likes to be reached.
    #[schema(value_type = Option<Object>)]
    pub comm_preferences: Option<Box<RawValue>>,
    /// Monitored since.
    #[schema(format = Date)]
    pub monitor_start_date: Option<String>,
    /// When it was recorded.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
}

impl Person {
    /// First and last name as one line.
    pub fn full_name(&self) -> Option<String> {
        self.name.as_ref().map(Name::full).filter(|name| !name.is_empty())
    }

    /// Everything a person is found by, folded.
    pub fn search_text(&self) -> String {
        let name = self.name.as_ref().map(Name::all).unwrap_or_default();
        fold(&format!("{name}\n{}", self.ids()))
    }

    fn ids(&self) -> String {
        let ids = [&self.external_id, &self.display_id].map(|id| id.as_deref().unwrap_or_default());
        format!("{}\n{}", ids[0], ids[1])
    }
}

/// A person without what identifies it, as `include=borrower` shows it (A4 of the API reference).
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Borrower<'a> {
    id: PersonId,
    created_at: Instant,
    updated_at: Option<Instant>,
    deleted_at: Option<Instant>,
    borrower_type: BorrowerType,
    external_id: Option<&'a str>,
    status: PersonStatus,
    status_updated_at: Option<Instant>,
    collections_intensity: CollectionsIntensity,
    display_id: Option<&'a str>,
    #[schema(value_type = Option<Object>)]
    meta_data: Option<&'a RawValue>,
    #[schema(value_type = Option<Object>)]
    comm_preferences: Option<&'a RawValue>,
    monitor_start_date: Option<&'a str>,
}

impl<'a> From<&'a Person> for Borrower<'a> {
    fn from(person: &'a Person) -> Self {
        Self {
            id: person.id,
            created_at: person.created_at,
            updated_at: person.updated_at,
            deleted_at: person.deleted_at,
            borrower_type: person.borrower_type,
            external_id: person.external_id.as_deref(),
            status: person.status,
            status_updated_at: person.status_updated_at,
            collections_intensity: person.collections_intensity,
            display_id: person.display_id.as_deref(),
            meta_data: person.meta_data.as_deref(),
            comm_preferences: person.comm_preferences.as_deref(),
            monitor_start_date: person.monitor_start_date.as_deref(),
        }
    }
}

/// What a body says about a person.
#[derive(Debug, Clone, Default)]
pub struct PersonDraft {
    external_id: Patch<String>,
    borrower_type: Patch<BorrowerType>,
    status: Patch<PersonStatus>,
    collections_intensity: Patch<CollectionsIntensity>,
    display_id: Patch<String>,
    name: Patch<Name>,
    date_of_birth: Patch<String>,
    timezone: Patch<String>,
    meta_data: Patch<String>,
    comm_preferences: Patch<String>,
    monitor_start_date: Patch<String>,
}

impl PersonDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft = Self {
            external_id: fields.external_id(),
            borrower_type: fields.word("borrowerType"),
            status: fields.word("status"),
            collections_intensity: fields.word("collectionsIntensity"),
            display_id: fields.text("displayId", 1, 255),
            name: read_name(&mut fields),
            date_of_birth: fields.date("dateOfBirth"),
            timezone: fields.timezone("timezone"),
            meta_data: fields.object("metaData"),
            comm_preferences: fields.object("commPreferences"),
            monitor_start_date: fields.date("monitorStartDate"),
        };
        fields.finish(draft)
    }

    /// A person known by an external id alone.
    pub fn known_as(external_id: &str) -> Self {
        Self { external_id: Patch::Value(external_id.to_owned()), ..Self::default() }
    }

    /// A new person. Its id is a placeholder until the store gives it one.
    pub fn create(self, id: PersonId, now: Instant) -> Result<Person, Problems> {
        if self.name.as_value().is_none() && self.external_id.as_value().is_none() {
            return Err(Problems::one("name", "is required where there is no externalId"));
        }
        let blank = Person {
            id,
            external_id: None,
            borrower_type: BorrowerType::default(),
            status: PersonStatus::default(),
            status_updated_at: None,
            collections_intensity: CollectionsIntensity::default(),
            display_id: None,
            name: None,
            date_of_birth: None,
            timezone: None,
            meta_data: None,
            comm_preferences: None,
            monitor_start_date: None,
            created_at: now,
            updated_at: None,
            deleted_at: None,
        };
        Ok(self.over(blank))
    }

    /// The person after an update.
    pub fn merge(self, before: &Person, now: Instant) -> Person {
        let mut after = self.over(before.clone());
        after.updated_at = Some(now);
        if after.status != before.status {
            after.status_updated_at = Some(now);
        }
        after
    }

    fn over(self, mut person: Person) -> Person {
        person.external_id = self.external_id.over(person.external_id);
        person.borrower_type = self.borrower_type.over(Some(person.borrower_type)).unwrap_or_default();
        person.status = self.status.over(Some(person.status)).unwrap_or_default();
        let intensity = self.collections_intensity.over(Some(person.collections_intensity));
        person.collections_intensity = intensity.unwrap_or_default();
        person.display_id = self.display_id.over(person.display_id);
        person.name = self.name.over(person.name);
        person.date_of_birth = self.date_of_birth.over(person.date_of_birth);
        person.timezone = self.timezone.over(person.timezone);
        person.meta_data = self.meta_data.map(raw).over(person.meta_data.map(Some)).flatten();
        let preferences = self.comm_preferences.map(raw).over(person.comm_preferences.map(Some));
        person.comm_preferences = preferences.flatten();
        person.monitor_start_date = self.monitor_start_date.over(person.monitor_start_date);
        person
    }
}

fn raw(text: String) -> Option<Box<RawValue>> {
    RawValue::from_string(text).ok()
}

fn read_name(fields: &mut Fields<'_>) -> Patch<Name> {
    match fields.open("name") {
        Patch::Absent => Patch::Absent,
        Patch::Null => Patch::Null,
        Patch::Value(mut inner) => {
            let name = Name {
                prefix: inner.text("prefix", 0, NAME_LENGTH).value(),
                first_name: inner.text("firstName", 1, NAME_LENGTH).value(),
                middle_name: inner.text("middleName", 0, NAME_LENGTH).value(),
                last_name: inner.text("lastName", 1, NAME_LENGTH).value(),
                maiden_last_name: inner.text("maidenLastName", 0, NAME_LENGTH).value(),
                suffix: inner.text("suffix", 0, SUFFIX_LENGTH).value(),
                preferred_first_name: inner.text("preferredFirstName", 0, NAME_LENGTH).value(),
            };
            fields.close(inner);
            Patch::Value(name)
        }
    }
}
