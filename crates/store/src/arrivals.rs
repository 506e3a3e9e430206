//! What providers told, as it came: stored before anything is acknowledged, understood afterwards.

use domain::arrival::ArrivalRecord;
use domain::id::{ArrivalId, ChannelId, CompanyId, Id, InteractionId};
use domain::time::Instant;
use domain::vocabulary::ArrivalState;

use crate::error::StoreError;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

const COLUMNS: &str = "key, channel, item, state, attempts, reason, interaction, received_at, read_at, CAST(length(raw) AS BIGINT)";

fn map(row: &mut Row<'_>) -> Result<ArrivalRecord, StoreError> {
    Ok(ArrivalRecord {
        id: row.id()?,
        channel_id: row.id()?,
        item: row.text()?,
        state: row.word(ArrivalState::parse)?,
        attempts: row.int()?,
        reason: row.maybe_text()?,
        interaction_id: row.maybe_id()?,
        received_at: row.instant()?,
        read_at: row.maybe_instant()?,
        bytes: row.int()?,
    })
}

/// Something that waits to be understood.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Its id.
    pub id: ArrivalId,
    /// Whose it is.
    pub company: CompanyId,
    /// The channel it came by.
    pub channel: ChannelId,
    /// As it came.
    pub raw: Vec<u8>,
    /// How often somebody tried to read it.
    pub attempts: i64,
    /// When it came.
    pub received_at: Instant,
}

/// Keeps an item, once; whether it is new.
pub async fn insert(
    tx: &Tx,
    channel: ChannelId,
    item: &str,
    raw: &[u8],
    now: Instant,
) -> Result<bool, StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "INSERT INTO arrivals (company, channel, item, raw, state, due_at, attempts, received_at) \
         VALUES (?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (channel, item) DO NOTHING",
        [
            tx.author().company.key().into(),
            channel.key().into(),
            item.into(),
            Value::Blob(raw.to_vec()),
            ArrivalState::Waiting.as_str().into(),
            now.into(),
            now.into(),
        ],
    );
    Ok(tx.execute(&sql).await? > 0)
}

/// What is due to be understood, in the order it came, of every company: for the program's own work.
pub async fn due(read: &impl Read, now: Instant, most: i64) -> Result<Vec<Waiting>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT key, company, channel, raw, attempts, received_at FROM arrivals");
    sql.push(" WHERE state = 'waiting' AND due_at <= ").bind(now);
    sql.push(" ORDER BY due_at, key LIMIT ").bind(most);
    let map = |row: &mut Row<'_>| {
        Ok(Waiting {
            id: row.id()?,
            company: row.id()?,
            channel: row.id()?,
            raw: row.maybe_blob()?.unwrap_or_default(),
            attempts: row.int()?,
            received_at: row.instant()?,
        })
    };
    read.rows(sql, map).await
}

/// Holds an arrival until the transaction ends; false where it is understood already.
pub async fn hold(tx: &Tx, id: ArrivalId) -> Result<bool, StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE arrivals SET attempts = attempts + 1 WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND key = ").bind(id.key()).push(" AND state = 'waiting'");
    Ok(tx.execute(&sql).await? > 0)
}

/// Notes that an arrival was understood, and what it belongs to.
pub async fn done(
    tx: &Tx,
    id: ArrivalId,
    interaction: Option<InteractionId>,
    what: &str,
    now: Instant,
) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE arrivals SET state = 'done', reason = ").bind(what);
    sql.push(", interaction = ").bind(interaction.map(Id::key)).push(", read_at = ").bind(now);
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(id.key());
    tx.execute(&sql).await?;
    Ok(())
}

/// Notes why an arrival was not understood: it waits until an instant, or for somebody to try it again.
pub async fn put_off(tx: &Tx, id: ArrivalId, reason: &str, again: Option<Instant>) -> Result<(), StoreError> {
    let state = if again.is_some() { ArrivalState::Waiting } else { ArrivalState::Failed };
    let mut sql = tx.sql();
    sql.push("UPDATE arrivals SET state = ").bind(state.as_str()).push(", reason = ").bind(reason);
    sql.push(", attempts = attempts + 1");
    if let Some(again) = again {
        sql.push(", due_at = ").bind(again);
    }
    sql.push(" WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND key = ").bind(id.key()).push(" AND state = 'waiting'");
    tx.execute(&sql).await?;
    Ok(())
}

/// Lets an arrival that failed be read again; whether it had failed.
pub async fn retry(tx: &Tx, id: ArrivalId, now: Instant) -> Result<bool, StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE arrivals SET state = 'waiting', attempts = 0, due_at = ").bind(now);
    sql.push(" WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND key = ").bind(id.key()).push(" AND state = 'failed'");
    Ok(tx.execute(&sql).await? > 0)
}

/// The arrival with this id, if it is the company's.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    id: ArrivalId,
) -> Result<Option<ArrivalRecord>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM arrivals WHERE company = ").bind(company.key());
    sql.push(" AND key = ").bind(id.key());
    read.row(sql, map).await
}

/// The arrival of an item, if it was kept.
pub async fn of_item(
    read: &impl Read,
    company: CompanyId,
    channel: ChannelId,
    item: &str,
) -> Result<Option<ArrivalRecord>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM arrivals WHERE company = ").bind(company.key());
    sql.push(" AND channel = ").bind(channel.key()).push(" AND item = ").bind(item);
    read.row(sql, map).await
}

/// The company's arrivals, newest first; of these states only, where some are named.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    states: &[ArrivalState],
    slice: Slice,
) -> Result<Page<ArrivalRecord>, StoreError> {
    let mut condition = "company = ?".to_owned();
    let mut values = vec![Value::Int(company.key())];
    if !states.is_empty() {
        condition.push_str(&format!(" AND state IN ({})", vec!["?"; states.len()].join(", ")));
        values.extend(states.iter().map(|state| state.as_str().into()));
    }
    Newest { columns: COLUMNS, table: "arrivals", condition, values }.page(read, slice, map).await
}
