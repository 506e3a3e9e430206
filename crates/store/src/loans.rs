//! Loans.

use domain::id::{AnyId, CompanyId, Id, LoanId, PersonId};
use domain::loan::Loan;
use domain::vocabulary::{LoanStatus, Security, ServicedBy};

use crate::error::StoreError;
use crate::of_people::OfPeople;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

const COLUMNS: &str = "key, person, external_id, status, serviced_by, days_overdue, security, display_id, \
     nickname, meta_data, created_at, updated_at, deleted_at";

fn map(row: &mut Row<'_>) -> Result<Loan, StoreError> {
    Ok(Loan {
        id: row.id()?,
        person_id: row.id()?,
        external_id: row.maybe_text()?,
        status: row.word(LoanStatus::parse)?,
        serviced_by: row.word(ServicedBy::parse)?,
        days_overdue: row.maybe_int()?.and_then(|days| u32::try_from(days).ok()),
        security: row.maybe_word(Security::parse)?,
        display_id: row.maybe_text()?,
        nickname: row.maybe_text()?,
        meta_data: row.maybe_json()?,
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
        deleted_at: row.maybe_instant()?,
    })
}

/// The loan with this id, if it is the company's, the person's where one is named, and not deleted.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    person: Option<PersonId>,
    id: &AnyId<LoanId>,
) -> Result<Option<Loan>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM loans WHERE company = ").bind(company.key());
    match id {
        AnyId::Ours(id) => sql.push(" AND key = ").bind(id.key()),
        AnyId::External(external) => sql.push(" AND external_id = ").bind(external.as_str()),
        AnyId::Neither => return Ok(None),
    };
    if let Some(person) = person {
        sql.push(" AND person = ").bind(person.key());
    }
    sql.push(" AND deleted_at IS NULL");
    read.row(sql, map).await
}

/// The loans with these ids, deleted ones too, in no order.
pub async fn find_all(read: &impl Read, company: CompanyId, ids: &[LoanId]) -> Result<Vec<Loan>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM loans WHERE company = ").bind(company.key());
    sql.push(" AND key IN (").bind_all(ids.iter().map(|id| id.key())).push(")");
    read.rows(sql, map).await
}

/// The person's loans under these names, in their order and each once; the position of the first that is
/// not the person's where one is not.
pub async fn resolve(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
    ids: &[AnyId<LoanId>],
) -> Result<Result<Vec<LoanId>, usize>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT key, external_id FROM loans WHERE company = ").bind(company.key());
    sql.push(" AND person = ").bind(person.key()).push(" AND deleted_at IS NULL");
    let known = match ids {
        [] => Vec::new(),
        _ => read.rows(sql, |row| Ok((row.id::<LoanId>()?, row.maybe_text()?))).await?,
    };
    let mut found = Vec::with_capacity(ids.len());
    for (at, id) in ids.iter().enumerate() {
        let named = known.iter().find(|(key, external)| match id {
            AnyId::Ours(id) => key == id,
            AnyId::External(text) => external.as_ref() == Some(text),
            AnyId::Neither => false,
        });
        match named {
            None => return Ok(Err(at)),
            Some((key, _)) if !found.contains(key) => found.push(*key),
            Some(_) => {}
        }
    }
    Ok(Ok(found))
}

/// The loans of these people; each person's oldest first.
pub async fn of_people(
    read: &impl Read,
    company: CompanyId,
    people: &[PersonId],
) -> Result<Vec<Loan>, StoreError> {
    let rows = OfPeople { columns: COLUMNS, table: "loans", condition: " AND deleted_at IS NULL" };
    rows.rows(read, company, people, map).await
}

/// The loans of a person, newest first.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
    slice: Slice,
) -> Result<Page<Loan>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "loans",
        condition: "company = ? AND person = ? AND deleted_at IS NULL".to_owned(),
        values: vec![Value::Int(company.key()), Value::Int(person.key())],
    };
    list.page(read, slice, map).await
}

/// Adds a loan; its id.
pub async fn insert(tx: &Tx, loan: &Loan) -> Result<LoanId, StoreError> {
    let mut sql = tx.sql();
    sql.push(
        "INSERT INTO loans (company, person, external_id, status, serviced_by, days_overdue, security, \
         display_id, nickname, meta_data, created_at, updated_at, deleted_at) VALUES (",
    );
    sql.bind(tx.author().company.key()).push(", ").bind_all(values(loan)).push(") RETURNING key");
    Ok(LoanId::of(tx.insert(&sql).await?))
}

/// Writes a changed loan back.
pub async fn update(tx: &Tx, loan: &Loan) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "UPDATE loans SET person = ?, external_id = ?, status = ?, serviced_by = ?, days_overdue = ?, \
         security = ?, display_id = ?, nickname = ?, meta_data = ?, created_at = ?, updated_at = ?, deleted_at = ?",
        values(loan),
    );
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(loan.id.key());
    tx.execute(&sql).await?;
    Ok(())
}

fn values(loan: &Loan) -> Vec<Value> {
    vec![
        loan.person_id.key().into(),
        loan.external_id.clone().into(),
        loan.status.as_str().into(),
        loan.serviced_by.as_str().into(),
        loan.days_overdue.map(i64::from).into(),
        loan.security.map(Security::as_str).into(),
        loan.display_id.clone().into(),
        loan.nickname.clone().into(),
        loan.meta_data.as_ref().map(|json| json.get().to_owned()).into(),
        loan.created_at.into(),
        loan.updated_at.into(),
        loan.deleted_at.into(),
    ]
}
