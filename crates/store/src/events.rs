//! The event log, read from a number on. The timeline of an object and the audit trail are views of it.

use domain::id::{CompanyId, Id, InteractionId, PersonId};

use crate::error::StoreError;
use crate::event::{Event, Object};
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

/// Which events are asked for; an empty one asks for all.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// About this kind of object.
    pub kind: Option<String>,
    /// About the object with this key, of that kind.
    pub key: Option<i64>,
    /// About this person.
    pub person: Option<PersonId>,
    /// Of these types; none stands for all.
    pub names: Vec<String>,
}

impl Wanted {
    /// Everything about one object.
    pub fn about(object: Object) -> Self {
        Self { kind: Some(object.kind().to_owned()), key: Some(object.key()), ..Self::default() }
    }

    /// Everything about one person.
    pub fn of_person(person: PersonId) -> Self {
        Self { person: Some(person), ..Self::default() }
    }

    /// Whether the log itself must be walked, for want of an index.
    pub fn walks(&self) -> bool {
        self.key.is_none() && self.person.is_none() && (self.kind.is_some() || !self.names.is_empty())
    }
}

/// The events after a number, in order; hidden ones too, for the reader to count past.
pub async fn after(
    read: &impl Read,
    company: CompanyId,
    number: i64,
    limit: i64,
) -> Result<Vec<Event>, StoreError> {
    list(read, company, &Wanted::default(), (number, i64::MAX), limit).await
}

/// The events that are wanted after the first and up to the second number, in order; hidden ones too.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    wanted: &Wanted,
    (after, through): (i64, i64),
    limit: i64,
) -> Result<Vec<Event>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM events WHERE company = ").bind(company.key());
    if let Some(kind) = &wanted.kind {
        sql.push(" AND object_kind = ").bind(kind.as_str());
    }
    if let Some(key) = wanted.key {
        sql.push(" AND object_key = ").bind(key);
    }
    if let Some(person) = wanted.person {
        sql.push(" AND person = ").bind(person.key());
    }
    if !wanted.names.is_empty() {
        sql.push(" AND name IN (").bind_all(wanted.names.iter().map(String::as_str)).push(")");
    }
    sql.push(" AND number > ").bind(after).push(" AND number <= ").bind(through);
    sql.push(" ORDER BY number LIMIT ").bind(limit);
    read.rows(sql, map).await
}

/// The events with these numbers, in order.
pub async fn numbered(
    read: &impl Read,
    company: CompanyId,
    numbers: &[i64],
) -> Result<Vec<Event>, StoreError> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM events WHERE company = ").bind(company.key());
    sql.push(" AND number IN (").bind_all(numbers.iter().copied()).push(") ORDER BY number");
    read.rows(sql, map).await
}

/// The number of the newest event of a company.
pub async fn newest(read: &impl Read, company: CompanyId) -> Result<i64, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT last_event FROM companies WHERE key = ").bind(company.key());
    Ok(read.row(sql, |row| row.int()).await?.unwrap_or(0))
}

/// The number of the newest event about a person.
pub async fn newest_of_person(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
) -> Result<Option<i64>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT number FROM events WHERE company = ").bind(company.key());
    sql.push(" AND person = ").bind(person.key()).push(" ORDER BY number DESC LIMIT 1");
    read.row(sql, |row| row.int()).await
}

/// The highest number of an event of any company.
pub async fn newest_of_all(read: &impl Read) -> Result<i64, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT coalesce(max(last_event), 0) FROM companies");
    Ok(read.row(sql, |row| row.int()).await?.unwrap_or(0))
}

/// Hides from users what was told of an interaction, its notes and its conversation: it has become
/// one of account credentials.
pub async fn hide(tx: &Tx, interaction: InteractionId) -> Result<(), StoreError> {
    let company = tx.author().company.key();
    let mut sql = tx.sql();
    sql.push("UPDATE events SET credentials = ").bind(true).push(" WHERE company = ").bind(company);
    sql.push(" AND (object_kind IN ('interaction', 'convo', 'communication') AND object_key = ")
        .bind(interaction.key());
    sql.push(" OR object_kind = 'note' AND object_key IN (SELECT key FROM notes WHERE company = ");
    sql.bind(company).push(" AND about_kind = 'interaction' AND about_key = ");
    sql.bind(interaction.key()).push("))");
    tx.execute(&sql).await?;
    Ok(())
}
