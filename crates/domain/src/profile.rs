//! A profile: what its holders work with. Somebody may hold several and has one active.

use serde::Serialize;
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::id::{AnyId, ProfileId, QueueId, UserId};
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;
use crate::vocabulary::Flow;

/// Longest name, in characters.
const NAME_LENGTH: usize = 200;
/// Queues and holders at most.
const QUEUES: usize = 1_000;
const HOLDERS: usize = 1_000;

/// A profile, as the store keeps it and the API shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// Its id.
    pub id: ProfileId,
    /// Its name.
    pub name: String,
    /// Whether its holders have the history of interactions.
    pub history: bool,
    /// The queues whose smart interactions its holders may see.
    pub queue_ids: Vec<QueueId>,
    /// The flows of these that an administrator may see; null: every one.
    pub flows: Option<Vec<Flow>>,
    /// The users who hold it.
    pub user_ids: Vec<UserId>,
    /// When it was made.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
}

/// What a body says about a profile.
#[derive(Debug, Clone)]
pub struct ProfileDraft {
    name: Patch<String>,
    history: Patch<bool>,
    /// Its queues, which must be found first.
    pub queues: Patch<Vec<AnyId<QueueId>>>,
    flows: Patch<Vec<Flow>>,
    users: Patch<Vec<UserId>>,
}

impl ProfileDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft = Self {
            name: fields.text("name", 1, NAME_LENGTH),
            history: fields.flag("history"),
            queues: fields
                .texts("queueIds", QUEUES)
                .map(|all| all.iter().map(|id| AnyId::read(id)).collect()),
            flows: fields.words("flows"),
            users: fields.ids("userIds", HOLDERS),
        };
        for (field, cleared) in
            [("name", draft.name == Patch::Null), ("history", draft.history == Patch::Null)]
        {
            if cleared {
                fields.refuse(field, "cannot be cleared");
            }
        }
        fields.finish(draft)
    }

    /// A new profile with these queues. Its id is a placeholder until the store gives it one.
    pub fn create(
        self,
        id: ProfileId,
        queues: Patch<Vec<QueueId>>,
        now: Instant,
    ) -> Result<Profile, Problems> {
        let Patch::Value(name) = self.name else { return Err(Problems::one("name", "is required")) };
        Ok(Profile {
            id,
            name,
            history: self.history.value().unwrap_or(true),
            queue_ids: queues.value().unwrap_or_default(),
            flows: self.flows.value(),
            user_ids: self.users.value().unwrap_or_default(),
            created_at: now,
            updated_at: None,
        })
    }

    /// The profile after an update; a list that is mentioned replaces the one before.
    pub fn merge(self, before: &Profile, queues: Patch<Vec<QueueId>>, now: Instant) -> Profile {
        let before = before.clone();
        Profile {
            name: self.name.value().unwrap_or(before.name),
            history: self.history.value().unwrap_or(before.history),
            queue_ids: queues.over(Some(before.queue_ids)).unwrap_or_default(),
            flows: self.flows.over(before.flows),
            user_ids: self.users.over(Some(before.user_ids)).unwrap_or_default(),
            updated_at: Some(now),
            ..before
        }
    }
}
