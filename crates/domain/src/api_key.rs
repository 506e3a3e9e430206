//! API keys: how programs come in.

use serde::Serialize;
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::id::{ApiKeyId, UserId};
use crate::patch::Patch;
use crate::problem::Problems;
use crate::role::{HeldRole, read_held};
use crate::time::Instant;

/// Longest name of a key, in characters.
const NAME_LENGTH: usize = 200;

/// An API key without its secret, which nobody keeps.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApiKey {
    /// Its id: what the key begins with.
    pub id: ApiKeyId,
    /// What it is for.
    pub name: String,
    /// What it may.
    pub role: HeldRole,
    /// The user it acts as.
    pub user_id: Option<UserId>,
    /// When it was made.
    pub created_at: Instant,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
}

/// What is said about a new key.
#[derive(Debug, Clone)]
pub struct ApiKeyDraft {
    /// What it is for.
    pub name: String,
    /// What it may.
    pub role: HeldRole,
    /// The user it acts as: an id (`UR-…`) or an email.
    pub user: Option<String>,
}

impl ApiKeyDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let name = fields.text("name", 1, NAME_LENGTH);
        fields.require("name", &name);
        let role = read_held(&mut fields);
        fields.require("role", &role);
        let user = fields.text("userId", 1, 255);
        let (Patch::Value(name), Patch::Value(role)) = (name, role) else {
            return Err(fields.into_problems());
        };
        fields.finish(Self { name, role, user: user.value() })
    }
}
