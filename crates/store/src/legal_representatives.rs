//! Who represents people before the law.

use domain::id::{AnyId, CompanyId, Id, LegalRepresentativeId, PersonId};
use domain::legal_representative::LegalRepresentative;
use domain::vocabulary::LegalRepresentativeStatus;

use crate::error::StoreError;
use crate::of_people::OfPeople;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

const COLUMNS: &str = "key, person, status, name, address, phone, other_phone, email, other_email, \
     created_at, updated_at, deleted_at";

fn map(row: &mut Row<'_>) -> Result<LegalRepresentative, StoreError> {
    Ok(LegalRepresentative {
        id: row.id()?,
        person_id: row.id()?,
        status: row.word(LegalRepresentativeStatus::parse)?,
        name: row.maybe_text()?,
        address: row.maybe_text()?.and_then(|json| serde_json::from_str(&json).ok()),
        phone: row.maybe_text()?,
        other_phone: row.maybe_text()?,
        email: row.maybe_text()?,
        other_email: row.maybe_text()?,
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
        deleted_at: row.maybe_instant()?,
    })
}

/// The person's legal representative with this id, if it is not deleted. They have no external ids.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
    id: &AnyId<LegalRepresentativeId>,
) -> Result<Option<LegalRepresentative>, StoreError> {
    let AnyId::Ours(id) = id else { return Ok(None) };
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM legal_representatives WHERE company = ");
    sql.bind(company.key()).push(" AND person = ").bind(person.key());
    sql.push(" AND key = ").bind(id.key()).push(" AND deleted_at IS NULL");
    read.row(sql, map).await
}

/// The legal representatives of a person, newest first.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
    slice: Slice,
) -> Result<Page<LegalRepresentative>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "legal_representatives",
        condition: "company = ? AND person = ? AND deleted_at IS NULL".to_owned(),
        values: vec![Value::Int(company.key()), Value::Int(person.key())],
    };
    list.page(read, slice, map).await
}

/// Every legal representative of a person, oldest first.
pub async fn all_of_person(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
) -> Result<Vec<LegalRepresentative>, StoreError> {
    of_people(read, company, &[person]).await
}

/// Every legal representative of these people; each person's oldest first.
pub async fn of_people(
    read: &impl Read,
    company: CompanyId,
    people: &[PersonId],
) -> Result<Vec<LegalRepresentative>, StoreError> {
    let rows =
        OfPeople { columns: COLUMNS, table: "legal_representatives", condition: " AND deleted_at IS NULL" };
    rows.rows(read, company, people, map).await
}

/// Adds a legal representative; its id.
pub async fn insert(tx: &Tx, one: &LegalRepresentative) -> Result<LegalRepresentativeId, StoreError> {
    let mut sql = tx.sql();
    sql.push(
        "INSERT INTO legal_representatives (company, person, status, name, address, phone, other_phone, \
         email, other_email, created_at, updated_at, deleted_at) VALUES (",
    );
    sql.bind(tx.author().company.key()).push(", ").bind_all(values(one)).push(") RETURNING key");
    Ok(LegalRepresentativeId::of(tx.insert(&sql).await?))
}

/// Writes a changed legal representative back.
pub async fn update(tx: &Tx, one: &LegalRepresentative) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "UPDATE legal_representatives SET person = ?, status = ?, name = ?, address = ?, phone = ?, \
         other_phone = ?, email = ?, other_email = ?, created_at = ?, updated_at = ?, deleted_at = ?",
        values(one),
    );
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(one.id.key());
    tx.execute(&sql).await?;
    Ok(())
}

fn values(one: &LegalRepresentative) -> Vec<Value> {
    vec![
        one.person_id.key().into(),
        one.status.as_str().into(),
        one.name.clone().into(),
        one.address.as_ref().and_then(|address| serde_json::to_string(address).ok()).into(),
        one.phone.clone().into(),
        one.other_phone.clone().into(),
        one.email.clone().into(),
        one.other_email.clone().into(),
        one.created_at.into(),
        one.updated_at.into(),
        one.deleted_at.into(),
    ]
}
