//! Qualifications.

use domain::beside::Qualification;
use domain::id::{Id, QualificationId};

use crate::Value;
use crate::error::StoreError;
use crate::kept::{Kept, joined, split};
use crate::row::Row;

impl Kept for Qualification {
    type Id = QualificationId;
    const TABLE: &'static str = "qualifications";
    const COLUMNS: &'static str =
        "key, external_id, interaction, label, path, comment, qualified_by, qualified_at, created_at";

    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id()?,
            external_id: row.maybe_text()?,
            interaction_id: row.id()?,
            label: row.text()?,
            path: split(&row.text()?)?,
            comment: row.maybe_text()?,
            qualified_by: row.maybe_text()?,
            qualified_at: row.instant()?,
            created_at: row.instant()?,
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.external_id.clone().into(),
            self.interaction_id.key().into(),
            self.label.as_str().into(),
            joined(&self.path).into(),
            self.comment.clone().into(),
            self.qualified_by.clone().into(),
            self.qualified_at.into(),
            self.created_at.into(),
        ]
    }
}
