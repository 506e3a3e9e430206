//! Templates: descriptors, their versions, and which of them a message follows.

pub mod descriptors;
pub mod versions;

use domain::id::{CompanyId, Id};
use domain::template::{LANGUAGE, TemplateDescriptor, TemplateVersion};
use domain::vocabulary::{Channel, Subject};

use crate::Read;
use crate::error::StoreError;

/// What a template is looked for by.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// What the message is about.
    pub subject: Subject,
    /// How it travels.
    pub channel: Channel,
    /// The language wanted; English stands in for one that there is no template in.
    pub language: &'a str,
    /// The product it is about; a template for all products stands in.
    pub product: Option<&'a str>,
}

/// The descriptor in use that fits best and its active version: one for the product before one for all, then one in
/// the language before one in English.
pub async fn find_for(
    read: &impl Read,
    company: CompanyId,
    wanted: Wanted<'_>,
) -> Result<Option<(TemplateDescriptor, TemplateVersion)>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(descriptors::COLUMNS).push(" FROM template_descriptors WHERE company = ");
    sql.bind(company.key()).push(" AND subject = ").bind(wanted.subject.as_str());
    sql.push(" AND channel = ").bind(wanted.channel.as_str());
    sql.push(" AND language IN (").bind_all([wanted.language, LANGUAGE]).push(")");
    sql.push(" AND (product_id IS NULL");
    if let Some(product) = wanted.product {
        sql.push(" OR product_id = ").bind(product);
    }
    sql.push(") AND enabled AND active_version IS NOT NULL ORDER BY CASE WHEN product_id IS NULL THEN 1 ELSE 0 END, ");
    sql.push("CASE WHEN language = ").bind(wanted.language).push(" THEN 0 ELSE 1 END, key LIMIT 1");
    let Some(descriptor) = read.row(sql, descriptors::map).await? else { return Ok(None) };
    let Some(active) = descriptor.active_version_id else { return Ok(None) };
    let version = versions::find(read, company, Some(descriptor.id), active).await?;
    Ok(version.map(|version| (descriptor, version)))
}
