//! Events on their way to webhook subscriptions.

use domain::id::{CompanyId, DeliveryId, Id, SubscriptionId};
use domain::time::Instant;
use domain::vocabulary::DeliveryState;
use domain::webhook::Delivery;

use crate::error::StoreError;
use crate::event::Event;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Sql, Tx, Value};

const COLUMNS: &str = "key, subscription, event, event_type, state, attempts, created_at, first_attempt_at, \
     last_attempt_at, next_attempt_at, response_status, response_excerpt, error, duration_ms";
/// The types of the columns that `add` fills, on PostgreSQL.
const TYPES: [&str; 8] = ["bigint", "bigint", "bigint", "text", "text", "bigint", "bigint", "bigint"];

fn map(row: &mut Row<'_>) -> Result<Delivery, StoreError> {
    Ok(Delivery {
        id: row.id()?,
        subscription_id: row.id()?,
        event_number: row.int()?,
        event_type: row.text()?,
        state: row.word(DeliveryState::parse)?,
        attempts: row.int()?,
        created_at: row.instant()?,
        first_attempt_at: row.maybe_instant()?,
        last_attempt_at: row.maybe_instant()?,
        next_attempt_at: row.maybe_instant()?,
        response_status: row.maybe_int()?,
        response_excerpt: row.maybe_text()?,
        error: row.maybe_text()?,
        duration_ms: row.maybe_int()?,
    })
}

/// One delivery of a subscription.
pub async fn find(
    read: &impl Read,
    company: CompanyId,
    subscription: SubscriptionId,
    id: DeliveryId,
) -> Result<Option<Delivery>, StoreError> {
    let mut sql = of(read.sql(), company, subscription);
    sql.push(" AND key = ").bind(id.key());
    read.row(sql, map).await
}

/// The deliveries of a subscription, newest first; in one state where one is named.
pub async fn list(
    read: &impl Read,
    company: CompanyId,
    subscription: SubscriptionId,
    state: Option<DeliveryState>,
    slice: Slice,
) -> Result<Page<Delivery>, StoreError> {
    let mut condition = "company = ? AND subscription = ?".to_owned();
    let mut values = vec![Value::Int(company.key()), Value::Int(subscription.key())];
    if let Some(state) = state {
        condition.push_str(" AND state = ?");
        values.push(state.as_str().into());
    }
    Newest { columns: COLUMNS, table: "webhook_deliveries", condition, values }.page(read, slice, map).await
}

/// Puts events on their way.
pub async fn add(
    tx: &Tx,
    subscription: SubscriptionId,
    events: &[(i64, String)],
    now: Instant,
) -> Result<(), StoreError> {
    if events.is_empty() {
        return Ok(());
    }
    let mut sql = tx.sql();
    sql.push(
        "INSERT INTO webhook_deliveries (company, subscription, event, event_type, state, attempts, created_at, \
         next_attempt_at) ",
    );
    let row = |(number, event_type): &(i64, String)| {
        vec![
            tx.author().company.key().into(),
            subscription.key().into(),
            (*number).into(),
            event_type.as_str().into(),
            DeliveryState::Pending.as_str().into(),
            0_i64.into(),
            now.into(),
            now.into(),
        ]
    };
    sql.rows(&TYPES, events.iter().map(row).collect());
    tx.execute(&sql).await?;
    Ok(())
}

/// What is due now, in the order of its events.
pub async fn due(
    tx: &Tx,
    subscription: SubscriptionId,
    now: Instant,
    limit: i64,
) -> Result<Vec<Delivery>, StoreError> {
    let mut sql = of(tx.sql(), tx.author().company, subscription);
    sql.push(" AND state = 'pending' AND next_attempt_at <= ").bind(now);
    sql.push(" ORDER BY event, key LIMIT ").bind(limit);
    tx.rows(sql, map).await
}

