//! What somebody of the company allowed once.

use domain::id::{AnyId, CompanyId, Id, InteractionId, OverrideId, PersonId};
use domain::interaction::CreatedBy;
use domain::overrides::Override;
use domain::proposal::ProposedContact;

use crate::error::StoreError;
use crate::of_people::OfPeople;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

const COLUMNS: &str = "key, person, rule_id, reason, proposal, user_key, created_by_kind, created_by_id, \
     created_by_name, created_at, expires_at, used_by";

fn map(row: &mut Row<'_>) -> Result<Override, StoreError> {
    Ok(Override {
        id: row.id()?,
        person_id: row.id()?,
        rule_id: row.text()?,
        reason: row.text()?,
        proposal: read_proposal(&row.text()?)?,
        by: row.id()?,
        created_by: CreatedBy { descriptor: row.text()?, id: row.maybe_text()?, name: Some(row.text()?) },
        created_at: row.instant()?,
        expires_at: row.instant()?,
        used_by: row.maybe_id()?,
    })
}

fn read_proposal(json: &str) -> Result<ProposedContact, StoreError> {
    serde_json::from_str(json)
        .map_err(|error| StoreError::Inconsistent(format!("proposal of an override: {error}")))
}

/// The person's override with this id. Overrides have no external ids.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
    id: &AnyId<OverrideId>,
) -> Result<Option<Override>, StoreError> {
    let AnyId::Ours(id) = id else { return Ok(None) };
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM overrides WHERE company = ").bind(company.key());
    sql.push(" AND person = ").bind(person.key()).push(" AND key = ").bind(id.key());
    read.row(sql, map).await
}

/// The overrides of a person, newest first; used and expired ones too.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
    slice: Slice,
) -> Result<Page<Override>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "overrides",
        condition: "company = ? AND person = ?".to_owned(),
        values: vec![Value::Int(company.key()), Value::Int(person.key())],
    };
    list.page(read, slice, map).await
}

/// Every override of a person, used and expired ones too, oldest first.
pub async fn all_of_person(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
) -> Result<Vec<Override>, StoreError> {
    of_people(read, company, &[person]).await
}

/// Every override of these people, used and expired ones too; each person's oldest first.
pub async fn of_people(
    read: &impl Read,
    company: CompanyId,
    people: &[PersonId],
) -> Result<Vec<Override>, StoreError> {
    let rows = OfPeople { columns: COLUMNS, table: "overrides", condition: "" };
    rows.rows(read, company, people, map).await
}

/// Adds an override; its id.
pub async fn insert(tx: &Tx, one: &Override) -> Result<OverrideId, StoreError> {
    let mut sql = tx.sql();
    sql.push(
        "INSERT INTO overrides (company, person, rule_id, reason, proposal, user_key, created_by_kind, \
         created_by_id, created_by_name, created_at, expires_at, used_by) VALUES (",
    );
    sql.bind(tx.author().company.key()).push(", ").bind_all(values(one)).push(") RETURNING key");
    Ok(OverrideId::of(tx.insert(&sql).await?))
}

/// Says which interaction used an override; false where another one has used it already.
pub async fn use_up(tx: &Tx, id: OverrideId, interaction: InteractionId) -> Result<bool, StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE overrides SET used_by = ").bind(interaction.key());
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(id.key());
    sql.push(" AND (used_by IS NULL OR used_by = ").bind(interaction.key()).push(")");
    Ok(tx.execute(&sql).await? > 0)
}

fn values(one: &Override) -> Vec<Value> {
    vec![
        one.person_id.key().into(),
        one.rule_id.clone().into(),
        one.reason.clone().into(),
        serde_json::to_string(&one.proposal).ok().into(),
        one.by.key().into(),
        one.created_by.descriptor.clone().into(),
        one.created_by.id.clone().into(),
        one.created_by.name.clone().unwrap_or_default().into(),
        one.created_at.into(),
        one.expires_at.into(),
        one.used_by.map(Id::key).into(),
    ]
}
