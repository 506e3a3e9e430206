//! What the interactions of the history add up to.

use std::collections::BTreeMap;
use std::hash::Hash;

use axum::extract::State;
use domain::history::Buckets;
use domain::time::Instant;
use domain::vocabulary::{Direction, Flow, HandlingStatus};
use serde::Serialize;
use store::history::{Count, Percentiles, Totals};
use utoipa::ToSchema;

use super::params::{self, HistoryParams};
use crate::app::{AppError, Caller, SharedApp, history};
use crate::http::envelope::{One, one};
use crate::http::query::Query;

/// What the same filters keep adds up to: by flow, handling status and direction, over time, and how long it took
#[utoipa::path(
    get,
    path = "/api/history/totals",
    tag = "history",
    operation_id = "getHistoryTotals",
    params(HistoryParams),
    responses((status = 200, body = One<TotalsBody>)),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<One<TotalsBody>, AppError> {
    let looking = history::look(&app, &caller).await?;
    let filter = params::read_filter(&app, &looking, &mut query, None).await?;
    let (totals, buckets) = history::totals(&app, &looking, &filter).await?;
    Ok(one(TotalsBody::of(&totals, &buckets)))
}

/// What the rows of a filter add up to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HistoryTotals)]
pub struct TotalsBody {
    /// All of them.
    total: i64,
    /// Always: it is counted to the end.
    total_is_exact: bool,
    /// Largest first; `flow` is null for those of none.
    flows: Vec<OfFlow>,
    /// Largest first; `handlingStatus` is null before anything came of them.
    handling_statuses: Vec<OfStatus>,
    /// Largest first.
    directions: Vec<OfDirection>,
    /// In order: hours up to two days, else days of the company's time zone; only those in which there is something.
    volume: Vec<Volume>,
    /// Seconds until somebody took them.
    waiting: Durations,
    /// Seconds somebody worked on them.
    handling: Durations,
}

/// Rows of a flow.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HistoryFlowCount)]
struct OfFlow {
    flow: Option<Flow>,
    count: i64,
}

/// Rows of a handling status.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HistoryStatusCount)]
struct OfStatus {
    handling_status: Option<HandlingStatus>,
    count: i64,
}

/// Rows of a direction.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HistoryDirectionCount)]
struct OfDirection {
    direction: Direction,
    count: i64,
}

/// Rows that began in an hour or a day, of one flow and handling status.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HistoryVolume)]
struct Volume {
    from: Instant,
    /// The first moment after it.
    to: Instant,
    flow: Option<Flow>,
    handling_status: Option<HandlingStatus>,
    count: i64,
}

/// Whole seconds. A percentile is the smallest duration that so many of a hundred do not exceed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HistoryDurations)]
struct Durations {
    /// Rows that have one.
    count: i64,
    p50: Option<i64>,
    p90: Option<i64>,
    p95: Option<i64>,
}

impl From<Percentiles> for Durations {
    fn from(Percentiles { count, p50, p90, p95 }: Percentiles) -> Self {
        Self { count, p50, p90, p95 }
    }
}

impl TotalsBody {
    fn of(totals: &Totals, buckets: &Buckets) -> Self {
        let counts = &totals.counts;
        let volume = summed(counts, |one| (one.bucket, one.flow, one.status));
        let volume = volume.into_iter().map(|((bucket, flow, handling_status), count)| {
            let (from, to) = buckets.span(bucket);
            Volume { from, to, flow, handling_status, count }
        });
        Self {
            total: counts.iter().map(|one| one.n).sum(),
            total_is_exact: true,
            flows: largest_first(counts, |one| one.flow, |flow, count| OfFlow { flow, count }),
            handling_statuses: largest_first(
                counts,
                |one| one.status,
                |handling_status, count| OfStatus { handling_status, count },
            ),
            directions: largest_first(
                counts,
                |one| one.direction,
                |direction, count| OfDirection { direction, count },
            ),
            volume: volume.collect(),
            waiting: totals.waiting.into(),
            handling: totals.handling.into(),
        }
    }
}

fn summed<K: Ord>(counts: &[Count], key: impl Fn(&Count) -> K) -> BTreeMap<K, i64> {
    let mut sums = BTreeMap::new();
    for one in counts {
        *sums.entry(key(one)).or_default() += one.n;
    }
    sums
}

fn largest_first<K: Ord + Hash, T>(
    counts: &[Count],
    key: impl Fn(&Count) -> K,
    show: impl Fn(K, i64) -> T,
) -> Vec<T> {
    let mut sums: Vec<(K, i64)> = summed(counts, key).into_iter().collect();
    sums.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    sums.into_iter().map(|(key, count)| show(key, count)).collect()
}
