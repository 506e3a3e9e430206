//! Files that are kept for people; their bytes are blobs.

use domain::document::Document;
use domain::id::{AnyId, CompanyId, DocumentId, Id, PersonId};
use domain::interaction::CreatedBy;

use crate::error::StoreError;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

const COLUMNS: &str = "key, person, name, media_type, size, created_by_kind, created_by_id, \
     created_by_name, created_at, blob";

/// A document and where its bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The document.
    pub document: Document,
    /// The name of the blob.
    pub blob: String,
}

fn map(row: &mut Row<'_>) -> Result<Kept, StoreError> {
    let document = Document {
        id: row.id()?,
        person_id: row.id()?,
        name: row.text()?,
        media_type: row.text()?,
        size: row.int()?,
        created_by: CreatedBy { descriptor: row.text()?, id: row.maybe_text()?, name: Some(row.text()?) },
        created_at: row.instant()?,
    };
    Ok(Kept { document, blob: row.text()? })
}

/// The person's document with this id. Documents have no external ids.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
    id: &AnyId<DocumentId>,
) -> Result<Option<Kept>, StoreError> {
    let AnyId::Ours(id) = id else { return Ok(None) };
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM documents WHERE company = ").bind(company.key());
    sql.push(" AND person = ").bind(person.key()).push(" AND key = ").bind(id.key());
    read.row(sql, map).await
}

/// The documents of a person, newest first.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    person: PersonId,
    slice: Slice,
) -> Result<Page<Kept>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "documents",
        condition: "company = ? AND person = ?".to_owned(),
        values: vec![Value::Int(company.key()), Value::Int(person.key())],
    };
    list.page(read, slice, map).await
}

/// Adds a document; its id.
pub async fn insert(tx: &Tx, kept: &Kept) -> Result<DocumentId, StoreError> {
    let Kept { document, blob } = kept;
    let mut sql = tx.sql();
    sql.with(
        "INSERT INTO documents (company, person, name, media_type, size, created_by_kind, created_by_id, \
         created_by_name, created_at, blob) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING key",
        [
            tx.author().company.key().into(),
            document.person_id.key().into(),
            document.name.as_str().into(),
            document.media_type.as_str().into(),
            document.size.into(),
            document.created_by.descriptor.as_str().into(),
            document.created_by.id.clone().into(),
            document.created_by.name.clone().unwrap_or_default().into(),
            document.created_at.into(),
            blob.as_str().into(),
        ],
    );
    Ok(DocumentId::of(tx.insert(&sql).await?))
}

/// Takes a document away; whether nothing else names its blob any more.
pub async fn delete(tx: &Tx, kept: &Kept) -> Result<bool, StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM documents WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND key = ").bind(kept.document.id.key());
    tx.execute(&sql).await?;
    let mut sql = tx.sql();
    sql.push("SELECT key FROM documents WHERE blob = ").bind(kept.blob.as_str());
    sql.push(" UNION ALL SELECT place FROM attachments WHERE blob = ").bind(kept.blob.as_str());
    Ok(tx.rows(sql, |row| row.int()).await?.is_empty())
}
