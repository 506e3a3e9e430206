//! A team: its members, and those who manage it and see what the members did.

use serde::Serialize;
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::id::{TeamId, UserId};
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;

/// Longest name, in characters.
const NAME_LENGTH: usize = 200;
/// People of one kind at most.
const PEOPLE: usize = 1_000;

/// A team, as the store keeps it and the API shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// The users who manage it.
    pub manager_ids: Vec<UserId>,
    /// Its members.
    pub member_ids: Vec<UserId>,
    /// When it was made.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
}

/// What a body says about a team.
#[derive(Debug, Clone)]
pub struct TeamDraft {
    name: Patch<String>,
    managers: Patch<Vec<UserId>>,
    members: Patch<Vec<UserId>>,
}

impl TeamDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft = Self {
            name: fields.text("name", 1, NAME_LENGTH),
            managers: fields.ids("managerIds", PEOPLE),
            members: fields.ids("memberIds", PEOPLE),
        };
        if draft.name == Patch::Null {
            fields.refuse("name", "cannot be cleared");
        }
        fields.finish(draft)
    }

    /// A new team. Its id is a placeholder until the store gives it one.
    pub fn create(self, id: TeamId, now: Instant) -> Result<Team, Problems> {
        let Patch::Value(name) = self.name else { return Err(Problems::one("name", "is required")) };
        let manager_ids = self.managers.value().unwrap_or_default();
        let member_ids = self.members.value().unwrap_or_default();
        Ok(Team { id, name, manager_ids, member_ids, created_at: now, updated_at: None })
    }

    /// The team after an update; a list that is mentioned replaces the one before.
    pub fn merge(self, before: &Team, now: Instant) -> Team {
        let before = before.clone();
        Team {
            name: self.name.value().unwrap_or(before.name),
            manager_ids: self.managers.over(Some(before.manager_ids)).unwrap_or_default(),
            member_ids: self.members.over(Some(before.member_ids)).unwrap_or_default(),
            updated_at: Some(now),
            ..before
        }
    }
}
