//! Notes about people, cases and interactions.

use domain::id::{AnyId, CaseId, CompanyId, Id, InteractionId, NoteId, PersonId};
use domain::interaction::CreatedBy;
use domain::note::{About, Note};
use domain::vocabulary::NoteCategory;

use crate::error::StoreError;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

const COLUMNS: &str = "key, about_kind, about_key, person, content, category, important, pinned, \
     created_by_kind, created_by_id, created_by_name, created_at, updated_at, deleted_at";

fn map(row: &mut Row<'_>) -> Result<Note, StoreError> {
    Ok(Note {
        id: row.id()?,
        about: read_about(&row.text()?, row.int()?)?,
        person_id: row.maybe_id()?,
        content: row.text()?,
        category: row.word(NoteCategory::parse)?,
        important: row.flag()?,
        pinned: row.flag()?,
        created_by: CreatedBy { descriptor: row.text()?, id: row.maybe_text()?, name: Some(row.text()?) },
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
        deleted_at: row.maybe_instant()?,
    })
}

fn read_about(kind: &str, key: i64) -> Result<About, StoreError> {
    match kind {
        "person" => Ok(About::Person(PersonId::of(key))),
        "case" => Ok(About::Case(CaseId::of(key))),
        "interaction" => Ok(About::Interaction(InteractionId::of(key))),
        other => Err(StoreError::Inconsistent(format!("a note about {other:?}"))),
    }
}

fn place(about: About) -> (&'static str, i64) {
    match about {
        About::Person(id) => ("person", id.key()),
        About::Case(id) => ("case", id.key()),
        About::Interaction(id) => ("interaction", id.key()),
    }
}

/// The note with this id, if it is about that and not deleted. Notes have no external ids.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    about: About,
    id: &AnyId<NoteId>,
) -> Result<Option<Note>, StoreError> {
    let AnyId::Ours(id) = id else { return Ok(None) };
    let (kind, key) = place(about);
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM notes WHERE company = ").bind(company.key());
    sql.push(" AND key = ").bind(id.key());
    sql.push(" AND about_kind = ").bind(kind).push(" AND about_key = ").bind(key);
    sql.push(" AND deleted_at IS NULL");
    read.row(sql, map).await
}

/// The notes about something, newest first.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    about: About,
    slice: Slice,
) -> Result<Page<Note>, StoreError> {
    let (kind, key) = place(about);
    let list = Newest {
        columns: COLUMNS,
        table: "notes",
        condition: "company = ? AND about_kind = ? AND about_key = ? AND deleted_at IS NULL".to_owned(),
        values: vec![Value::Int(company.key()), kind.into(), Value::Int(key)],
    };
    list.page(read, slice, map).await
}

/// Adds a note; its id.
pub async fn insert(tx: &Tx, note: &Note) -> Result<NoteId, StoreError> {
    let mut sql = tx.sql();
    sql.push(
        "INSERT INTO notes (company, about_kind, about_key, person, content, category, important, pinned, \
         created_by_kind, created_by_id, created_by_name, created_at, updated_at, deleted_at) VALUES (",
    );
    sql.bind(tx.author().company.key()).push(", ").bind_all(values(note)).push(") RETURNING key");
    Ok(NoteId::of(tx.insert(&sql).await?))
}

/// Writes a changed note back.
pub async fn update(tx: &Tx, note: &Note) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "UPDATE notes SET about_kind = ?, about_key = ?, person = ?, content = ?, category = ?, \
         important = ?, pinned = ?, created_by_kind = ?, created_by_id = ?, created_by_name = ?, \
         created_at = ?, updated_at = ?, deleted_at = ?",
        values(note),
    );
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(note.id.key());
    tx.execute(&sql).await?;
    Ok(())
}

fn values(note: &Note) -> Vec<Value> {
    let (kind, key) = place(note.about);
    vec![
        kind.into(),
        key.into(),
        note.person_id.map(Id::key).into(),
        note.content.clone().into(),
        note.category.as_str().into(),
        note.important.into(),
        note.pinned.into(),
        note.created_by.descriptor.clone().into(),
        note.created_by.id.clone().into(),
        note.created_by.name.clone().unwrap_or_default().into(),
        note.created_at.into(),
        note.updated_at.into(),
        note.deleted_at.into(),
    ]
}
