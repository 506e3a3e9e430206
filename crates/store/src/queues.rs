//! Queues. One that is gone keeps its name for the interactions that came through it.

use domain::id::{AnyId, CompanyId, Id, QueueId};
use domain::queue::Queue;
use domain::text::fold;
use domain::time::Instant;

use crate::error::StoreError;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

const COLUMNS: &str = "key, name, reference, description, created_at, updated_at";

fn map(row: &mut Row<'_>) -> Result<Queue, StoreError> {
    Ok(Queue {
        id: row.id()?,
        name: row.text()?,
        reference: row.maybe_text()?,
        description: row.maybe_text()?,
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
    })
}

/// The queue with this id, or with this reference.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    id: &AnyId<QueueId>,
) -> Result<Option<Queue>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM queues WHERE deleted_at IS NULL AND company = ");
    sql.bind(company.key());
    match id {
        AnyId::Ours(id) => sql.push(" AND key = ").bind(id.key()),
        AnyId::External(reference) => sql.push(" AND reference = ").bind(reference.as_str()),
        AnyId::Neither => return Ok(None),
    };
    read.row(sql, map).await
}

/// Every queue of a company, with those that are gone: id, name, reference.
pub async fn names(
    read: &impl Read,
    company: CompanyId,
    ids: &[QueueId],
) -> Result<Vec<(QueueId, String, Option<String>)>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = read.sql();
    sql.push(
        "SELECT key, name, CASE WHEN deleted_at IS NULL THEN reference END FROM queues WHERE company = ",
    );
    sql.bind(company.key()).push(" AND ").among("key", &crate::lookup::keys(ids));
    read.rows(sql, |row| Ok((row.id()?, row.text()?, row.maybe_text()?))).await
}

/// The company's queues, newest first.
pub async fn list(read: &impl Read, company: CompanyId, slice: Slice) -> Result<Page<Queue>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "queues",
        condition: "deleted_at IS NULL AND company = ?".to_owned(),
        values: vec![Value::Int(company.key())],
    };
    list.page(read, slice, map).await
}

/// Whether a profile works with it, or an interaction since this moment came through it.
pub async fn is_used(tx: &Tx, id: QueueId, since: Instant) -> Result<bool, StoreError> {
    let company = tx.author().company.key();
    let mut sql = tx.sql();
    sql.push("SELECT 1 WHERE EXISTS (SELECT 1 FROM profile_queues WHERE company = ").bind(company);
    sql.push(" AND queue = ").bind(id.key());
    sql.push(") OR EXISTS (SELECT 1 FROM interactions WHERE company = ").bind(company);
    sql.push(" AND queue = ").bind(id.key()).push(" AND deleted_at IS NULL AND started_at >= ").bind(since);
    sql.push(")");
    Ok(tx.row(sql, |_| Ok(())).await?.is_some())
}

/// Adds a queue; its id.
pub async fn insert(tx: &Tx, queue: &Queue) -> Result<QueueId, StoreError> {
    let mut sql = tx.sql();
    sql.push(
        "INSERT INTO queues (company, name, name_sort, reference, description, created_at, updated_at) VALUES (",
    );
    sql.bind(tx.author().company.key()).push(", ").bind_all(values(queue)).push(") RETURNING key");
    Ok(QueueId::of(tx.insert(&sql).await?))
}

/// Writes a changed queue back.
pub async fn update(tx: &Tx, queue: &Queue) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "UPDATE queues SET name = ?, name_sort = ?, reference = ?, description = ?, created_at = ?, updated_at = ?",
        values(queue),
    );
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(queue.id.key());
    tx.execute(&sql).await?;
    Ok(())
}

/// Takes a queue away.
pub async fn delete(tx: &Tx, id: QueueId, now: Instant) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE queues SET deleted_at = ").bind(now);
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(id.key());
    tx.execute(&sql).await?;
    Ok(())
}

fn values(queue: &Queue) -> Vec<Value> {
    vec![
        queue.name.as_str().into(),
        fold(&queue.name).into(),
        queue.reference.clone().into(),
        queue.description.clone().into(),
        queue.created_at.into(),
        queue.updated_at.into(),
    ]
}
