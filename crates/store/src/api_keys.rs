//! API keys. Of their secrets only hashes are here.

use domain::api_key::ApiKey;
use domain::id::{ApiKeyId, CompanyId, Id};
use domain::time::Instant;

use crate::error::StoreError;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value, roles};

const COLUMNS: &str = "key, name, role, role_key, user_key, created_at, revoked_at";

fn map(row: &mut Row<'_>) -> Result<ApiKey, StoreError> {
    Ok(ApiKey {
        id: row.id()?,
        name: row.text()?,
        role: roles::held(row)?,
        user_id: row.maybe_id()?,
        created_at: row.instant()?,
        revoked_at: row.maybe_instant()?,
    })
}

/// One key.
pub async fn find(read: &impl Read, company: CompanyId, id: ApiKeyId) -> Result<Option<ApiKey>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM api_keys WHERE company = ").bind(company.key());
    sql.push(" AND key = ").bind(id.key());
    read.row(sql, map).await
}

/// The company's keys, newest first, revoked ones too.
pub async fn list(read: &impl Read, company: CompanyId, slice: Slice) -> Result<Page<ApiKey>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "api_keys",
        condition: "company = ?".to_owned(),
        values: vec![Value::Int(company.key())],
    };
    list.page(read, slice, map).await
}

/// Adds a key without its hash, which needs the id; its id.
pub async fn insert(tx: &Tx, key: &ApiKey) -> Result<ApiKeyId, StoreError> {
    let mut sql = tx.sql();
    sql.push("INSERT INTO api_keys (company, name, hash, role, role_key, user_key, created_at) VALUES (");
    sql.bind(tx.author().company.key()).push(", ").bind(key.name.as_str()).push(", '', ");
    sql.bind_all(roles::held_values(key.role)).push(", ").bind(key.user_id.map(Id::key)).push(", ");
    sql.bind(key.created_at).push(") RETURNING key");
    Ok(ApiKeyId::of(tx.insert(&sql).await?))
}

/// Sets the hash a key is known by.
pub async fn set_hash(tx: &Tx, id: ApiKeyId, hash: &str) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE api_keys SET hash = ").bind(hash);
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(id.key());
    tx.execute(&sql).await?;
    Ok(())
}

/// Revokes a key and ends what was opened with it.
pub async fn revoke(tx: &Tx, id: ApiKeyId, now: Instant) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE api_keys SET revoked_at = ").bind(now);
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(id.key());
    tx.execute(&sql).await?;
    let mut sql = tx.sql();
    sql.push("DELETE FROM sessions WHERE api_key = ").bind(id.key());
    tx.execute(&sql).await?;
    Ok(())
}
