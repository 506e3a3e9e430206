//! Which cases close channels by themselves.

use domain::do_not_interact::DoNotInteractType;
use domain::id::{CompanyId, DoNotInteractTypeId, Id};
use domain::vocabulary::{CaseStatus, CaseType, DurationUnit};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::StoreError;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

const COLUMNS: &str = "key, name, case_type, enabled, channels, themes, on_status, on_outcome, on_condition, \
     duration, unit, created_at, updated_at";

fn map(row: &mut Row<'_>) -> Result<DoNotInteractType, StoreError> {
    Ok(DoNotInteractType {
        id: row.id()?,
        name: row.text()?,
        case_type: row.word(CaseType::parse)?,
        enabled: row.flag()?,
        channels: read(&row.text()?)?,
        themes: read(&row.text()?)?,
        on_status: row.maybe_word(CaseStatus::parse)?,
        on_outcome: row.maybe_text()?,
        on_condition: read(&row.text()?)?,
        duration: row.maybe_int()?,
        unit: row.word(DurationUnit::parse)?,
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
    })
}

/// What a row says must not be forgotten because it cannot be read: that is said aloud.
fn read<T: DeserializeOwned>(json: &str) -> Result<T, StoreError> {
    serde_json::from_str(json)
        .map_err(|error| StoreError::Inconsistent(format!("do-not-interact type: {error}")))
}

/// The type with this id.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    id: DoNotInteractTypeId,
) -> Result<Option<DoNotInteractType>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM do_not_interact_types WHERE company = ");
    sql.bind(company.key()).push(" AND key = ").bind(id.key());
    read.row(sql, map).await
}

/// The company's types, newest first.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    slice: Slice,
) -> Result<Page<DoNotInteractType>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "do_not_interact_types",
        condition: "company = ?".to_owned(),
        values: vec![Value::Int(company.key())],
    };
    list.page(read, slice, map).await
}

/// Every type of a company, the oldest first.
pub async fn all(read: &impl Read, company: CompanyId) -> Result<Vec<DoNotInteractType>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM do_not_interact_types WHERE company = ");
    sql.bind(company.key()).push(" ORDER BY key");
    read.rows(sql, map).await
}

/// Adds a type; its id.
pub async fn insert(tx: &Tx, one: &DoNotInteractType) -> Result<DoNotInteractTypeId, StoreError> {
    let mut sql = tx.sql();
    sql.push(
        "INSERT INTO do_not_interact_types (company, name, case_type, enabled, channels, themes, on_status, \
         on_outcome, on_condition, duration, unit, created_at, updated_at) VALUES (",
    );
    sql.bind(tx.author().company.key()).push(", ").bind_all(values(one)).push(") RETURNING key");
    Ok(DoNotInteractTypeId::of(tx.insert(&sql).await?))
}

/// Writes a changed type back.
pub async fn update(tx: &Tx, one: &DoNotInteractType) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "UPDATE do_not_interact_types SET name = ?, case_type = ?, enabled = ?, channels = ?, themes = ?, \
         on_status = ?, on_outcome = ?, on_condition = ?, duration = ?, unit = ?, created_at = ?, updated_at = ?",
        values(one),
    );
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(one.id.key());
    tx.execute(&sql).await?;
    Ok(())
}

/// Takes a type away; what it made stays.
pub async fn delete(tx: &Tx, id: DoNotInteractTypeId) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM do_not_interact_types WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND key = ").bind(id.key());
    tx.execute(&sql).await?;
    Ok(())
}

fn values(one: &DoNotInteractType) -> Vec<Value> {
    vec![
        one.name.clone().into(),
        one.case_type.as_str().into(),
        one.enabled.into(),
        json(&one.channels),
        json(&one.themes),
        one.on_status.map(CaseStatus::as_str).into(),
        one.on_outcome.clone().into(),
        json(&one.on_condition),
        one.duration.into(),
        one.unit.as_str().into(),
        one.created_at.into(),
        one.updated_at.into(),
    ]
}

fn json<T: Serialize>(value: &T) -> Value {
    serde_json::to_string(value).ok().into()
}
