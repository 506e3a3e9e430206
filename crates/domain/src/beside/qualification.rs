//! A qualification: what somebody said an interaction was about and came to.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Beside, NAME_LENGTH, TEXT_LENGTH};
use crate::fields::Fields;
use crate::id::{Id, InteractionId, QualificationId};
use crate::patch::Patch;
use crate::time::Instant;

/// Branches above a label at most.
const BRANCHES: usize = 10;

/// What an interaction was qualified as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Qualification {
    /// Its id.
    pub id: QualificationId,
    /// The owner's own id.
    pub external_id: Option<String>,
    /// The interaction.
    pub interaction_id: InteractionId,
    /// What it was qualified as.
    pub label: String,
    /// The branches of the tree above the label, outermost first.
    pub path: Vec<String>,
    /// What was said about it.
    pub comment: Option<String>,
    /// Who qualified it.
    pub qualified_by: Option<String>,
    /// When.
    pub qualified_at: Instant,
    /// When it was recorded here.
    pub created_at: Instant,
}

/// What a body says about a qualification.
#[derive(Debug, Clone)]
pub struct QualificationDraft {
    external_id: Patch<String>,
    label: Patch<String>,
    path: Patch<Vec<String>>,
    comment: Patch<String>,
    by: Patch<String>,
    at: Patch<Instant>,
}

impl Beside for Qualification {
    type Id = QualificationId;
    type Draft = QualificationDraft;
    const NAME: &'static str = "qualification";

    fn read(fields: &mut Fields<'_>) -> QualificationDraft {
        let draft = QualificationDraft {
            external_id: fields.external_id(),
            label: fields.text("label", 1, NAME_LENGTH),
            path: fields.names("path", BRANCHES, NAME_LENGTH),
            comment: fields.text("comment", 0, TEXT_LENGTH),
            by: fields.text("qualifiedBy", 1, NAME_LENGTH),
            at: fields.instant("qualifiedAt"),
        };
        fields.require("label", &draft.label);
        draft
    }

    fn create(draft: QualificationDraft, interaction_id: InteractionId, now: Instant) -> Self {
        Self {
            id: QualificationId::of(0),
            external_id: draft.external_id.value(),
            interaction_id,
            label: draft.label.value().unwrap_or_default(),
            path: draft.path.value().unwrap_or_default(),
            comment: draft.comment.value(),
            qualified_by: draft.by.value(),
            qualified_at: draft.at.value().unwrap_or(now),
            created_at: now,
        }
    }

    fn with_id(self, id: QualificationId) -> Self {
        Self { id, ..self }
    }

    fn id(&self) -> QualificationId {
        self.id
    }

    fn interaction(&self) -> InteractionId {
        self.interaction_id
    }

    fn external_id(&self) -> Option<&str> {
        self.external_id.as_deref()
    }
}
