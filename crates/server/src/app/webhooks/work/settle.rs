//! What becomes of deliveries after an attempt, and of the subscription whose endpoint answered so.

use domain::changes;
use domain::id::{DeliveryId, SubscriptionId};
use domain::time::Instant;
use domain::vocabulary::DeliveryState;
use domain::webhook::{Delivery, Subscription, Verdict, after_failure};
use store::Tx;
use store::webhooks::{self, deliveries};

use super::Attempt;
use crate::app::webhooks::event;
use crate::app::{AppError, vault};

/// Seconds of failing after which a success lets everything that waits be tried at once.
const LONG: i64 = 600;
/// The endpoint asks for no more (Standard Webhooks 1.0.0, "Delivery").
const GONE: i64 = 410;

/// Deliveries as they stand after an attempt.
#[derive(Debug, Clone, Default)]
pub(super) struct Settled {
    deliveries: Vec<Delivery>,
}

/// Decides what becomes of each.
pub(super) fn settle(done: Vec<Attempt>) -> Result<Settled, AppError> {
    let settled = done.into_iter().map(|attempt| Ok(after(attempt, u16::from_ne_bytes(vault::random()?))));
    Ok(Settled { deliveries: settled.collect::<Result<_, AppError>>()? })
}

/// Writes it down. The subscription may have been changed, switched off or removed meanwhile.
pub(super) async fn write(
    tx: &Tx,
    id: SubscriptionId,
    settled: &Settled,
    now: Instant,
) -> Result<(), AppError> {
    let Some(before) = found(tx, id, settled).await? else { return Ok(()) };
    for delivery in &settled.deliveries {
        let recorded = deliveries::record(tx, delivery).await?;
        if recorded && delivery.state == DeliveryState::Failed {
            tx.record(event("failed", id, told(delivery.id), now));
        }
    }
    let after = health(&before, &settled.deliveries, now);
    if after == before {
        return Ok(());
    }
    webhooks::update(tx, &after).await?;
    if before.enabled && !after.enabled {
        tracing::warn!(subscription = %id, "a webhook subscription was disabled: nothing got through");
        tx.record(event("disabled", id, changes::between(&before, &after), now));
    }
    let since = before.failing_since.filter(|_| after.failing_since.is_none());
    if since.is_some_and(|since| since.plus_seconds(LONG) <= now) {
        deliveries::hurry(tx, id, now, false).await?;
    }
    Ok(())
}

async fn found(tx: &Tx, id: SubscriptionId, settled: &Settled) -> Result<Option<Subscription>, AppError> {
    if settled.deliveries.is_empty() {
        return Ok(None);
    }
    Ok(webhooks::find(tx, tx.author().company, id).await?)
}

/// A delivery after an attempt.
fn after(attempt: Attempt, dice: u16) -> Delivery {
    let Attempt { delivery, at, called } = attempt;
    let first = delivery.first_attempt_at.unwrap_or(at);
    let attempts = delivery.attempts + 1;
    let (state, next) = match after_failure(attempts, first, at, dice) {
        _ if called.succeeded() => (DeliveryState::Delivered, None),
        Verdict::Again(next) => (DeliveryState::Pending, Some(next)),
        Verdict::GiveUp => (DeliveryState::Failed, None),
    };
    Delivery {
        state,
        attempts,
        first_attempt_at: Some(first),
        last_attempt_at: Some(at),
        next_attempt_at: next,
        response_status: called.status.map(i64::from),
        duration_ms: i64::try_from(called.took.as_millis()).ok(),
        response_excerpt: called.excerpt,
        error: called.error,
        ..delivery
    }
}

/// The subscription after a round. One success shows that the endpoint works: then a delivery that is given up was not
/// wanted, and the others go on.
fn health(before: &Subscription, round: &[Delivery], now: Instant) -> Subscription {
    let mut after = before.clone();
    if round.iter().any(|delivery| delivery.state == DeliveryState::Delivered) {
        after.failing_since = None;
    } else {
        after.failing_since =
            before.failing_since.or(round.iter().filter_map(|one| one.last_attempt_at).min());
    }
    let gone = round.iter().any(|delivery| delivery.response_status == Some(GONE));
    let given_up = round.iter().find(|delivery| {
        let failing = after.failing_since.zip(delivery.first_attempt_at);
        delivery.state == DeliveryState::Failed && failing.is_some_and(|(since, first)| since <= first)
    });
    let reason = match given_up {
        _ if gone => Some("the endpoint answered 410 Gone".to_owned()),
        Some(delivery) => Some(format!(
            "nothing got through for three days; the last attempt: {}",
            delivery.error.as_deref().unwrap_or_default()
        )),
        None => None,
    };
    if let Some(reason) = reason.filter(|_| before.enabled) {
        (after.enabled, after.disabled_reason, after.disabled_at) = (false, Some(reason), Some(now));
    }
    after
}

fn told(delivery: DeliveryId) -> String {
    serde_json::json!({"failedDelivery": {"from": null, "to": delivery}}).to_string()
}
