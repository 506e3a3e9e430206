//! What people agreed to, and took back.

use domain::consent::Consent;
use domain::id::{AnyId, CompanyId, ConsentId, Id, PersonId};
use domain::interaction::CreatedBy;
use domain::vocabulary::ConsentKind;

use crate::error::StoreError;
use crate::of_people::OfPeople;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

const COLUMNS: &str = "key, person, kind, loan, contact, given_at, expires_at, source, revoked_at, \
     created_by_kind, created_by_id, created_by_name, created_at, updated_at";

fn map(row: &mut Row<'_>) -> Result<Consent, StoreError> {
    Ok(Consent {
        id: row.id()?,
        person_id: row.id()?,
        kind: row.word(ConsentKind::parse)?,
        loan_id: row.maybe_id()?,
        contact_id: row.maybe_id()?,
        given_at: row.maybe_instant()?,
        expires_at: row.maybe_instant()?,
        source: row.maybe_text()?,
        revoked_at: row.maybe_instant()?,
        created_by: CreatedBy { descriptor: row.text()?, id: row.maybe_text()?, name: Some(row.text()?) },
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
    })
}

/// The person's consent with this id. Consents have no external ids.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
    id: &AnyId<ConsentId>,
) -> Result<Option<Consent>, StoreError> {
    let AnyId::Ours(id) = id else { return Ok(None) };
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM consents WHERE company = ").bind(company.key());
    sql.push(" AND person = ").bind(person.key()).push(" AND key = ").bind(id.key());
    read.row(sql, map).await
}

/// The consents of a person, newest first; revoked ones too.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
    slice: Slice,
) -> Result<Page<Consent>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "consents",
        condition: "company = ? AND person = ?".to_owned(),
        values: vec![Value::Int(company.key()), Value::Int(person.key())],
    };
    list.page(read, slice, map).await
}

/// Every consent of a person, revoked ones too, oldest first.
pub async fn all_of_person(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
) -> Result<Vec<Consent>, StoreError> {
    of_people(read, company, &[person]).await
}

/// Every consent of these people, revoked ones too; each person's oldest first.
pub async fn of_people(
    read: &impl Read,
    company: CompanyId,
    people: &[PersonId],
) -> Result<Vec<Consent>, StoreError> {
    let rows = OfPeople { columns: COLUMNS, table: "consents", condition: "" };
    rows.rows(read, company, people, map).await
}

/// Adds a consent; its id.
pub async fn insert(tx: &Tx, consent: &Consent) -> Result<ConsentId, StoreError> {
    let mut sql = tx.sql();
    sql.push(
        "INSERT INTO consents (company, person, kind, loan, contact, given_at, expires_at, source, \
         revoked_at, created_by_kind, created_by_id, created_by_name, created_at, updated_at) VALUES (",
    );
    sql.bind(tx.author().company.key()).push(", ").bind_all(values(consent)).push(") RETURNING key");
    Ok(ConsentId::of(tx.insert(&sql).await?))
}

/// Writes a changed consent back.
pub async fn update(tx: &Tx, consent: &Consent) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "UPDATE consents SET person = ?, kind = ?, loan = ?, contact = ?, given_at = ?, expires_at = ?, \
         source = ?, revoked_at = ?, created_by_kind = ?, created_by_id = ?, created_by_name = ?, \
         created_at = ?, updated_at = ?",
        values(consent),
    );
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(consent.id.key());
    tx.execute(&sql).await?;
    Ok(())
}

fn values(consent: &Consent) -> Vec<Value> {
    vec![
        consent.person_id.key().into(),
        consent.kind.as_str().into(),
        consent.loan_id.map(Id::key).into(),
        consent.contact_id.map(Id::key).into(),
        consent.given_at.into(),
        consent.expires_at.into(),
        consent.source.clone().into(),
        consent.revoked_at.into(),
        consent.created_by.descriptor.clone().into(),
        consent.created_by.id.clone().into(),
        consent.created_by.name.clone().unwrap_or_default().into(),
        consent.created_at.into(),
        consent.updated_at.into(),
    ]
}
