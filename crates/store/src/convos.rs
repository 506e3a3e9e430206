//! What is kept of conversations beside their interactions. Whoever asks has seen the interaction.

use domain::convo::{Author, Kept, Message, Participant};
use domain::id::{CompanyId, Id, InteractionId, MessageId, UserId};
use domain::time::Instant;
use domain::vocabulary::AuthorType;

use crate::error::StoreError;
use crate::row::Row;
use crate::{Read, Tx, Value};

/// What is kept of the conversation of an interaction; nothing where nobody came yet.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    interaction: InteractionId,
) -> Result<Kept, StoreError> {
    let about = || vec![Value::Int(company.key()), Value::Int(interaction.key())];
    let mut convo = read.sql();
    convo.with("SELECT closed_at FROM convos WHERE company = ? AND interaction = ?", about());
    let mut stays = read.sql();
    stays.with(
        "SELECT user_key, user_name, joined_at, left_at FROM convo_participants \
         WHERE company = ? AND interaction = ? ORDER BY key",
        about(),
    );
    let mut messages = read.sql();
    messages.with(
        "SELECT key, at, author_type, author_id, author_name, body FROM messages \
         WHERE company = ? AND interaction = ? ORDER BY key",
        about(),
    );
    Ok(Kept {
        closed_at: read.row(convo, |row| row.maybe_instant()).await?.flatten(),
        participants: read.rows(stays, map_participant).await?,
        messages: read.rows(messages, map_message).await?,
    })
}

/// Makes sure that the conversation has its row, and holds it until the transaction ends; whether it is new.
pub async fn hold(tx: &Tx, interaction: InteractionId, now: Instant) -> Result<bool, StoreError> {
    let mut insert = tx.sql();
    insert.push("INSERT INTO convos (interaction, company, opened_at) VALUES (");
    insert.bind_all([interaction.key(), tx.author().company.key(), now.0]);
    insert.push(") ON CONFLICT (interaction) DO NOTHING");
    if tx.execute(&insert).await? > 0 {
        return Ok(true);
    }
    // Two servers on one PostgreSQL: of two who join solo, the second waits here and then sees the first.
    let mut lock = tx.sql();
    lock.push("UPDATE convos SET opened_at = opened_at WHERE interaction = ").bind(interaction.key());
    tx.execute(&lock).await?;
    Ok(false)
}

/// Lets a user in.
pub async fn enter(tx: &Tx, interaction: InteractionId, who: &Participant) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "INSERT INTO convo_participants (company, interaction, user_key, user_name, joined_at) \
         VALUES (?, ?, ?, ?, ?)",
        [
            tx.author().company.key().into(),
            interaction.key().into(),
            who.user_id.key().into(),
            who.name.as_str().into(),
            who.joined_at.into(),
        ],
    );
    tx.execute(&sql).await?;
    Ok(())
}

/// Notes that users left.
pub async fn leave(
    tx: &Tx,
    interaction: InteractionId,
    users: &[UserId],
    now: Instant,
) -> Result<(), StoreError> {
    if users.is_empty() {
        return Ok(());
    }
    let mut sql = tx.sql();
    sql.push("UPDATE convo_participants SET left_at = ").bind(now);
    sql.push(" WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND interaction = ").bind(interaction.key());
    sql.push(" AND left_at IS NULL AND user_key IN (").bind_all(users.iter().map(|user| user.key()));
    sql.push(")");
    tx.execute(&sql).await?;
    Ok(())
}

/// Notes that the conversation was closed.
pub async fn close(tx: &Tx, interaction: InteractionId, now: Instant) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE convos SET closed_at = ").bind(now);
    sql.push(" WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND interaction = ").bind(interaction.key());
    tx.execute(&sql).await?;
    Ok(())
}

/// Adds a message; its id.
pub async fn say(
    tx: &Tx,
    interaction: InteractionId,
    at: Instant,
    author: &Author,
    body: &str,
) -> Result<MessageId, StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "INSERT INTO messages (company, interaction, at, author_type, author_id, author_name, body) \
         VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING key",
        [
            tx.author().company.key().into(),
            interaction.key().into(),
            at.into(),
            author.kind.as_str().into(),
            author.id.clone().into(),
            author.name.clone().into(),
            body.into(),
        ],
    );
    Ok(MessageId::of(tx.insert(&sql).await?))
}

/// Removes what was said: account credentials are never kept.
pub async fn erase(tx: &Tx, interaction: InteractionId) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM messages WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND interaction = ").bind(interaction.key());
    tx.execute(&sql).await?;
    Ok(())
}

fn map_participant(row: &mut Row<'_>) -> Result<Participant, StoreError> {
    Ok(Participant {
        user_id: row.id()?,
        name: row.text()?,
        joined_at: row.instant()?,
        left_at: row.maybe_instant()?,
    })
}

fn map_message(row: &mut Row<'_>) -> Result<Message, StoreError> {
    Ok(Message {
        id: row.id()?,
        at: row.instant()?,
        author: Author { kind: row.word(AuthorType::parse)?, id: row.maybe_text()?, name: row.maybe_text()? },
        body: row.text()?,
    })
}
