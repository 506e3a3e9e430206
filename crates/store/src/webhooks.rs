//! Webhook subscriptions. Their secrets are sealed before they come here.

use domain::id::{CompanyId, Id, SubscriptionId};
use domain::time::Instant;
use domain::webhook::Subscription;

use crate::error::StoreError;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

pub mod deliveries;
pub mod work;

const COLUMNS: &str = "key, url, event_types, description, enabled, disabled_reason, disabled_at, cursor_number, \
     failing_since, created_at, updated_at";

fn map(row: &mut Row<'_>) -> Result<Subscription, StoreError> {
    Ok(Subscription {
        id: row.id()?,
        url: row.text()?,
        event_types: row.text()?.split(' ').map(str::to_owned).collect(),
        description: row.maybe_text()?,
        enabled: row.flag()?,
        disabled_reason: row.maybe_text()?,
        disabled_at: row.maybe_instant()?,
        cursor: row.int()?,
        failing_since: row.maybe_instant()?,
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
    })
}

/// The sealed secrets of a subscription.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Secrets {
    /// The one that counts.
    pub current: Vec<u8>,
    /// The one before, and until when it signs too.
    pub previous: Option<(Vec<u8>, Instant)>,
}

/// One subscription.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    id: SubscriptionId,
) -> Result<Option<Subscription>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM webhook_subscriptions WHERE company = ");
    sql.bind(company.key()).push(" AND key = ").bind(id.key());
    read.row(sql, map).await
}

/// The company's subscriptions, newest first.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    slice: Slice,
) -> Result<Page<Subscription>, StoreError> {
    let list = Newest {
        columns: COLUMNS,
        table: "webhook_subscriptions",
        condition: "company = ?".to_owned(),
        values: vec![Value::Int(company.key())],
    };
    list.page(read, slice, map).await
}

/// Adds a subscription without its secret, which is sealed for its id; its id.
pub async fn insert(tx: &Tx, subscription: &Subscription) -> Result<SubscriptionId, StoreError> {
    let mut sql = tx.sql();
    sql.push(
        "INSERT INTO webhook_subscriptions (company, url, event_types, description, enabled, disabled_reason, \
         disabled_at, cursor_number, leased_until, created_at) VALUES (",
    );
    sql.bind(tx.author().company.key()).push(", ").bind(subscription.url.as_str()).push(", ");
    sql.bind(subscription.event_types.join(" ")).push(", ").bind(subscription.description.clone());
    sql.push(", ").bind(subscription.enabled).push(", ").bind(subscription.disabled_reason.clone());
    sql.push(", ").bind(subscription.disabled_at).push(", ").bind(subscription.cursor).push(", 0, ");
    sql.bind(subscription.created_at).push(") RETURNING key");
    Ok(SubscriptionId::of(tx.insert(&sql).await?))
}

/// Writes a changed subscription back.
pub async fn update(tx: &Tx, subscription: &Subscription) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE webhook_subscriptions SET url = ").bind(subscription.url.as_str());
    sql.push(", event_types = ").bind(subscription.event_types.join(" "));
    sql.push(", description = ").bind(subscription.description.clone());
    sql.push(", enabled = ").bind(subscription.enabled);
    sql.push(", disabled_reason = ").bind(subscription.disabled_reason.clone());
    sql.push(", disabled_at = ").bind(subscription.disabled_at);
    sql.push(", cursor_number = ").bind(subscription.cursor);
    sql.push(", failing_since = ").bind(subscription.failing_since);
    sql.push(", updated_at = ").bind(subscription.updated_at);
    at(tx, sql, subscription.id).await
}

/// The sealed secrets of a subscription.
pub async fn secrets(
    read: &impl Read,
    company: CompanyId,
    id: SubscriptionId,
) -> Result<Option<Secrets>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT secret, previous_secret, previous_until FROM webhook_subscriptions WHERE company = ");
    sql.bind(company.key()).push(" AND key = ").bind(id.key());
    let map = |row: &mut Row<'_>| {
        let (current, previous, until) = (row.maybe_blob()?, row.maybe_blob()?, row.maybe_instant()?);
        Ok(Secrets { current: current.unwrap_or_default(), previous: previous.zip(until) })
    };
    read.row(sql, map).await
}

/// Sets the sealed secrets of a subscription.
pub async fn set_secrets(tx: &Tx, id: SubscriptionId, secrets: &Secrets) -> Result<(), StoreError> {
    let (previous, until) = secrets.previous.clone().unzip();
    let mut sql = tx.sql();
    sql.push("UPDATE webhook_subscriptions SET secret = ").bind(secrets.current.clone());
    sql.push(", previous_secret = ").bind(previous).push(", previous_until = ").bind(until);
    at(tx, sql, id).await
}

/// Removes a subscription and its deliveries.
pub async fn delete(tx: &Tx, id: SubscriptionId) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM webhook_deliveries WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND subscription = ").bind(id.key());
    tx.execute(&sql).await?;
    let mut sql = tx.sql();
    sql.push("DELETE FROM webhook_subscriptions");
    at(tx, sql, id).await
}

async fn at(tx: &Tx, mut sql: crate::Sql, id: SubscriptionId) -> Result<(), StoreError> {
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(id.key());
    tx.execute(&sql).await?;
    Ok(())
}
