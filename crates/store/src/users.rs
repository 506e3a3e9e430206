//! Users.

use domain::id::{CompanyId, Id, UserId};
use domain::text::fold;
use domain::user::{User, UserName, email_key};

use crate::error::StoreError;
use crate::lookup::keys;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value, roles};

const COLUMNS: &str =
    "key, email, first_name, last_name, role, role_key, disabled_at, created_at, updated_at";

fn map(row: &mut Row<'_>) -> Result<User, StoreError> {
    let (id, email) = (row.id()?, row.text()?);
    let name = UserName { first_name: row.maybe_text()?, last_name: row.maybe_text()? };
    let role = roles::held(row)?;
    let disabled_at = row.maybe_instant()?;
    Ok(User {
        id,
        email,
        name,
        role,
        disabled: disabled_at.is_some(),
        disabled_at,
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
    })
}

/// One user.
pub async fn find(read: &impl Read, company: CompanyId, id: UserId) -> Result<Option<User>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM users WHERE company = ").bind(company.key());
    sql.push(" AND key = ").bind(id.key());
    read.row(sql, map).await
}

/// The user with this address, whatever its case.
pub async fn find_by_email(
    read: &impl Read,
    company: CompanyId,
    email: &str,
) -> Result<Option<User>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM users WHERE company = ").bind(company.key());
    sql.push(" AND email_sort = ").bind(email_key(email));
    read.row(sql, map).await
}

/// The users of a company with these ids; those that are not there are left out.
pub async fn find_all(read: &impl Read, company: CompanyId, ids: &[UserId]) -> Result<Vec<User>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM users WHERE company = ").bind(company.key());
    sql.push(" AND ").among("key", &keys(ids));
    read.rows(sql, map).await
}

/// A user who may try a password.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// The company.
    pub company: CompanyId,
    /// The user.
    pub user: UserId,
    /// The hash of the password.
    pub hash: String,
}

/// The users of every company with this address and a password who may sign in, oldest first.
pub async fn sign_ins(read: &impl Read, email: &str) -> Result<Vec<SignIn>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT company, key, password_hash FROM users WHERE email_sort = ").bind(email_key(email));
    sql.push(" AND password_hash IS NOT NULL AND disabled_at IS NULL ORDER BY key");
    read.rows(sql, |row| Ok(SignIn { company: row.id()?, user: row.id()?, hash: row.text()? })).await
}

/// The company's users, newest first.
pub async fn list(read: &impl Read, company: CompanyId, slice: Slice) -> Result<Page<User>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "users",
        condition: "company = ?".to_owned(),
        values: vec![Value::Int(company.key())],
    };
    list.page(read, slice, map).await
}

/// Every user of a company, those who may not sign in included, by name.
pub async fn everybody(read: &impl Read, company: CompanyId) -> Result<Vec<User>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM users WHERE company = ").bind(company.key());
    sql.push(" ORDER BY full_name_sort, email_sort, key");
    read.rows(sql, map).await
}

/// Adds a user; its id.
pub async fn insert(tx: &Tx, user: &User) -> Result<UserId, StoreError> {
    let mut sql = tx.sql();
    sql.push(
        "INSERT INTO users (company, email, email_sort, first_name, last_name, first_name_sort, \
         last_name_sort, full_name_sort, role, role_key, disabled_at, created_at, updated_at) VALUES (",
    );
    sql.bind(tx.author().company.key()).push(", ").bind_all(values(user)).push(") RETURNING key");
    Ok(UserId::of(tx.insert(&sql).await?))
}

/// Writes a changed user back.
pub async fn update(tx: &Tx, user: &User) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "UPDATE users SET email = ?, email_sort = ?, first_name = ?, last_name = ?, first_name_sort = ?, \
         last_name_sort = ?, full_name_sort = ?, role = ?, role_key = ?, disabled_at = ?, created_at = ?, \
         updated_at = ?",
        values(user),
    );
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(user.id.key());
    tx.execute(&sql).await?;
    Ok(())
}

/// Gives a user a password, or takes it away.
pub async fn set_password(tx: &Tx, id: UserId, hash: Option<String>) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE users SET password_hash = ").bind(hash);
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(id.key());
    tx.execute(&sql).await?;
    Ok(())
}

fn values(user: &User) -> Vec<Value> {
    let [role, role_key] = roles::held_values(user.role);
    vec![
        user.email.clone().into(),
        email_key(&user.email).into(),
        user.name.first_name.clone().into(),
        user.name.last_name.clone().into(),
        user.name.first_name.as_deref().map(fold).into(),
        user.name.last_name.as_deref().map(fold).into(),
        fold(&user.full_name()).into(),
        role,
        role_key,
        user.disabled_at.into(),
        user.created_at.into(),
        user.updated_at.into(),
    ]
}
