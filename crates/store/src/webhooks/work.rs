//! Which subscriptions have something to do, and who does it.

use domain::id::{CompanyId, Id, SubscriptionId};
use domain::time::Instant;

use crate::error::StoreError;
use crate::{Read, Tx};

/// A subscription with something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Due {
    /// Its company.
    pub company: CompanyId,
    /// The subscription.
    pub id: SubscriptionId,
}

/// How much waits, for whoever watches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Deliveries that wait for an attempt.
    pub pending: i64,
    /// Events that the slowest subscription has still to take.
    pub lag: i64,
    /// When the oldest event that waits was taken.
    pub oldest: Option<Instant>,
    /// Subscriptions that are off because nothing got through.
    pub given_up: i64,
}

/// The subscriptions, of every company, with events to take or deliveries to try, that nobody works on.
pub async fn due(read: &impl Read, now: Instant) -> Result<Vec<Due>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT s.company, s.key FROM webhook_subscriptions s JOIN companies c ON c.key = s.company ");
    sql.push("WHERE s.enabled AND s.leased_until <= ").bind(now);
    sql.push(" AND (s.cursor_number < c.last_event OR EXISTS (SELECT 1 FROM webhook_deliveries d ");
    sql.push("WHERE d.company = s.company AND d.subscription = s.key AND d.state = 'pending' ");
    sql.push("AND d.next_attempt_at <= ").bind(now).push(")) ORDER BY s.key");
    read.rows(sql, |row| Ok(Due { company: row.id()?, id: row.id()? })).await
}

/// Takes or prolongs the lease of an enabled subscription; false where somebody else has it.
pub async fn lease(
    tx: &Tx,
    id: SubscriptionId,
    worker: &str,
    now: Instant,
    until: Instant,
) -> Result<bool, StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE webhook_subscriptions SET leased_by = ").bind(worker);
    sql.push(", leased_until = ").bind(until);
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(id.key());
    sql.push(" AND enabled AND (leased_by = ").bind(worker).push(" OR leased_until <= ").bind(now).push(")");
    Ok(tx.execute(&sql).await? > 0)
}

/// Gives a lease back; nobody looks at the subscription before `from`.
pub async fn release(tx: &Tx, id: SubscriptionId, worker: &str, from: Instant) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE webhook_subscriptions SET leased_by = NULL, leased_until = ").bind(from);
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(id.key());
    sql.push(" AND leased_by = ").bind(worker);
    tx.execute(&sql).await?;
    Ok(())
}

/// Lets a subscription that nobody works on be looked at now.
pub async fn wake(tx: &Tx, id: SubscriptionId) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE webhook_subscriptions SET leased_until = 0 WHERE leased_by IS NULL AND company = ");
    sql.bind(tx.author().company.key()).push(" AND key = ").bind(id.key());
    tx.execute(&sql).await?;
    Ok(())
}

/// Moves the cursor of a subscription, and nothing else of it.
pub async fn move_cursor(tx: &Tx, id: SubscriptionId, to: i64) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE webhook_subscriptions SET cursor_number = ").bind(to).push(" WHERE company = ");
    sql.bind(tx.author().company.key()).push(" AND key = ").bind(id.key());
    tx.execute(&sql).await?;
    Ok(())
}

/// How much waits in all companies together.
pub async fn backlog(read: &impl Read) -> Result<Backlog, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT count(*), min(created_at) FROM webhook_deliveries WHERE state = 'pending'");
    let (pending, oldest) =
        read.row(sql, |row| Ok((row.int()?, row.maybe_instant()?))).await?.unwrap_or_default();
    let mut sql = read.sql();
    sql.push(
        "SELECT coalesce(max(CASE WHEN s.enabled THEN c.last_event - s.cursor_number END), 0), \
         count(CASE WHEN NOT s.enabled AND s.failing_since IS NOT NULL THEN 1 END) \
         FROM webhook_subscriptions s JOIN companies c ON c.key = s.company",
    );
    let (lag, given_up) = read.row(sql, |row| Ok((row.int()?, row.int()?))).await?.unwrap_or_default();
    Ok(Backlog { pending, lag, oldest, given_up })
}
