//! The channels of a company. What is secret about them comes and goes sealed.

use domain::channel::{CompanyChannel, Sender};
use domain::id::{ChannelId, CompanyId, Id};
use domain::time::Instant;
use domain::vocabulary::ChannelKind;
use serde_json::value::RawValue;

use crate::error::StoreError;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

const COLUMNS: &str =
    "key, kind, name, enabled, settings, senders, trouble, trouble_at, created_at, updated_at";

fn map(row: &mut Row<'_>) -> Result<CompanyChannel, StoreError> {
    Ok(CompanyChannel {
        id: row.id()?,
        kind: row.word(ChannelKind::parse)?,
        name: row.text()?,
        enabled: row.flag()?,
        settings: row.maybe_json()?.unwrap_or_else(|| RawValue::NULL.to_owned()),
        senders: senders(&row.text()?)?,
        trouble: row.maybe_text()?,
        trouble_at: row.maybe_instant()?,
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
    })
}

fn senders(text: &str) -> Result<Vec<Sender>, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Inconsistent(format!("senders: {error}")))
}

/// The channel with this id, if it is the company's and not deleted.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    id: ChannelId,
) -> Result<Option<CompanyChannel>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM channels WHERE company = ").bind(company.key());
    sql.push(" AND key = ").bind(id.key()).push(" AND deleted_at IS NULL");
    read.row(sql, map).await
}

/// The company's channels, newest first.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    slice: Slice,
) -> Result<Page<CompanyChannel>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "channels",
        condition: "company = ? AND deleted_at IS NULL".to_owned(),
        values: vec![Value::Int(company.key())],
    };
    list.page(read, slice, map).await
}

/// The company's channels that are in use, oldest first.
pub async fn in_use(read: &impl Read, company: CompanyId) -> Result<Vec<CompanyChannel>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM channels WHERE company = ").bind(company.key());
    sql.push(" AND deleted_at IS NULL AND enabled ORDER BY key");
    read.rows(sql, map).await
}

/// Every channel of every company and what opening one depends on: for the program's own work.
pub async fn everywhere(read: &impl Read) -> Result<Vec<Opened>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT key, company, enabled, coalesce(updated_at, created_at) FROM channels");
    sql.push(" WHERE deleted_at IS NULL ORDER BY key");
    let map = |row: &mut Row<'_>| {
        Ok(Opened { id: row.id()?, company: row.id()?, enabled: row.flag()?, changed_at: row.instant()? })
    };
    read.rows(sql, map).await
}

/// A channel and since when it is as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened {
    /// The channel.
    pub id: ChannelId,
    /// Whose it is.
    pub company: CompanyId,
    /// Whether it is used.
    pub enabled: bool,
    /// When it last changed.
    pub changed_at: Instant,
}

/// Whose channel this is, used or not, if it is not deleted: for hooks, which name nobody.
pub async fn owner(read: &impl Read, id: ChannelId) -> Result<Option<CompanyId>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT company FROM channels WHERE key = ").bind(id.key()).push(" AND deleted_at IS NULL");
    read.row(sql, |row| row.id()).await
}

/// What is secret about a channel, sealed.
pub async fn secrets(
    read: &impl Read,
    company: CompanyId,
    id: ChannelId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT secrets FROM channels WHERE company = ").bind(company.key());
    sql.push(" AND key = ").bind(id.key()).push(" AND deleted_at IS NULL");
    Ok(read.row(sql, |row| row.maybe_blob()).await?.flatten())
}

/// Adds a channel without secrets; its id.
pub async fn insert(tx: &Tx, channel: &CompanyChannel) -> Result<ChannelId, StoreError> {
    let mut sql = tx.sql();
    sql.push(
        "INSERT INTO channels (company, kind, name, enabled, settings, senders, created_at, updated_at, \
         secrets, listener_until) VALUES (",
    );
    sql.bind(tx.author().company.key()).push(", ").bind_all(values(channel)?);
    sql.push(", ").bind(Value::Blob(Vec::new())).push(", 0) RETURNING key");
    Ok(ChannelId::of(tx.insert(&sql).await?))
}

