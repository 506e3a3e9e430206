//! Which text conversations a number is in.

use domain::id::{ChannelId, CompanyId, Id, InteractionId};
use domain::time::Instant;

use crate::error::StoreError;
use crate::row::Row;
use crate::{Read, Tx};

/// A conversation a number is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextThread {
    /// By which channel.
    pub channel: ChannelId,
    /// With which number.
    pub number: String,
    /// The interaction.
    pub interaction: InteractionId,
    /// When either side last wrote.
    pub last_at: Instant,
}

const COLUMNS: &str = "channel, number, interaction, last_at";

fn map(row: &mut Row<'_>) -> Result<TextThread, StoreError> {
    Ok(TextThread {
        channel: row.id()?,
        number: row.text()?,
        interaction: row.id()?,
        last_at: row.instant()?,
    })
}

/// The conversations a number is in by a channel, newest first.
pub async fn with(
    read: &impl Read,
    company: CompanyId,
    channel: ChannelId,
    number: &str,
) -> Result<Vec<TextThread>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM text_threads WHERE channel = ").bind(channel.key());
    sql.push(" AND number = ").bind(number).push(" AND company = ").bind(company.key());
    sql.push(" ORDER BY interaction DESC");
    read.rows(sql, map).await
}

/// Notes that a number wrote or was written to in this interaction.
pub async fn keep(
    tx: &Tx,
    channel: ChannelId,
    number: &str,
    interaction: InteractionId,
    at: Instant,
) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    let later = sql.dialect().greatest();
    sql.with(
        "INSERT INTO text_threads (channel, number, company, interaction, last_at) VALUES (?, ?, ?, ?, ?) \
         ON CONFLICT (channel, number, interaction) DO UPDATE SET last_at = ",
        [
            channel.key().into(),
            number.into(),
            tx.author().company.key().into(),
            interaction.key().into(),
            at.into(),
        ],
    );
    sql.push(later).push("(text_threads.last_at, excluded.last_at)");
    tx.execute(&sql).await?;
    Ok(())
}

/// Conversations in which nobody wrote since an instant, longest quiet first.
pub async fn quiet(
    read: &impl Read,
    company: CompanyId,
    since: Instant,
    most: i64,
) -> Result<Vec<TextThread>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM text_threads WHERE company = ").bind(company.key());
    sql.push(" AND last_at < ").bind(since).push(" ORDER BY last_at LIMIT ").bind(most);
    read.rows(sql, map).await
}

/// Forgets a conversation that is over, unless somebody wrote meanwhile; whether nobody had.
pub async fn forget(tx: &Tx, thread: &TextThread) -> Result<bool, StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM text_threads WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND channel = ").bind(thread.channel.key());
    sql.push(" AND number = ").bind(thread.number.as_str());
    sql.push(" AND interaction = ").bind(thread.interaction.key());
    sql.push(" AND last_at = ").bind(thread.last_at);
    Ok(tx.execute(&sql).await? > 0)
}
