//! A note: what somebody wrote down about a person, a case or an interaction.

use serde::Serialize;
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::id::{CaseId, InteractionId, NoteId, PersonId};
use crate::interaction::CreatedBy;
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;
use crate::vocabulary::NoteCategory;

/// Longest note, in characters.
const CONTENT_LENGTH: usize = 20_000;

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "type", content = "id", rename_all = "camelCase")]
pub enum About {
    /// A person.
    Person(PersonId),
    /// A case.
    Case(CaseId),
    /// An interaction.
    Interaction(InteractionId),
}

/// A note, as the store keeps it and the API shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// What it is about.
    pub about: About,
    /// The person concerned; none while the interaction belongs to nobody.
    pub person_id: Option<PersonId>,
    /// What somebody wrote.
    pub content: String,
    /// Of which kind it is.
    pub category: NoteCategory,
    /// Whether it matters more than others.
    pub important: bool,
    /// Whether it stays on top of the screen.
    pub pinned: bool,
    /// Who wrote it.
    pub created_by: CreatedBy,
    /// When it was recorded.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
}

/// What a body says about a note.
#[derive(Debug, Clone, Default)]
pub struct NoteDraft {
    content: Patch<String>,
    category: Patch<NoteCategory>,
    important: Patch<bool>,
    pinned: Patch<bool>,
}

impl NoteDraft {
    /// Reads the body of a new note.
    pub fn read_new(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft = Self::read(&mut fields);
        fields.require("content", &draft.content);
        fields.finish(draft)
    }

    /// Reads the body of a change.
    pub fn read_change(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft = Self::read(&mut fields);
        if draft.content == Patch::Null {
            fields.refuse("content", "cannot be cleared; delete the note instead");
        }
        fields.finish(draft)
    }

    /// A new note. Its id is a placeholder until the store gives it one.
    pub fn create(
        self,
        id: NoteId,
        about: About,
        person: Option<PersonId>,
        created_by: CreatedBy,
        now: Instant,
    ) -> Note {
        self.over(Note {
            id,
            about,
            person_id: person,
            content: String::new(),
            category: NoteCategory::default(),
            important: false,
            pinned: false,
            created_by,
            created_at: now,
            updated_at: None,
            deleted_at: None,
        })
    }

    /// The note after an update.
    pub fn merge(self, before: &Note, now: Instant) -> Note {
        let mut after = self.over(before.clone());
        after.updated_at = Some(now);
        after
    }

    fn over(self, mut note: Note) -> Note {
        note.content = self.content.value().unwrap_or(note.content);
        note.category = self.category.over(Some(note.category)).unwrap_or_default();
        note.important = self.important.over(Some(note.important)).unwrap_or_default();
        note.pinned = self.pinned.over(Some(note.pinned)).unwrap_or_default();
        note
    }

    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            content: fields.text("content", 1, CONTENT_LENGTH),
            category: fields.word("category"),
            important: fields.flag("important"),
            pinned: fields.flag("pinned"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes;
    use crate::id::Id;

    #[test]
    fn a_note_says_something_and_keeps_what_a_change_leaves_out() {
        assert_eq!(NoteDraft::read_new("{}").unwrap_err().to_string(), "content: is required");
        let by = CreatedBy { descriptor: "employee".to_owned(), id: None, name: None };
        let draft = NoteDraft::read_new(r#"{"content":"Calls back on Monday","important":true}"#).unwrap();
        let note = draft.create(NoteId::of(1), About::Case(CaseId::of(1)), None, by, Instant(1));
        let pinned = NoteDraft::read_change(r#"{"pinned":true}"#).unwrap().merge(&note, Instant(2));
        assert!(pinned.important && pinned.pinned);
        assert_eq!(pinned.content, "Calls back on Monday");
        assert!(NoteDraft::read_change(r#"{"content":null}"#).is_err());
    }

    #[test]
    fn the_log_never_tells_what_a_note_says() {
        let by = CreatedBy { descriptor: "employee".to_owned(), id: None, name: None };
        let draft = NoteDraft::read_new(r#"{"content":"secret"}"#).unwrap();
        let note = draft.create(NoteId::of(1), About::Person(PersonId::of(1)), None, by, Instant(1));
        let after = NoteDraft::read_change(r#"{"content":"secret too"}"#).unwrap().merge(&note, Instant(2));
        assert_eq!(changes::between(&note, &after), r#"{"content":{"changed":true}}"#);
    }
}
