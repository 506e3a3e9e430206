//! What the rows of a filter add up to, in one walk over the index that holds all it asks for.

use domain::history::Buckets;
use domain::vocabulary::{Direction, Flow, HandlingStatus};

use super::{Filter, Sight};
use crate::error::StoreError;
use crate::{Read, Row, Sql, Store};

/// Rows that are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The number of their bucket.
    pub bucket: i64,
    /// How they flow.
    pub flow: Option<Flow>,
    /// What became of them.
    pub status: Option<HandlingStatus>,
    /// Who contacted whom.
    pub direction: Direction,
    /// How many.
    pub n: i64,
}

/// Durations by their size: of so many, what the middle one took, and those near the end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Percentiles {
    /// Rows that have one.
    pub count: i64,
    /// Half of them took at most so long.
    pub p50: Option<i64>,
    /// Nine of ten.
    pub p90: Option<i64>,
    /// Nineteen of twenty.
    pub p95: Option<i64>,
}

/// What the rows of a filter add up to.
#[derive(Debug, Clone)]
pub struct Totals {
    /// By bucket, flow, handling status and direction.
    pub counts: Vec<Count>,
    /// Until somebody took them.
    pub waiting: Percentiles,
    /// While somebody worked on them.
    pub handling: Percentiles,
}

/// Adds up what a sight shows and a filter keeps.
pub async fn totals(
    store: &Store,
    sight: &Sight,
    filter: &Filter,
    buckets: &Buckets,
) -> Result<Totals, StoreError> {
    let durations = |column| store.rows_planned(durations(store.sql(), sight, filter, column), read_duration);
    let (counts, waiting, handling) = futures::try_join!(
        store.rows_planned(counts(store.sql(), sight, filter, buckets), read_count),
        durations("i.waiting_duration"),
        durations("i.handling_duration")
    )?;
    Ok(Totals { counts, waiting: percentiles(&waiting), handling: percentiles(&handling) })
}

pub(crate) fn counts(mut sql: Sql, sight: &Sight, filter: &Filter, buckets: &Buckets) -> Sql {
    sql.push("SELECT ");
    number(&mut sql, buckets);
    let hint = filter.hint(sight, sql.dialect());
    sql.push(" AS bucket, i.flow, i.handling_status, i.direction, count(*) FROM interactions i");
    sql.push(hint).push(" WHERE ");
    filter.conditions(sight, &mut sql);
    sql.push(" GROUP BY 1, 2, 3, 4");
    sql
}

/// The number of the bucket a row lies in. The numbers are our own: they are pushed, for a group needs the same text.
fn number(sql: &mut Sql, buckets: &Buckets) {
    let unit = buckets.unit;
    let Some(((_, first), later)) = buckets.shifts.split_first() else {
        sql.push(&format!("i.started_at / {unit}"));
        return;
    };
    let at = |shift: i64| format!("(i.started_at + {shift}) / {unit}");
    if later.is_empty() {
        sql.push(&at(*first));
        return;
    }
    sql.push("CASE");
    for (since, shift) in later.iter().rev() {
        sql.push(&format!(" WHEN i.started_at >= {} THEN {}", since.0, at(*shift)));
    }
    sql.push(&format!(" ELSE {} END", at(*first)));
}

pub(crate) fn durations(mut sql: Sql, sight: &Sight, filter: &Filter, column: &str) -> Sql {
    let hint = filter.hint(sight, sql.dialect());
    sql.push("SELECT ").push(column).push(", count(*) FROM interactions i").push(hint).push(" WHERE ");
    filter.conditions(sight, &mut sql);
    sql.push(" AND ").push(column).push(" IS NOT NULL GROUP BY 1 ORDER BY 1");
    sql
}

fn read_count(row: &mut Row<'_>) -> Result<Count, StoreError> {
    Ok(Count {
        bucket: row.int()?,
        flow: row.maybe_word(Flow::parse)?,
        status: row.maybe_word(HandlingStatus::parse)?,
        direction: row.word(Direction::parse)?,
        n: row.int()?,
    })
}

fn read_duration(row: &mut Row<'_>) -> Result<(i64, i64), StoreError> {
    Ok((row.int()?, row.int()?))
}

/// Of durations and how often each occurs, in order: the smallest that so many of a hundred do not exceed.
fn percentiles(durations: &[(i64, i64)]) -> Percentiles {
    let count: i64 = durations.iter().map(|(_, n)| n).sum();
    let at = |percent: i64| {
        let rank = (count * percent + 99) / 100;
        let mut passed = 0;
        durations.iter().find_map(|(seconds, n)| {
            passed += n;
            (passed >= rank).then_some(*seconds)
        })
    };
    Percentiles { count, p50: at(50), p90: at(90), p95: at(95) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_durations() {
        let found = percentiles(&[(1, 5), (7, 4), (100, 1)]);
        assert_eq!(found, Percentiles { count: 10, p50: Some(1), p90: Some(7), p95: Some(100) });
        assert_eq!(percentiles(&[]), Percentiles::default());
        assert_eq!(percentiles(&[(3, 1)]).p50, Some(3));
    }
}