/// Writes a changed channel back.
pub async fn update(tx: &Tx, channel: &CompanyChannel) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "UPDATE channels SET kind = ?, name = ?, enabled = ?, settings = ?, senders = ?, created_at = ?, \
         updated_at = ?",
        values(channel)?,
    );
    within(&mut sql, tx, channel.id);
    tx.execute(&sql).await?;
    Ok(())
}

/// Keeps what is secret about a channel, sealed.
pub async fn set_secrets(tx: &Tx, id: ChannelId, sealed: Vec<u8>) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE channels SET secrets = ").bind(Value::Blob(sealed));
    within(&mut sql, tx, id);
    tx.execute(&sql).await?;
    Ok(())
}

/// Deletes a channel; its secrets are gone at once.
pub async fn delete(tx: &Tx, id: ChannelId, now: Instant) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE channels SET deleted_at = ").bind(now);
    sql.push(", secrets = ").bind(Value::Blob(Vec::new()));
    within(&mut sql, tx, id);
    tx.execute(&sql).await?;
    Ok(())
}

/// Notes what is wrong with a channel, or that all is well; whether that is news.
pub async fn set_trouble(
    tx: &Tx,
    id: ChannelId,
    trouble: Option<&str>,
    now: Instant,
) -> Result<bool, StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE channels SET trouble = ").bind(trouble.map(str::to_owned));
    sql.push(", trouble_at = ").bind(trouble.map(|_| now));
    within(&mut sql, tx, id);
    match trouble {
        Some(text) => sql.push(" AND coalesce(trouble, '') <> ").bind(text),
        None => sql.push(" AND trouble IS NOT NULL"),
    };
    Ok(tx.execute(&sql).await? > 0)
}

/// What a listening driver left when it last listened.
pub async fn bookmark(
    read: &impl Read,
    company: CompanyId,
    id: ChannelId,
) -> Result<Option<String>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT bookmark FROM channels WHERE company = ").bind(company.key());
    sql.push(" AND key = ").bind(id.key());
    Ok(read.row(sql, |row| row.maybe_text()).await?.flatten())
}

/// Leaves a bookmark.
pub async fn set_bookmark(tx: &Tx, id: ChannelId, bookmark: &str) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE channels SET bookmark = ").bind(bookmark);
    within(&mut sql, tx, id);
    tx.execute(&sql).await?;
    Ok(())
}

/// Takes or keeps the right to listen on a channel until an instant; whether `listener` has it. Two who listen to one
/// mailbox would read every mail twice.
pub async fn claim_listening(
    tx: &Tx,
    id: ChannelId,
    listener: &str,
    now: Instant,
    until: Instant,
) -> Result<bool, StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE channels SET listener = ").bind(listener);
    sql.push(", listener_until = ").bind(until);
    within(&mut sql, tx, id);
    sql.push(" AND (listener = ").bind(listener).push(" OR listener_until <= ").bind(now).push(")");
    Ok(tx.execute(&sql).await? > 0)
}

fn within(sql: &mut crate::Sql, tx: &Tx, id: ChannelId) {
    sql.push(" WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND key = ").bind(id.key()).push(" AND deleted_at IS NULL");
}

fn values(channel: &CompanyChannel) -> Result<Vec<Value>, StoreError> {
    let senders = serde_json::to_string(&channel.senders)
        .map_err(|error| StoreError::Broken(format!("senders: {error}")))?;
    Ok(vec![
        channel.kind.as_str().into(),
        channel.name.as_str().into(),
        channel.enabled.into(),
        channel.settings.get().to_owned().into(),
        senders.into(),
        channel.created_at.into(),
        channel.updated_at.into(),
    ])
}