/// How many wait, counted up to a limit.
pub async fn waiting(tx: &Tx, subscription: SubscriptionId, limit: i64) -> Result<i64, StoreError> {
    let mut sql = tx.sql();
    sql.push("SELECT count(*) FROM (SELECT 1 FROM webhook_deliveries WHERE company = ");
    sql.bind(tx.author().company.key()).push(" AND subscription = ").bind(subscription.key());
    sql.push(" AND state = 'pending' LIMIT ").bind(limit).push(") AS first_ones");
    Ok(tx.row(sql, |row| row.int()).await?.unwrap_or(0))
}

/// Writes what became of an attempt; false where the delivery was abandoned or removed meanwhile.
pub async fn record(tx: &Tx, delivery: &Delivery) -> Result<bool, StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE webhook_deliveries SET state = ").bind(delivery.state.as_str());
    sql.push(", attempts = ").bind(delivery.attempts);
    sql.push(", first_attempt_at = ").bind(delivery.first_attempt_at);
    sql.push(", last_attempt_at = ").bind(delivery.last_attempt_at);
    sql.push(", next_attempt_at = ").bind(delivery.next_attempt_at);
    sql.push(", response_status = ").bind(delivery.response_status);
    sql.push(", response_excerpt = ").bind(delivery.response_excerpt.clone());
    sql.push(", error = ").bind(delivery.error.clone()).push(", duration_ms = ").bind(delivery.duration_ms);
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ");
    sql.bind(delivery.id.key()).push(" AND state = 'pending'");
    Ok(tx.execute(&sql).await? > 0)
}

/// Makes everything that waits due now; `anew` also lets its three days begin again.
pub async fn hurry(
    tx: &Tx,
    subscription: SubscriptionId,
    now: Instant,
    anew: bool,
) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE webhook_deliveries SET next_attempt_at = ").bind(now);
    if anew {
        sql.push(", first_attempt_at = NULL, attempts = 0");
    }
    waits(tx, sql, subscription, 0).await
}

/// Abandons what waits of the events from a number on: they are taken again.
pub async fn abandon(tx: &Tx, subscription: SubscriptionId, from: i64) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE webhook_deliveries SET next_attempt_at = NULL, state = ");
    sql.bind(DeliveryState::Abandoned.as_str());
    waits(tx, sql, subscription, from).await
}

/// Removes a part of what ended before a moment; how much.
pub async fn prune(tx: &Tx, before: Instant, limit: i64) -> Result<u64, StoreError> {
    let company = tx.author().company.key();
    let mut sql = tx.sql();
    sql.push("DELETE FROM webhook_deliveries WHERE company = ").bind(company);
    sql.push(" AND key IN (SELECT key FROM webhook_deliveries WHERE company = ").bind(company);
    sql.push(" AND created_at < ").bind(before).push(" AND state <> 'pending' ORDER BY created_at LIMIT ");
    sql.bind(limit).push(")");
    tx.execute(&sql).await
}

/// The events of some deliveries, in order.
pub async fn events(
    read: &impl Read,
    company: CompanyId,
    deliveries: &[Delivery],
) -> Result<Vec<Event>, StoreError> {
    let numbers: Vec<i64> = deliveries.iter().map(|delivery| delivery.event_number).collect();
    crate::events::numbered(read, company, &numbers).await
}

fn of(mut sql: Sql, company: CompanyId, subscription: SubscriptionId) -> Sql {
    sql.push("SELECT ").push(COLUMNS).push(" FROM webhook_deliveries WHERE company = ").bind(company.key());
    sql.push(" AND subscription = ").bind(subscription.key());
    sql
}

async fn waits(tx: &Tx, mut sql: Sql, subscription: SubscriptionId, from: i64) -> Result<(), StoreError> {
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND subscription = ");
    sql.bind(subscription.key()).push(" AND state = 'pending' AND event >= ").bind(from);
    tx.execute(&sql).await?;
    Ok(())
}
