//! Who sends a message: whoever leases it, until it is settled or the lease runs out.

use domain::id::{ChannelId, Id, InteractionId, OutboxId, PersonId};
use domain::outbox::OutboxEntry;
use domain::time::Instant;

use super::{COLUMNS, map};
use crate::error::StoreError;
use crate::row::Row;
use crate::{Dialect, Read, Tx};

/// A message that is leased: nobody else sends it until then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leased {
    /// The entry.
    pub id: OutboxId,
    /// The interaction.
    pub interaction: InteractionId,
    /// The person.
    pub person: PersonId,
    /// How often it was tried, this time included.
    pub attempts: i64,
    /// After this it is not sent any more.
    pub due_until: Option<Instant>,
    /// The message; none where an earlier try wiped it.
    pub message: Option<String>,
    /// What Compliance Guard was asked.
    pub proposal: String,
}

/// When the next message of a channel is due.
pub async fn next_due(read: &impl Read, channel: ChannelId) -> Result<Option<Instant>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT due_at FROM outbox WHERE channel = ").bind(channel.key());
    sql.push(" AND state IN ('queued', 'retrying') ORDER BY due_at, key LIMIT 1");
    read.row(sql, |row| row.instant()).await
}

/// Leases messages of a channel that are due, oldest first, until an instant.
pub async fn lease(
    tx: &Tx,
    channel: ChannelId,
    most: i64,
    now: Instant,
    until: Instant,
) -> Result<Vec<Leased>, StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "UPDATE outbox SET state = 'sending', attempts = attempts + 1, leased_until = ?, updated_at = ? \
         WHERE key IN (SELECT key FROM outbox WHERE channel = ? AND state IN ('queued', 'retrying') \
         AND due_at <= ? AND company = ? ORDER BY due_at, key LIMIT ?",
        [
            until.into(),
            now.into(),
            channel.key().into(),
            now.into(),
            tx.author().company.key().into(),
            most.into(),
        ],
    );
    if sql.dialect() == Dialect::Postgres {
        sql.push(" FOR UPDATE SKIP LOCKED");
    }
    sql.push(") RETURNING key, interaction, person, attempts, due_until, message, proposal");
    let leased = tx.insert_returning(&sql, map_leased).await?;
    let mut leased = leased;
    leased.sort_by_key(|entry| entry.id);
    Ok(leased)
}

fn map_leased(row: &mut Row<'_>) -> Result<Leased, StoreError> {
    Ok(Leased {
        id: row.id()?,
        interaction: row.id()?,
        person: row.id()?,
        attempts: row.int()?,
        due_until: row.maybe_instant()?,
        message: row.maybe_text()?,
        proposal: row.text()?,
    })
}

/// Messages whose lease ran out: whoever had them is gone, and nobody knows how far it came.
pub async fn abandoned(
    read: &impl Read,
    channel: ChannelId,
    now: Instant,
) -> Result<Vec<OutboxEntry>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM outbox WHERE state = 'sending' AND leased_until <= ");
    sql.bind(now).push(" AND channel = ").bind(channel.key()).push(" ORDER BY key LIMIT 100");
    read.rows(sql, map).await
}
