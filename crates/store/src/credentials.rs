//! What a key or a session stands for: whom to let in, and as what.

use domain::id::{ApiKeyId, CompanyId, Id, UserId};
use domain::role::HeldRole;
use domain::vocabulary::Permission;

use crate::error::StoreError;
use crate::row::Row;
use crate::{Read, roles};

/// The user behind a credential.
#[derive(Debug, Clone)]
pub struct Behind {
    /// Its id.
    pub id: UserId,
    /// Its full name, or its email where there is none.
    pub name: String,
    /// Whether it may not come in.
    pub disabled: bool,
}

/// A key with everything that decides about a request.
#[derive(Debug, Clone)]
pub struct KeyHolder {
    /// The company.
    pub company: CompanyId,
    /// The number of its newest event.
    pub last_event: i64,
    /// The key's name.
    pub name: String,
    /// The hash of the whole key.
    pub hash: String,
    /// Whether it was revoked.
    pub revoked: bool,
    /// Its role.
    pub role: HeldRole,
    /// The permissions of a role of the company's own.
    pub custom: Vec<Permission>,
    /// Whether it says that it acts as a user.
    pub acts: bool,
    /// The user it acts as.
    pub user: Option<Behind>,
}

/// A user with everything that decides about a request.
#[derive(Debug, Clone)]
pub struct UserHolder {
    /// The number of the company's newest event.
    pub last_event: i64,
    /// The user.
    pub user: Behind,
    /// Its role.
    pub role: HeldRole,
    /// The permissions of a role of the company's own.
    pub custom: Vec<Permission>,
}

/// A key, looked up by its id alone.
pub async fn key(read: &impl Read, id: ApiKeyId) -> Result<Option<KeyHolder>, StoreError> {
    let mut sql = read.sql();
    sql.push(
        "SELECT k.company, c.last_event, k.name, k.hash, k.revoked_at, k.role, k.role_key, r.permissions, k.user_key, \
         u.key, u.email, u.first_name, u.last_name, u.disabled_at FROM api_keys k \
         JOIN companies c ON c.key = k.company LEFT JOIN roles r ON r.key = k.role_key LEFT JOIN users u ON u.key = k.user_key WHERE k.key = ",
    );
    sql.bind(id.key());
    read.row(sql, map_key).await
}

/// A user of a company.
pub async fn user(
    read: &impl Read,
    company: CompanyId,
    id: UserId,
) -> Result<Option<UserHolder>, StoreError> {
    let mut sql = read.sql();
    sql.push(
        "SELECT c.last_event, u.role, u.role_key, r.permissions, u.key, u.email, u.first_name, u.last_name, u.disabled_at \
         FROM users u JOIN companies c ON c.key = u.company LEFT JOIN roles r ON r.key = u.role_key WHERE u.company = ",
    );
    sql.bind(company.key()).push(" AND u.key = ").bind(id.key());
    let found = read.row(sql, map_user).await?;
    Ok(found.flatten())
}

fn map_key(row: &mut Row<'_>) -> Result<KeyHolder, StoreError> {
    Ok(KeyHolder {
        company: row.id()?,
        last_event: row.int()?,
        name: row.text()?,
        hash: row.text()?,
        revoked: row.maybe_int()?.is_some(),
        role: roles::held(row)?,
        custom: row.maybe_text()?.map(|text| roles::permissions(&text)).unwrap_or_default(),
        acts: row.maybe_int()?.is_some(),
        user: behind(row)?,
    })
}

fn map_user(row: &mut Row<'_>) -> Result<Option<UserHolder>, StoreError> {
    let last_event = row.int()?;
    let role = roles::held(row)?;
    let custom = row.maybe_text()?.map(|text| roles::permissions(&text)).unwrap_or_default();
    Ok(behind(row)?.map(|user| UserHolder { last_event, user, role, custom }))
}

fn behind(row: &mut Row<'_>) -> Result<Option<Behind>, StoreError> {
    let id = row.maybe_id()?;
    let email = row.maybe_text()?;
    let parts = [row.maybe_text()?, row.maybe_text()?];
    let disabled = row.maybe_int()?.is_some();
    let full = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let name = if full.is_empty() { email.unwrap_or_default() } else { full };
    Ok(id.map(|id| Behind { id, name, disabled }))
}
