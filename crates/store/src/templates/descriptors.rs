//! Template descriptors.

use domain::id::{CompanyId, Id, TemplateDescriptorId};
use domain::template::TemplateDescriptor;
use domain::vocabulary::{Channel, Subject};

use crate::error::StoreError;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

pub(super) const COLUMNS: &str = "key, company, active_version, subject, channel, language, product_id, sensitive, \
     enabled, is_transactional, name, created_at, updated_at";

pub(super) fn map(row: &mut Row<'_>) -> Result<TemplateDescriptor, StoreError> {
    Ok(TemplateDescriptor {
        id: row.id()?,
        company_id: row.id()?,
        active_version_id: row.maybe_id()?,
        subject: row.word(Subject::parse)?,
        channel: row.word(Channel::parse)?,
        language: row.text()?,
        product_id: row.maybe_text()?,
        sensitive: row.flag()?,
        enabled: row.flag()?,
        is_transactional: row.flag()?,
        name: row.text()?,
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
    })
}

/// Which descriptors a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// About any of these.
    pub subjects: Vec<Subject>,
    /// By any of these.
    pub channels: Vec<Channel>,
    /// In this language.
    pub language: Option<String>,
    /// For this product.
    pub product: Option<String>,
    /// Used, or not.
    pub enabled: Option<bool>,
}

/// One descriptor.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    id: TemplateDescriptorId,
) -> Result<Option<TemplateDescriptor>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM template_descriptors WHERE company = ").bind(company.key());
    sql.push(" AND key = ").bind(id.key());
    read.row(sql, map).await
}

/// Whether another descriptor in use is for the same messages.
pub async fn is_taken(tx: &Tx, descriptor: &TemplateDescriptor) -> Result<bool, StoreError> {
    let mut sql = tx.sql();
    sql.push("SELECT key FROM template_descriptors WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND subject = ").bind(descriptor.subject.as_str());
    sql.push(" AND channel = ").bind(descriptor.channel.as_str());
    sql.push(" AND language = ").bind(descriptor.language.as_str());
    sql.push(" AND coalesce(product_id, '') = ").bind(descriptor.product_id.clone().unwrap_or_default());
    sql.push(" AND enabled AND key <> ").bind(descriptor.id.key());
    Ok(tx.row(sql, |row| row.int()).await?.is_some())
}

/// The company's descriptors, newest first.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    filter: &Filter,
    slice: Slice,
) -> Result<Page<TemplateDescriptor>, StoreError> {
    let mut condition = "company = ?".to_owned();
    let mut values = vec![Value::Int(company.key())];
    let subjects = filter.subjects.iter().map(|word| word.as_str().into()).collect();
    let channels = filter.channels.iter().map(|word| word.as_str().into()).collect();
    any_of(&mut condition, &mut values, "subject", subjects);
    any_of(&mut condition, &mut values, "channel", channels);
    any_of(
        &mut condition,
        &mut values,
        "language",
        filter.language.iter().cloned().map(Value::Text).collect(),
    );
    any_of(
        &mut condition,
        &mut values,
        "product_id",
        filter.product.iter().cloned().map(Value::Text).collect(),
    );
    any_of(&mut condition, &mut values, "enabled", filter.enabled.iter().copied().map(Value::Flag).collect());
    let list = Newest { columns: COLUMNS, table: "template_descriptors", condition, values };
    list.page(read, slice, map).await
}

fn any_of(condition: &mut String, values: &mut Vec<Value>, column: &str, wanted: Vec<Value>) {
    if wanted.is_empty() {
        return;
    }
    let places = vec!["?"; wanted.len()].join(", ");
    condition.push_str(&format!(" AND {column} IN ({places})"));
    values.extend(wanted);
}

/// Adds a descriptor; its id.
pub async fn insert(tx: &Tx, descriptor: &TemplateDescriptor) -> Result<TemplateDescriptorId, StoreError> {
    let mut sql = tx.sql();
    sql.push(
        "INSERT INTO template_descriptors (company, active_version, subject, channel, language, product_id, \
         sensitive, enabled, is_transactional, name, created_at, updated_at) VALUES (",
    );
    sql.bind(tx.author().company.key()).push(", ").bind_all(values(descriptor)).push(") RETURNING key");
    Ok(TemplateDescriptorId::of(tx.insert(&sql).await?))
}

/// Writes a changed descriptor back.
pub async fn update(tx: &Tx, descriptor: &TemplateDescriptor) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.with(
        "UPDATE template_descriptors SET active_version = ?, subject = ?, channel = ?, language = ?, \
         product_id = ?, sensitive = ?, enabled = ?, is_transactional = ?, name = ?, created_at = ?, updated_at = ?",
        values(descriptor),
    );
    sql.push(" WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND key = ").bind(descriptor.id.key());
    tx.execute(&sql).await?;
    Ok(())
}

fn values(descriptor: &TemplateDescriptor) -> Vec<Value> {
    vec![
        descriptor.active_version_id.map(Id::key).into(),
        descriptor.subject.as_str().into(),
        descriptor.channel.as_str().into(),
        descriptor.language.clone().into(),
        descriptor.product_id.clone().into(),
        descriptor.sensitive.into(),
        descriptor.enabled.into(),
        descriptor.is_transactional.into(),
        descriptor.name.clone().into(),
        descriptor.created_at.into(),
        descriptor.updated_at.into(),
    ]
}
