//! Counters of interactions, kept in the transaction of every write, so that totals cost nothing.
//!
//! Each interaction stands in four buckets: its UTC day, its month, its person, and the one that holds
//! everything: without it the totals of an unfiltered list were measured to add up 36 months in 65 ms.
//! A bucket also remembers the smallest and largest key that ever stood in it: lists that walk the keys of a date
//! range start and stop there.

use std::collections::BTreeMap;

use crate::error::StoreError;
use crate::sql::{Dialect, Sql, Value};
use crate::tx::Connection;
use domain::time::Instant;

/// Rows in one statement.
const CHUNK: usize = 400;

/// Size of a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(i64)]
pub(crate) enum Grain {
    /// A UTC day; the bucket is its number since 1970-01-01.
    Day = 0,
    /// A UTC month; the bucket is `year * 12 + month - 1`.
    Month = 1,
    /// A person; the bucket is the key, 0 for none.
    Person = 2,
    /// Everything; the bucket is 0.
    All = 3,
}

/// The facts an interaction is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Facts {
    /// Its channel.
    pub channel: &'static str,
    /// Its theme.
    pub theme: &'static str,
    /// Its status.
    pub status: &'static str,
    /// Its direction.
    pub direction: &'static str,
    /// Whether it is sensitive.
    pub sensitive: bool,
    /// Whether it came from outside.
    pub is_external: bool,
    /// Whether it belongs to no person yet.
    pub unassociated: bool,
}

/// A counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Counted {
    pub(crate) grain: Grain,
    pub(crate) bucket: i64,
    pub(crate) facts: Facts,
}

/// A change of a counter.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Delta {
    pub(crate) count: i64,
    pub(crate) keys: Option<(i64, i64)>,
}

impl Delta {
    pub(crate) fn of(count: i64, key: i64) -> Self {
        Self { count, keys: Some((key, key)) }
    }

    pub(crate) fn add(&mut self, other: Delta) {
        self.count += other.count;
        self.keys = match (self.keys, other.keys) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
    }
}

/// The buckets an interaction created at `at` for `person` stands in.
pub(crate) fn buckets(at: Instant, person: Option<i64>) -> [(Grain, i64); 4] {
    let person = person.unwrap_or(0);
    [(Grain::Day, at.day()), (Grain::Month, month_of(at)), (Grain::Person, person), (Grain::All, 0)]
}

/// The number of the UTC month a moment falls in: `year * 12 + month - 1`.
pub(crate) fn month_of(at: Instant) -> i64 {
    let text = at.to_string();
    let year: i64 = text[..4].parse().unwrap_or(0);
    let month: i64 = text[5..7].parse().unwrap_or(1);
    year * 12 + month - 1
}

/// Writes the changes of a whole batch.
pub(crate) async fn flush(
    connection: &Connection,
    company: i64,
    deltas: BTreeMap<Counted, Delta>,
) -> Result<(), StoreError> {
    let changed: Vec<_> = deltas.into_iter().filter(|(_, d)| d.count != 0 || d.keys.is_some()).collect();
    for chunk in changed.chunks(CHUNK) {
        connection.execute(&upsert(connection.dialect(), company, chunk)).await?;
    }
    Ok(())
}

const TYPES: [&str; 13] = [
    "bigint", "bigint", "bigint", "text", "text", "text", "text", "bool", "bool", "bool", "bigint", "bigint",
    "bigint",
];

fn upsert(dialect: Dialect, company: i64, chunk: &[(Counted, Delta)]) -> Sql {
    let mut sql = Sql::new(dialect);
    sql.push(
        "INSERT INTO interaction_counts (company, grain, bucket, channel, theme, status, direction, \
         sensitive, is_external, unassociated, n, first_key, last_key) ",
    );
    let row = |(counted, delta): &(Counted, Delta)| {
        let facts = counted.facts;
        let (first, last) = delta.keys.unwrap_or((i64::MAX, 0));
        let mut row: Vec<Value> = Vec::with_capacity(TYPES.len());
        row.extend([company, counted.grain as i64, counted.bucket].map(Value::from));
        row.extend([facts.channel, facts.theme, facts.status, facts.direction].map(Value::from));
        row.extend([facts.sensitive, facts.is_external, facts.unassociated].map(Value::from));
        row.extend([delta.count, first, last].map(Value::from));
        row
    };
    sql.rows(&TYPES, chunk.iter().map(row).collect());
    let (least, greatest) = (dialect.least(), dialect.greatest());
    sql.push(
        " ON CONFLICT (company, grain, bucket, channel, theme, status, direction, sensitive, is_external, \
         unassociated) \
         DO UPDATE SET n = interaction_counts.n + excluded.n, first_key = ",
    );
    sql.push(least).push("(interaction_counts.first_key, excluded.first_key), last_key = ");
    sql.push(greatest).push("(interaction_counts.last_key, excluded.last_key)");
    sql
}
