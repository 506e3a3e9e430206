//! Template versions.

use domain::id::{CompanyId, Id, TemplateDescriptorId, TemplateVersionId};
use domain::interaction::CreatedBy;
use domain::template::{TemplateContent, TemplateVersion};
use domain::time::Instant;

use crate::error::StoreError;
use crate::lookup::keys;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

const COLUMNS: &str = "key, descriptor, number, EXISTS (SELECT 1 FROM template_descriptors AS d WHERE d.key = descriptor \
     AND d.active_version = template_versions.key), content, created_by_kind, created_by_id, created_by_name, \
     created_at, activated_at";

fn map(row: &mut Row<'_>) -> Result<TemplateVersion, StoreError> {
    Ok(TemplateVersion {
        id: row.id()?,
        template_descriptor_id: row.id()?,
        number: row.int()?,
        is_active: row.flag()?,
        content: content(&row.text()?)?,
        created_by: CreatedBy { descriptor: row.text()?, id: row.maybe_text()?, name: Some(row.text()?) },
        created_at: row.instant()?,
        activated_at: row.maybe_instant()?,
    })
}

fn content(json: &str) -> Result<TemplateContent, StoreError> {
    serde_json::from_str(json)
        .map_err(|error| StoreError::Inconsistent(format!("content of a template: {error}")))
}

/// One version, of the descriptor where one is named.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    descriptor: Option<TemplateDescriptorId>,
    id: TemplateVersionId,
) -> Result<Option<TemplateVersion>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM template_versions WHERE company = ").bind(company.key());
    sql.push(" AND key = ").bind(id.key());
    if let Some(descriptor) = descriptor {
        sql.push(" AND descriptor = ").bind(descriptor.key());
    }
    read.row(sql, map).await
}

/// The names of the templates whose versions these are.
pub async fn names_of(
    read: &impl Read,
    company: CompanyId,
    ids: &[TemplateVersionId],
) -> Result<Vec<(TemplateVersionId, String)>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = read.sql();
    sql.push(
        "SELECT v.key, d.name FROM template_versions v JOIN template_descriptors d ON d.key = v.descriptor",
    );
    sql.push(" WHERE v.company = ").bind(company.key()).push(" AND ").among("v.key", &keys(ids));
    read.rows(sql, |row| Ok((row.id()?, row.text()?))).await
}

/// Every version of a descriptor.
pub async fn ids_of(
    read: &impl Read,
    company: CompanyId,
    descriptor: TemplateDescriptorId,
) -> Result<Vec<TemplateVersionId>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT key FROM template_versions WHERE company = ").bind(company.key());
    sql.push(" AND descriptor = ").bind(descriptor.key()).push(" ORDER BY key");
    read.rows(sql, |row| row.id()).await
}

/// The versions of a descriptor, newest first.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    descriptor: TemplateDescriptorId,
    slice: Slice,
) -> Result<Page<TemplateVersion>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "template_versions",
        condition: "company = ? AND descriptor = ?".to_owned(),
        values: vec![Value::Int(company.key()), Value::Int(descriptor.key())],
    };
    list.page(read, slice, map).await
}

/// The number of a descriptor's newest version; 0 where it has none.
pub async fn newest_number(tx: &Tx, descriptor: TemplateDescriptorId) -> Result<i64, StoreError> {
    let mut sql = tx.sql();
    sql.push("SELECT coalesce(max(number), 0) FROM template_versions WHERE company = ");
    sql.bind(tx.author().company.key()).push(" AND descriptor = ").bind(descriptor.key());
    Ok(tx.row(sql, |row| row.int()).await?.unwrap_or(0))
}

/// Adds a version; its id.
pub async fn insert(tx: &Tx, version: &TemplateVersion) -> Result<TemplateVersionId, StoreError> {
    let words =
        serde_json::to_string(&version.content).map_err(|error| StoreError::Broken(error.to_string()))?;
    let values: [Value; 8] = [
        tx.author().company.key().into(),
        version.template_descriptor_id.key().into(),
        version.number.into(),
        words.into(),
        version.created_by.descriptor.clone().into(),
        version.created_by.id.clone().into(),
        version.created_by.name.clone().unwrap_or_default().into(),
        version.created_at.into(),
    ];
    let mut sql = tx.sql();
    sql.push(
        "INSERT INTO template_versions (company, descriptor, number, content, created_by_kind, created_by_id, \
         created_by_name, created_at) VALUES (",
    );
    sql.bind_all(values).push(") RETURNING key");
    Ok(TemplateVersionId::of(tx.insert(&sql).await?))
}

/// Notes when a version was activated.
pub async fn set_activated(tx: &Tx, id: TemplateVersionId, now: Instant) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE template_versions SET activated_at = ").bind(now);
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(id.key());
    tx.execute(&sql).await?;
    Ok(())
}
