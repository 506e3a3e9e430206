//! A view of the history under a name: what it is narrowed to and which columns it shows.

use serde::Serialize;
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::id::{Id, SavedViewId, TeamId, UserId};
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;

/// Longest name, in characters.
const NAME_LENGTH: usize = 200;
/// Longest search, in characters.
const SEARCH_LENGTH: usize = 4_000;
/// Columns at most, and characters of the name of one.
const COLUMNS: usize = 50;
const COLUMN_LENGTH: usize = 64;

/// A view of the history, as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SavedView {
    /// Its id.
    pub id: SavedViewId,
    /// Its name.
    pub name: String,
    /// What the page is narrowed to and ordered by: the query of its address.
    pub search: String,
    /// The columns that are shown, in their order; null: as everybody has set their page.
    pub columns: Option<Vec<String>>,
    /// The team that it is shared with.
    pub team_id: Option<TeamId>,
    /// Whose it is.
    pub owner_id: UserId,
    /// When it was saved.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
}

/// What a body says about a view.
#[derive(Debug, Clone)]
pub struct SavedViewDraft {
    name: Patch<String>,
    search: Patch<String>,
    columns: Patch<Vec<String>>,
    team: Patch<TeamId>,
}

impl SavedViewDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft = Self {
            name: fields.text("name", 1, NAME_LENGTH),
            search: fields.text("search", 0, SEARCH_LENGTH),
            columns: fields.names("columns", COLUMNS, COLUMN_LENGTH),
            team: fields.id("teamId"),
        };
        for (field, cleared) in [("name", draft.name == Patch::Null), ("search", draft.search == Patch::Null)]
        {
            if cleared {
                fields.refuse(field, "cannot be cleared");
            }
        }
        fields.finish(draft)
    }

    /// The team it is to be shared with, where the body says one.
    pub fn team(&self) -> Option<TeamId> {
        self.team.as_value().copied()
    }

    /// A new view. Its id is a placeholder until the store gives it one.
    pub fn create(self, owner_id: UserId, now: Instant) -> Result<SavedView, Problems> {
        let Patch::Value(name) = self.name else { return Err(Problems::one("name", "is required")) };
        Ok(SavedView {
            id: SavedViewId::of(0),
            name,
            search: self.search.value().unwrap_or_default(),
            columns: self.columns.value(),
            team_id: self.team.value(),
            owner_id,
            created_at: now,
            updated_at: None,
        })
    }

    /// The view after an update.
    pub fn merge(self, before: &SavedView, now: Instant) -> SavedView {
        let before = before.clone();
        SavedView {
            name: self.name.value().unwrap_or(before.name),
            search: self.search.value().unwrap_or(before.search),
            columns: self.columns.over(before.columns),
            team_id: self.team.over(before.team_id),
            updated_at: Some(now),
            ..before
        }
    }
}
