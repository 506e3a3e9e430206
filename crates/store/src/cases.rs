//! Cases and the interactions linked to them.

use domain::case::Case;
use domain::id::{AnyId, CaseId, CompanyId, Id, InteractionId, LoanId, PersonId, UserId};
use domain::interaction::CreatedBy;
use domain::vocabulary::{CaseStatus, CaseType};

use crate::error::StoreError;
use crate::of_people::OfPeople;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

const COLUMNS: &str = "key, person, external_id, case_type, name, status, status_updated_at, outcome, loans, \
     assignee, meta_data, created_by_kind, created_by_id, created_by_name, created_at, updated_at, \
     deleted_at";

fn map(row: &mut Row<'_>) -> Result<Case, StoreError> {
    Ok(Case {
        id: row.id()?,
        person_id: row.id()?,
        external_id: row.maybe_text()?,
        case_type: row.word(CaseType::parse)?,
        name: row.maybe_text()?,
        status: row.word(CaseStatus::parse)?,
        status_updated_at: row.instant()?,
        outcome: row.maybe_text()?,
        loan_ids: read_loans(&row.text()?)?,
        assignee_id: row.maybe_id()?,
        meta_data: row.maybe_json()?,
        created_by: CreatedBy { descriptor: row.text()?, id: row.maybe_text()?, name: Some(row.text()?) },
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
        deleted_at: row.maybe_instant()?,
    })
}

fn read_loans(json: &str) -> Result<Vec<LoanId>, StoreError> {
    let keys: Vec<i64> = serde_json::from_str(json)
        .map_err(|error| StoreError::Inconsistent(format!("loans of a case: {error}")))?;
    Ok(keys.into_iter().map(LoanId::of).collect())
}

/// The case with this id, if it is the company's, the person's where one is named, and not deleted.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    person: Option<PersonId>,
    id: &AnyId<CaseId>,
) -> Result<Option<Case>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM cases WHERE company = ").bind(company.key());
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

/// The cases with these ids, deleted ones too, in no order.
pub async fn find_all(read: &impl Read, company: CompanyId, ids: &[CaseId]) -> Result<Vec<Case>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM cases WHERE company = ").bind(company.key());
    sql.push(" AND key IN (").bind_all(ids.iter().map(|id| id.key())).push(")");
    read.rows(sql, map).await
}

/// The person's open collection case other than `but`, if there is one.
pub async fn open_collection(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
    but: CaseId,
) -> Result<Option<CaseId>, StoreError> {
    let open = CaseStatus::ALL.iter().filter(|status| status.is_open()).map(|status| status.as_str());
    let mut sql = read.sql();
    sql.push("SELECT key FROM cases WHERE company = ").bind(company.key());
    sql.push(" AND person = ").bind(person.key()).push(" AND key <> ").bind(but.key());
    sql.push(" AND case_type = ").bind(CaseType::Collection.as_str());
    sql.push(" AND status IN (").bind_all(open).push(") AND deleted_at IS NULL");
    read.row(sql, |row| row.id()).await
}

/// The cases of these people; each person's oldest first.
pub async fn of_people(
    read: &impl Read,
    company: CompanyId,
    people: &[PersonId],
) -> Result<Vec<Case>, StoreError> {
    let rows = OfPeople { columns: COLUMNS, table: "cases", condition: " AND deleted_at IS NULL" };
    rows.rows(read, company, people, map).await
}

/// The cases of a person, newest first.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
    slice: Slice,
) -> Result<Page<Case>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "cases",
        condition: "company = ? AND person = ? AND deleted_at IS NULL".to_owned(),
        values: vec![Value::Int(company.key()), Value::Int(person.key())],
    };
    list.page(read, slice, map).await
}

/// Which of the company's cases are wanted; an empty one asks for all.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// In one of these states.
    pub statuses: Vec<CaseStatus>,
    /// Of one of these types.
    pub types: Vec<CaseType>,
    /// Of this user, or nobody's.
    pub assignee: Option<Option<UserId>>,
}

/// The company's cases, newest first.
pub async fn list_all(
    read: &impl Read,
    company: CompanyId,
    wanted: &Wanted,
    slice: Slice,
) -> Result<Page<Case>, StoreError> {
    let mut condition = "company = ? AND deleted_at IS NULL".to_owned();
    let mut values = vec![Value::Int(company.key())];
    match wanted.assignee {
        None => {}
        Some(None) => condition.push_str(" AND assignee IS NULL"),
        Some(Some(user)) => {
            condition.push_str(" AND assignee = ?");
            values.push(user.key().into());
        }
    }
    let statuses: Vec<&str> = wanted.statuses.iter().map(|status| status.as_str()).collect();
    let types: Vec<&str> = wanted.types.iter().map(|one| one.as_str()).collect();
    for (column, words) in [("status", statuses), ("case_type", types)] {
        if !words.is_empty() {
            let places = vec!["?"; words.len()].join(", ");
            condition.push_str(&format!(" AND {column} IN ({places})"));
            values.extend(words.into_iter().map(Value::from));
        }
    }
    Newest { columns: COLUMNS, table: "cases", condition, values }.page(read, slice, map).await
}

