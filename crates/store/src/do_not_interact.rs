//! When people must not be contacted: one instance a case at most.

use std::fmt::Display;
use std::str::FromStr;

use domain::do_not_interact::DoNotInteract;
use domain::id::{CaseId, CompanyId, Id, PersonId};
use domain::interaction::CreatedBy;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::StoreError;
use crate::of_people::OfPeople;
use crate::row::Row;
use crate::{Read, Tx, Value};

const COLUMNS: &str = "case_key, person, channels, themes, start_date, end_date, days_of_week, timezone, \
     times_of_day, contact_labels, source, made_by, created_by_kind, created_by_id, created_by_name, created_at, \
     updated_at";

fn map(row: &mut Row<'_>) -> Result<DoNotInteract, StoreError> {
    Ok(DoNotInteract {
        case_id: row.id()?,
        person_id: row.id()?,
        channels: read(&row.text()?)?,
        themes: read(&row.text()?)?,
        start_date: date(&row.text()?)?,
        end_date: row.maybe_text()?.as_deref().map(date).transpose()?,
        days_of_week: read(&row.text()?)?,
        timezone: row.maybe_text()?,
        times_of_day: read(&row.text()?)?,
        contact_labels: read(&row.text()?)?,
        source: row.text()?,
        type_id: row.maybe_id()?,
        created_by: CreatedBy { descriptor: row.text()?, id: row.maybe_text()?, name: Some(row.text()?) },
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
    })
}

/// What a row says must not be forgotten because it cannot be read: that is said aloud.
fn read<T: DeserializeOwned>(json: &str) -> Result<T, StoreError> {
    serde_json::from_str(json).map_err(|error| StoreError::Inconsistent(format!("do not interact: {error}")))
}

fn date<D: FromStr<Err: Display>>(text: &str) -> Result<D, StoreError> {
    text.parse().map_err(|error| StoreError::Inconsistent(format!("do not interact: {error}")))
}

/// The instance of a case.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    case: CaseId,
) -> Result<Option<DoNotInteract>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM do_not_interact WHERE company = ").bind(company.key());
    sql.push(" AND case_key = ").bind(case.key());
    read.row(sql, map).await
}

/// Every instance of a person, oldest first.
pub async fn all_of_person(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
) -> Result<Vec<DoNotInteract>, StoreError> {
    of_people(read, company, &[person]).await
}

/// Every instance of these people; each person's oldest first.
pub async fn of_people(
    read: &impl Read,
    company: CompanyId,
    people: &[PersonId],
) -> Result<Vec<DoNotInteract>, StoreError> {
    let rows = OfPeople { columns: COLUMNS, table: "do_not_interact", condition: "" };
    rows.rows(read, company, people, map).await
}

/// Adds the instance of a case that has none.
pub async fn insert(tx: &Tx, one: &DoNotInteract) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push(
        "INSERT INTO do_not_interact (company, case_key, person, channels, themes, start_date, end_date, \
         days_of_week, timezone, times_of_day, contact_labels, source, made_by, created_by_kind, created_by_id, \
         created_by_name, created_at, updated_at) VALUES (",
    );
    sql.bind(tx.author().company.key()).push(", ").bind_all(values(one)).push(") RETURNING key");
    tx.insert(&sql).await?;
    Ok(())
}

/// Writes a changed instance back.
pub async fn update(tx: &Tx, one: &DoNotInteract) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "UPDATE do_not_interact SET case_key = ?, person = ?, channels = ?, themes = ?, start_date = ?, \
         end_date = ?, days_of_week = ?, timezone = ?, times_of_day = ?, contact_labels = ?, source = ?, made_by = ?, \
         created_by_kind = ?, created_by_id = ?, created_by_name = ?, created_at = ?, updated_at = ?",
        values(one),
    );
    sql.push(" WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND case_key = ").bind(one.case_id.key());
    tx.execute(&sql).await?;
    Ok(())
}

/// Takes the instance of a case away; the log keeps what it said.
pub async fn delete(tx: &Tx, case: CaseId) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM do_not_interact WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND case_key = ").bind(case.key());
    tx.execute(&sql).await?;
    Ok(())
}

fn values(one: &DoNotInteract) -> Vec<Value> {
    vec![
        one.case_id.key().into(),
        one.person_id.key().into(),
        json(&one.channels),
        json(&one.themes),
        one.start_date.to_string().into(),
        one.end_date.map(|date| date.to_string()).into(),
        json(&one.days_of_week),
        one.timezone.clone().into(),
        json(&one.times_of_day),
        json(&one.contact_labels),
        one.source.clone().into(),
        one.type_id.map(Id::key).into(),
        one.created_by.descriptor.clone().into(),
        one.created_by.id.clone().into(),
        one.created_by.name.clone().unwrap_or_default().into(),
        one.created_at.into(),
        one.updated_at.into(),
    ]
}

fn json<T: Serialize>(value: &T) -> Value {
    serde_json::to_string(value).ok().into()
}
