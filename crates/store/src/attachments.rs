//! Files that came with a message; their bytes are blobs. Whoever asks has seen the interaction.

use domain::attachment::Attachment;
use domain::id::{CompanyId, Id, InteractionId};

use crate::error::StoreError;
use crate::row::Row;
use crate::{Read, Tx};

/// A file and where its bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The file.
    pub attachment: Attachment,
    /// The name of the blob.
    pub blob: String,
}

fn map(row: &mut Row<'_>) -> Result<Kept, StoreError> {
    let attachment =
        Attachment { number: row.int()?, name: row.text()?, media_type: row.text()?, size: row.int()? };
    Ok(Kept { attachment, blob: row.text()? })
}

/// The files of an interaction, in order.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    interaction: InteractionId,
) -> Result<Vec<Kept>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT place, name, media_type, size, blob FROM attachments WHERE company = ");
    sql.bind(company.key()).push(" AND interaction = ").bind(interaction.key()).push(" ORDER BY place");
    read.rows(sql, map).await
}

/// Adds the files of an interaction.
pub async fn insert(tx: &Tx, interaction: InteractionId, files: &[Kept]) -> Result<(), StoreError> {
    for Kept { attachment, blob } in files {
        let mut sql = tx.sql();
        sql.with(
            "INSERT INTO attachments (company, interaction, place, name, media_type, size, blob) \
             VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                tx.author().company.key().into(),
                interaction.key().into(),
                attachment.number.into(),
                attachment.name.as_str().into(),
                attachment.media_type.as_str().into(),
                attachment.size.into(),
                blob.as_str().into(),
            ],
        );
        tx.execute(&sql).await?;
    }
    Ok(())
}