/// The cases an interaction is linked to, newest first.
pub async fn list_linked(
    read: &impl Read,
    company: CompanyId,
    interaction: InteractionId,
    slice: Slice,
) -> Result<Page<Case>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "cases",
        condition: "company = ? AND deleted_at IS NULL AND key IN \
             (SELECT case_key FROM interaction_cases WHERE interaction_key = ?)"
            .to_owned(),
        values: vec![Value::Int(company.key()), Value::Int(interaction.key())],
    };
    list.page(read, slice, map).await
}

/// Adds a case; its id.
pub async fn insert(tx: &Tx, case: &Case) -> Result<CaseId, StoreError> {
    let mut sql = tx.sql();
    sql.push(
        "INSERT INTO cases (company, person, external_id, case_type, name, status, status_updated_at, \
         outcome, loans, assignee, meta_data, created_by_kind, created_by_id, created_by_name, created_at, updated_at, \
         deleted_at) VALUES (",
    );
    sql.bind(tx.author().company.key()).push(", ").bind_all(values(case)).push(") RETURNING key");
    Ok(CaseId::of(tx.insert(&sql).await?))
}

/// Writes a changed case back.
pub async fn update(tx: &Tx, case: &Case) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "UPDATE cases SET person = ?, external_id = ?, case_type = ?, name = ?, status = ?, \
         status_updated_at = ?, outcome = ?, loans = ?, assignee = ?, meta_data = ?, created_by_kind = ?, \
         created_by_id = ?, created_by_name = ?, created_at = ?, updated_at = ?, deleted_at = ?",
        values(case),
    );
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(case.id.key());
    tx.execute(&sql).await?;
    Ok(())
}

/// Links an interaction to a case; false where it was linked already.
pub async fn link(tx: &Tx, case: CaseId, interaction: InteractionId) -> Result<bool, StoreError> {
    let mut sql = tx.sql();
    sql.push("INSERT INTO interaction_cases (case_key, interaction_key, company) VALUES (");
    sql.bind_all([case.key(), interaction.key(), tx.author().company.key()]);
    sql.push(") ON CONFLICT (case_key, interaction_key) DO NOTHING");
    Ok(tx.execute(&sql).await? > 0)
}

/// Links many at once; those linked already stay so.
pub async fn link_all(tx: &Tx, links: &[(CaseId, InteractionId)]) -> Result<(), StoreError> {
    let company = tx.author().company.key();
    for chunk in links.chunks(500) {
        let mut sql = tx.sql();
        sql.push("INSERT INTO interaction_cases (case_key, interaction_key, company) VALUES ");
        for (index, (case, interaction)) in chunk.iter().enumerate() {
            sql.push(if index == 0 { "(" } else { ", (" });
            sql.bind_all([case.key(), interaction.key(), company]).push(")");
        }
        sql.push(" ON CONFLICT (case_key, interaction_key) DO NOTHING");
        tx.execute(&sql).await?;
    }
    Ok(())
}

/// Takes the link of an interaction to a case away; false where there was none.
pub async fn unlink(tx: &Tx, case: CaseId, interaction: InteractionId) -> Result<bool, StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM interaction_cases WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND case_key = ").bind(case.key()).push(" AND interaction_key = ").bind(interaction.key());
    Ok(tx.execute(&sql).await? > 0)
}

/// The cases an interaction is linked to, oldest first.
pub async fn linked_cases(
    read: &impl Read,
    company: CompanyId,
    interaction: InteractionId,
) -> Result<Vec<CaseId>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT case_key FROM interaction_cases WHERE company = ").bind(company.key());
    sql.push(" AND interaction_key = ").bind(interaction.key()).push(" ORDER BY case_key");
    read.rows(sql, |row| row.id()).await
}

fn values(case: &Case) -> Vec<Value> {
    let loans: Vec<String> = case.loan_ids.iter().map(|loan| loan.key().to_string()).collect();
    vec![
        case.person_id.key().into(),
        case.external_id.clone().into(),
        case.case_type.as_str().into(),
        case.name.clone().into(),
        case.status.as_str().into(),
        case.status_updated_at.into(),
        case.outcome.clone().into(),
        format!("[{}]", loans.join(",")).into(),
        case.assignee_id.map(Id::key).into(),
        case.meta_data.as_ref().map(|json| json.get().to_owned()).into(),
        case.created_by.descriptor.clone().into(),
        case.created_by.id.clone().into(),
        case.created_by.name.clone().unwrap_or_default().into(),
        case.created_at.into(),
        case.updated_at.into(),
        case.deleted_at.into(),
    ]
}

/// Which of these interactions are linked to which cases, in order of both.
pub async fn linked_ids(
    read: &impl Read,
    company: CompanyId,
    interactions: &[InteractionId],
) -> Result<Vec<(InteractionId, CaseId)>, StoreError> {
    if interactions.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = read.sql();
    sql.push("SELECT interaction_key, case_key FROM interaction_cases WHERE company = ");
    sql.bind(company.key()).push(" AND interaction_key IN (");
    sql.bind_all(interactions.iter().map(|interaction| interaction.key()));
    sql.push(") ORDER BY interaction_key, case_key");
    read.rows(sql, |row| Ok((row.id()?, row.id()?))).await
}
