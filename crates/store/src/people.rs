//! People.

mod search;

pub use search::search;

use domain::id::{AnyId, CompanyId, Id, PersonId};
use domain::person::Person;
use domain::vocabulary::{BorrowerType, CollectionsIntensity, PersonStatus};
use serde_json::value::RawValue;

use crate::error::StoreError;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

const COLUMNS: &str = "key, external_id, borrower_type, status, status_updated_at, collections_intensity, \
     display_id, name, date_of_birth, timezone, meta_data, comm_preferences, monitor_start_date, \
     created_at, updated_at, deleted_at";

const INSERTED: &str = "(company, external_id, borrower_type, status, status_updated_at, \
     collections_intensity, display_id, name, date_of_birth, timezone, meta_data, comm_preferences, \
     monitor_start_date, full_name, search_text, created_at, updated_at, deleted_at)";

fn map(row: &mut Row<'_>) -> Result<Person, StoreError> {
    Ok(Person {
        id: row.id()?,
        external_id: row.maybe_text()?,
        borrower_type: row.word(BorrowerType::parse)?,
        status: row.word(PersonStatus::parse)?,
        status_updated_at: row.maybe_instant()?,
        collections_intensity: row.word(CollectionsIntensity::parse)?,
        display_id: row.maybe_text()?,
        name: row.maybe_text()?.and_then(|json| serde_json::from_str(&json).ok()),
        date_of_birth: row.maybe_text()?,
        timezone: row.maybe_text()?,
        meta_data: raw(row.maybe_text()?),
        comm_preferences: raw(row.maybe_text()?),
        monitor_start_date: row.maybe_text()?,
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
        deleted_at: row.maybe_instant()?,
    })
}

fn raw(text: Option<String>) -> Option<Box<RawValue>> {
    text.and_then(|text| RawValue::from_string(text).ok())
}

/// The person with this id, if it is the company's and not deleted.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    id: &AnyId<PersonId>,
) -> Result<Option<Person>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM people WHERE company = ").bind(company.key());
    match id {
        AnyId::Ours(id) => sql.push(" AND key = ").bind(id.key()),
        AnyId::External(external) => sql.push(" AND external_id = ").bind(external.as_str()),
        AnyId::Neither => return Ok(None),
    };
    sql.push(" AND deleted_at IS NULL");
    read.row(sql, map).await
}

/// The people with these ids, deleted ones too, in no order.
pub async fn find_all(
    read: &impl Read,
    company: CompanyId,
    ids: &[PersonId],
) -> Result<Vec<Person>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM people WHERE company = ").bind(company.key());
    sql.push(" AND key IN (").bind_all(ids.iter().map(|id| id.key())).push(")");
    read.rows(sql, map).await
}

/// The company's people, newest first.
pub async fn list(read: &impl Read, company: CompanyId, slice: Slice) -> Result<Page<Person>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "people",
        condition: "company = ? AND deleted_at IS NULL".to_owned(),
        values: vec![Value::Int(company.key())],
    };
    list.page(read, slice, map).await
}

/// Adds a person; its id.
pub async fn insert(tx: &Tx, person: &Person) -> Result<PersonId, StoreError> {
    let mut sql = tx.sql();
    sql.push("INSERT INTO people ").push(INSERTED).push(" VALUES (");
    sql.bind(tx.author().company.key()).push(", ").bind_all(values(person)).push(") RETURNING key");
    Ok(PersonId::of(tx.insert(&sql).await?))
}

/// Adds people who are not there yet; those who went in, by external id.
pub async fn insert_missing(tx: &Tx, people: &[Person]) -> Result<Vec<(PersonId, String)>, StoreError> {
    let mut added = Vec::new();
    for chunk in people.chunks(500) {
        let mut sql = tx.sql();
        sql.push("INSERT INTO people ").push(INSERTED).push(" VALUES ");
        for (index, person) in chunk.iter().enumerate() {
            sql.push(if index == 0 { "(" } else { ", (" });
            sql.bind(tx.author().company.key()).push(", ").bind_all(values(person)).push(")");
        }
        sql.push(" ON CONFLICT (company, external_id) WHERE external_id IS NOT NULL DO NOTHING");
        sql.push(" RETURNING key, external_id");
        added.extend(tx.insert_returning(&sql, |row| Ok((row.id()?, row.text()?))).await?);
    }
    Ok(added)
}

/// Writes a changed person back.
pub async fn update(tx: &Tx, person: &Person) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "UPDATE people SET external_id = ?, borrower_type = ?, status = ?, status_updated_at = ?, \
         collections_intensity = ?, display_id = ?, name = ?, date_of_birth = ?, timezone = ?, \
         meta_data = ?, comm_preferences = ?, monitor_start_date = ?, full_name = ?, search_text = ?, \
         created_at = ?, updated_at = ?, deleted_at = ?",
        values(person),
    );
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(person.id.key());
    tx.execute(&sql).await?;
    Ok(())
}

fn values(person: &Person) -> Vec<Value> {
    vec![
        person.external_id.clone().into(),
        person.borrower_type.as_str().into(),
        person.status.as_str().into(),
        person.status_updated_at.into(),
        person.collections_intensity.as_str().into(),
        person.display_id.clone().into(),
        person.name.as_ref().and_then(|name| serde_json::to_string(name).ok()).into(),
        person.date_of_birth.clone().into(),
        person.timezone.clone().into(),
        person.meta_data.as_ref().map(|json| json.get().to_owned()).into(),
        person.comm_preferences.as_ref().map(|json| json.get().to_owned()).into(),
        person.monitor_start_date.clone().into(),
        person.full_name().into(),
        person.search_text().into(),
        person.created_at.into(),
        person.updated_at.into(),
        person.deleted_at.into(),
    ]
}
