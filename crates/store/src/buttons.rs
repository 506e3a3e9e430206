//! The buttons of profiles. Their secrets are sealed before they come here.

use domain::button::{Button, Conditions};
use domain::id::{ButtonId, CompanyId, Id, ProfileId};
use domain::vocabulary::{ButtonKind, ButtonPlace};

use crate::error::StoreError;
use crate::kept::Kept;
use crate::row::Row;
use crate::{Read, Tx, Value};

impl Kept for Button {
    type Id = ButtonId;
    const TABLE: &'static str = "buttons";
    const COLUMNS: &'static str =
        "key, profile, label, place, kind, target, conditions, position, enabled, created_at, updated_at";

    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id()?,
            profile_id: row.id()?,
            label: row.text()?,
            place: row.word(ButtonPlace::parse)?,
            kind: row.word(ButtonKind::parse)?,
            target: row.text()?,
            conditions: conditions(&row.text()?)?,
            position: row.int()?,
            enabled: row.flag()?,
            created_at: row.instant()?,
            updated_at: row.maybe_instant()?,
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.profile_id.key().into(),
            self.label.as_str().into(),
            self.place.as_str().into(),
            self.kind.as_str().into(),
            self.target.as_str().into(),
            serde_json::to_string(&self.conditions).unwrap_or_default().into(),
            self.position.into(),
            self.enabled.into(),
            self.created_at.into(),
            self.updated_at.into(),
        ]
    }
}

/// A button must not be there for more than was said because its conditions cannot be read.
fn conditions(text: &str) -> Result<Conditions, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Inconsistent(format!("conditions: {error}")))
}

/// The sealed secret of a button.
pub async fn secret(read: &impl Read, company: CompanyId, id: ButtonId) -> Result<Vec<u8>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT secret FROM buttons WHERE company = ").bind(company.key());
    sql.push(" AND key = ").bind(id.key());
    Ok(read.row(sql, |row| row.maybe_blob()).await?.flatten().unwrap_or_default())
}

/// Sets the sealed secret of a button.
pub async fn set_secret(tx: &Tx, id: ButtonId, secret: &[u8]) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE buttons SET secret = ").bind(secret.to_vec());
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(id.key());
    tx.execute(&sql).await?;
    Ok(())
}

/// Takes the buttons of a profile away.
pub async fn delete_of(tx: &Tx, profile: ProfileId) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM buttons WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND profile = ").bind(profile.key());
    tx.execute(&sql).await?;
    Ok(())
}
