//! A company's own roles.

use domain::id::{CompanyId, Id, RoleId};
use domain::role::{CustomRole, HeldRole};
use domain::vocabulary::{Permission, Role};

use crate::error::StoreError;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

const COLUMNS: &str = "key, name, permissions, created_at, updated_at";
/// What stands in a `role` column beside a role's key.
const CUSTOM: &str = "custom";

fn map(row: &mut Row<'_>) -> Result<CustomRole, StoreError> {
    Ok(CustomRole {
        id: row.id()?,
        name: row.text()?,
        permissions: permissions(&row.text()?),
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
    })
}

/// Reads the columns `role, role_key`.
pub(crate) fn held(row: &mut Row<'_>) -> Result<HeldRole, StoreError> {
    let (name, key) = (row.text()?, row.maybe_id::<RoleId>()?);
    match (Role::parse(&name), key) {
        (Some(role), None) => Ok(HeldRole::Standard(role)),
        (None, Some(id)) => Ok(HeldRole::Custom(id)),
        _ => Err(StoreError::Inconsistent(format!("unknown role {name:?}"))),
    }
}

/// The values of the columns `role, role_key`.
pub(crate) fn held_values(role: HeldRole) -> [Value; 2] {
    match role {
        HeldRole::Standard(role) => [role.as_str().into(), Value::Null],
        HeldRole::Custom(id) => [CUSTOM.into(), id.key().into()],
    }
}

/// What a role's column says; a permission that went out of use is passed over.
pub(crate) fn permissions(text: &str) -> Vec<Permission> {
    text.split(' ').filter_map(Permission::parse).collect()
}

/// One role.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    id: RoleId,
) -> Result<Option<CustomRole>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM roles WHERE company = ").bind(company.key());
    sql.push(" AND key = ").bind(id.key());
    read.row(sql, map).await
}

/// Whether another role has this name.
pub async fn name_is_taken(tx: &Tx, name: &str, but: RoleId) -> Result<bool, StoreError> {
    let mut sql = tx.sql();
    sql.push("SELECT key FROM roles WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND name = ").bind(name).push(" AND key <> ").bind(but.key());
    Ok(tx.row(sql, |row| row.int()).await?.is_some())
}

/// Whether a user or a working key holds it.
pub async fn is_held(tx: &Tx, id: RoleId) -> Result<bool, StoreError> {
    let mut sql = tx.sql();
    sql.push("SELECT key FROM users WHERE role_key = ").bind(id.key());
    sql.push(" UNION ALL SELECT key FROM api_keys WHERE revoked_at IS NULL AND role_key = ").bind(id.key());
    sql.push(" LIMIT 1");
    Ok(tx.row(sql, |row| row.int()).await?.is_some())
}

/// The company's own roles, newest first.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    slice: Slice,
) -> Result<Page<CustomRole>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "roles",
        condition: "company = ?".to_owned(),
        values: vec![Value::Int(company.key())],
    };
    list.page(read, slice, map).await
}

/// Adds a role; its id.
pub async fn insert(tx: &Tx, role: &CustomRole) -> Result<RoleId, StoreError> {
    let mut sql = tx.sql();
    sql.push("INSERT INTO roles (company, name, permissions, created_at) VALUES (");
    sql.bind(tx.author().company.key()).push(", ").bind(role.name.as_str()).push(", ");
    sql.bind(joined(&role.permissions)).push(", ").bind(role.created_at).push(") RETURNING key");
    Ok(RoleId::of(tx.insert(&sql).await?))
}

/// Writes a changed role back.
pub async fn update(tx: &Tx, role: &CustomRole) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE roles SET name = ").bind(role.name.as_str());
    sql.push(", permissions = ").bind(joined(&role.permissions));
    sql.push(", updated_at = ").bind(role.updated_at);
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(role.id.key());
    tx.execute(&sql).await?;
    Ok(())
}

/// Removes a role.
pub async fn delete(tx: &Tx, id: RoleId) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM roles WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND key = ").bind(id.key());
    tx.execute(&sql).await?;
    Ok(())
}

fn joined(permissions: &[Permission]) -> String {
    permissions.iter().map(|permission| permission.as_str()).collect::<Vec<_>>().join(" ")
}
