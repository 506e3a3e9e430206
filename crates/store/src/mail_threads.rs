//! Which interaction a mail is, by its Message-ID: ours and theirs.

use domain::id::{CompanyId, Id, InteractionId};

use crate::error::StoreError;
use crate::{Read, Tx};

/// Notes the Message-ID of an interaction, without angle brackets; the first one to carry it keeps it.
pub async fn remember(tx: &Tx, message_id: &str, interaction: InteractionId) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "INSERT INTO mail_threads (company, message_id, interaction) VALUES (?, ?, ?) \
         ON CONFLICT (company, message_id) DO NOTHING",
        [tx.author().company.key().into(), message_id.into(), interaction.key().into()],
    );
    tx.execute(&sql).await?;
    Ok(())
}

/// The interaction that has this Message-ID.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    message_id: &str,
) -> Result<Option<InteractionId>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT interaction FROM mail_threads WHERE company = ").bind(company.key());
    sql.push(" AND message_id = ").bind(message_id);
    read.row(sql, |row| row.id()).await
}

/// The Message-ID of an interaction.
pub async fn of_interaction(
    read: &impl Read,
    company: CompanyId,
    interaction: InteractionId,
) -> Result<Option<String>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT message_id FROM mail_threads WHERE company = ").bind(company.key());
    sql.push(" AND interaction = ").bind(interaction.key());
    read.row(sql, |row| row.text()).await
}
