//! Views of the history under a name.

use domain::id::{CompanyId, Id, SavedViewId, TeamId, UserId};
use domain::saved_view::SavedView;

use crate::error::StoreError;
use crate::kept::{Kept, Which, joined, split};
use crate::row::Row;
use crate::{Tx, Value};

impl Kept for SavedView {
    type Id = SavedViewId;
    const TABLE: &'static str = "saved_views";
    const COLUMNS: &'static str = "key, name, search, columns, team, owner, created_at, updated_at";

    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id()?,
            name: row.text()?,
            search: row.text()?,
            columns: row.maybe_text()?.map(|text| split(&text)).transpose()?,
            team_id: row.maybe_id()?,
            owner_id: row.id()?,
            created_at: row.instant()?,
            updated_at: row.maybe_instant()?,
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.name.as_str().into(),
            self.search.as_str().into(),
            self.columns.as_deref().map(joined).into(),
            self.team_id.map(Id::key).into(),
            self.owner_id.key().into(),
            self.created_at.into(),
            self.updated_at.into(),
        ]
    }
}

/// Those a user sees: their own, and those shared with a team they belong to.
pub fn seen_by(company: CompanyId, user: UserId) -> Which {
    let (company_key, user) = (Value::Int(company.key()), Value::Int(user.key()));
    Which::all(company).and(
        "(owner = ? OR team IN (SELECT team FROM team_people WHERE company = ? AND user_key = ?))",
        [user.clone(), company_key, user],
    )
}

/// Leaves the views of a team that is gone to their owners alone.
pub async fn unshare(tx: &Tx, team: TeamId) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE saved_views SET team = NULL WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND team = ").bind(team.key());
    tx.execute(&sql).await?;
    Ok(())
}
