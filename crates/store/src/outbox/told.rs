//! What providers told about messages of ours: which message they meant, and what is the last word on it.

use domain::id::{ChannelId, CompanyId, Id, InteractionId, OutboxId, PersonId};
use domain::time::Instant;

use crate::error::StoreError;
use crate::row::Row;
use crate::{Read, Tx};

/// Which message something is about; what is known is tried in this order.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// The interaction.
    pub interaction: Option<InteractionId>,
    /// The provider's id.
    pub provider_id: Option<String>,
    /// The Message-ID of the mail.
    pub message_id: Option<String>,
    /// The recipient: its newest message since then.
    pub recipient: Option<(String, Instant)>,
}

/// A message a provider told something about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The entry.
    pub id: OutboxId,
    /// Its interaction.
    pub interaction: InteractionId,
    /// Its person.
    pub person: PersonId,
    /// Where it went.
    pub recipient: String,
    /// The rank of the last word.
    pub rank: i64,
    /// When that was said to have happened.
    pub at: Option<Instant>,
}

const COLUMNS: &str = "key, interaction, person, recipient, told_rank, told_at";

fn map(row: &mut Row<'_>) -> Result<Told, StoreError> {
    Ok(Told {
        id: row.id()?,
        interaction: row.id()?,
        person: row.id()?,
        recipient: row.text()?,
        rank: row.int()?,
        at: row.maybe_instant()?,
    })
}

/// The message that is meant, if it went by this channel.
pub async fn find_told(
    read: &impl Read,
    company: CompanyId,
    channel: ChannelId,
    about: &About,
) -> Result<Option<Told>, StoreError> {
    let conditions: [Option<(&str, crate::Value)>; 3] = [
        about.interaction.map(|id| ("interaction = ", id.key().into())),
        about.provider_id.as_deref().map(|id| ("provider_id = ", id.into())),
        about.message_id.as_deref().map(|id| ("message_id = ", id.into())),
    ];
    for (condition, value) in conditions.into_iter().flatten() {
        let mut sql = read.sql();
        sql.push("SELECT ").push(COLUMNS).push(" FROM outbox WHERE company = ").bind(company.key());
        sql.push(" AND channel = ").bind(channel.key()).push(" AND ").push(condition).bind(value);
        if let Some(found) = read.row(sql, map).await? {
            return Ok(Some(found));
        }
    }
    let Some((recipient, since)) = &about.recipient else { return Ok(None) };
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM outbox WHERE company = ").bind(company.key());
    sql.push(" AND channel = ").bind(channel.key()).push(" AND recipient = ").bind(recipient.as_str());
    sql.push(" AND created_at >= ").bind(*since).push(" ORDER BY key DESC LIMIT 1");
    read.row(sql, map).await
}

/// Notes the last word on a message.
pub async fn tell(tx: &Tx, id: OutboxId, rank: i64, at: Option<Instant>) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE outbox SET told_rank = ").bind(rank).push(", told_at = ").bind(at);
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(id.key());
    tx.execute(&sql).await?;
    Ok(())
}
