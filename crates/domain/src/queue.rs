//! A queue: what interactions wait in until somebody takes them.

use serde::Serialize;
use utoipa::ToSchema;

use crate::fields::{EXTERNAL_ID_LENGTH, Fields};
use crate::id::QueueId;
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;

/// Longest name and description, in characters.
const NAME_LENGTH: usize = 200;
const DESCRIPTION_LENGTH: usize = 2_000;

/// A queue, as the store keeps it and the API shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Queue {
    /// Its id.
    pub id: QueueId,
    /// Its name.
    pub name: String,
    /// The owner's own id; `ext-` and it names the queue wherever its id does.
    pub reference: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// When it was made.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
}

/// What a body says about a queue.
#[derive(Debug, Clone)]
pub struct QueueDraft {
    name: Patch<String>,
    reference: Patch<String>,
    description: Patch<String>,
}

impl QueueDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft = Self {
            name: fields.text("name", 1, NAME_LENGTH),
            reference: fields.text("reference", 1, EXTERNAL_ID_LENGTH),
            description: fields.text("description", 0, DESCRIPTION_LENGTH),
        };
        if draft.name == Patch::Null {
            fields.refuse("name", "cannot be cleared");
        }
        fields.finish(draft)
    }

    /// A new queue. Its id is a placeholder until the store gives it one.
    pub fn create(self, id: QueueId, now: Instant) -> Result<Queue, Problems> {
        let Patch::Value(name) = self.name else { return Err(Problems::one("name", "is required")) };
        let (reference, description) = (self.reference.value(), self.description.value());
        Ok(Queue { id, name, reference, description, created_at: now, updated_at: None })
    }

    /// The queue after an update.
    pub fn merge(self, before: &Queue, now: Instant) -> Queue {
        let before = before.clone();
        Queue {
            name: self.name.value().unwrap_or(before.name),
            reference: self.reference.over(before.reference),
            description: self.description.over(before.description),
            updated_at: Some(now),
            ..before
        }
    }
}
