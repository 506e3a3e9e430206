//! The event log, read from a number on. The timeline of an object and the audit trail are views of it.

use domain::id::{CompanyId, Id};

use crate::error::StoreError;
use crate::event::{Event, Object};
use crate::interactions::View;
use crate::row::Row;
use crate::{Read, Tx};

const COLUMNS: &str = "number, name, at, actor_kind, actor_id, actor_name, api_key, address, object_kind, \
     object_key, person, changes, credentials";

fn map(row: &mut Row<'_>) -> Result<Event, StoreError> {
    let number = row.int()?;
    let name = row.text()?;
    let at = row.instant()?;
    let (actor_kind, actor_id, actor_name) = (row.text()?, row.maybe_text()?, row.text()?);
    let (key, address) = (row.maybe_text()?, row.maybe_text()?);
    let (kind, object) = (row.text()?, row.int()?);
    let object = Object::of(&kind, object)
        .ok_or_else(|| StoreError::Inconsistent(format!("event {number} is about a {kind:?}")))?;
    let person = row.maybe_id()?;
    let changes = row.text()?;
    let credentials = row.flag()?;
    Ok(Event {
        number,
        name,
        at,
        actor_kind,
        actor_id,
        actor_name,
        key,
        address,
        object,
        person,
        changes,
        credentials,
    })
}

impl Event {
    /// Whether a reader sees it.
    pub fn is_seen(&self, view: &View) -> bool {
        view.credentials || !self.credentials
    }
}

/// The events after a number, in order; hidden ones too, for the reader to count past.
pub async fn after(
    read: &impl Read,
    company: CompanyId,
    number: i64,
    limit: i64,
) -> Result<Vec<Event>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM events WHERE company = ").bind(company.key());
    sql.push(" AND number > ").bind(number).push(" ORDER BY number LIMIT ").bind(limit);
    read.rows(sql, map).await
}

/// The events about one object after a number, in order.
pub async fn about(
    read: &impl Read,
    view: &View,
    object: Object,
    after: i64,
    limit: i64,
) -> Result<Vec<Event>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM events WHERE company = ").bind(view.company.key());
    sql.push(" AND object_kind = ").bind(object.kind()).push(" AND object_key = ").bind(object.key());
    sql.push(" AND number > ").bind(after);
    if !view.credentials {
        sql.push(" AND credentials = ").bind(false);
    }
    sql.push(" ORDER BY number LIMIT ").bind(limit);
    read.rows(sql, map).await
}

/// The number of the newest event of a company.
pub async fn newest(read: &impl Read, company: CompanyId) -> Result<i64, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT last_event FROM companies WHERE key = ").bind(company.key());
    Ok(read.row(sql, |row| row.int()).await?.unwrap_or(0))
}

/// Hides what was told of an object from users: it has become one of account credentials.
pub async fn hide(tx: &Tx, object: Object) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE events SET credentials = ").bind(true);
    sql.push(" WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND object_kind = ").bind(object.kind()).push(" AND object_key = ").bind(object.key());
    tx.execute(&sql).await?;
    Ok(())
}
