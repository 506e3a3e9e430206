//! What hangs on many people, read in a few statements.

use domain::id::{CompanyId, Id, PersonId};

use crate::Read;
use crate::error::StoreError;
use crate::lookup::sorted;
use crate::row::Row;

/// People in one statement.
const CHUNK: usize = 4096;

/// A table whose rows have a key and a person.
pub(crate) struct OfPeople {
    /// `SELECT` list.
    pub(crate) columns: &'static str,
    /// The table.
    pub(crate) table: &'static str,
    /// What must hold besides: empty, or beginning with ` AND`.
    pub(crate) condition: &'static str,
}

impl OfPeople {
    /// The rows of these people; each person's oldest first.
    pub(crate) async fn rows<T: Send + 'static>(
        self,
        read: &impl Read,
        company: CompanyId,
        people: &[PersonId],
        map: fn(&mut Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        let keys = sorted(people.iter().map(|id| id.key()).collect());
        for chunk in keys.chunks(CHUNK) {
            let mut sql = read.sql();
            sql.push("SELECT ").push(self.columns).push(" FROM ").push(self.table);
            sql.push(" WHERE company = ").bind(company.key());
            sql.push(" AND ").among("person", chunk).push(self.condition).push(" ORDER BY key");
            found.extend(read.rows(sql, map).await?);
        }
        Ok(found)
    }
}
