//! A button of a profile: what its holders can do about an interaction beside what every page offers.

mod conditions;
mod draft;
mod target;

use serde::Serialize;
use utoipa::ToSchema;

use crate::id::{ButtonId, ProfileId};
use crate::time::Instant;
use crate::vocabulary::{ButtonKind, ButtonPlace};

pub use conditions::{Conditions, Facts};
pub use draft::ButtonDraft;
pub use target::{Context, Target};

/// A button, as the store keeps it and the API shows it. Its secret is kept apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Button {
    /// Its id.
    pub id: ButtonId,
    /// The profile whose holders have it.
    pub profile_id: ProfileId,
    /// What stands on it.
    pub label: String,
    /// Where it stands.
    pub place: ButtonPlace,
    /// What it does.
    pub kind: ButtonKind,
    /// The address it opens or calls; one that it opens may hold placeholders.
    pub target: String,
    /// For which interactions it is there.
    pub conditions: Conditions,
    /// Its place among its neighbours; the smallest stands first.
    pub position: i64,
    /// Whether it is there at all.
    pub enabled: bool,
    /// When it was made.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
}

impl Button {
    /// Whether it is there for an interaction.
    pub fn is_for(&self, facts: &Facts) -> bool {
        self.enabled && self.conditions.hold(facts)
    }
}
