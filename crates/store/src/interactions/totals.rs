//! Totals from the counters, and what they tell a list about where its rows are.

use domain::id::Id;
use domain::time::{DAY, Instant};
use domain::vocabulary::Theme;

use super::View;
use super::filter::{Filter, Span, within};
use super::list::indexed_by;
use super::remembered::Question;
use crate::counts::{Grain, month_of};
use crate::error::StoreError;
use crate::{Read, Sql, Store};

/// The facts the index `interactions_by_facts` begins with, in its order.
pub(super) const FACTS: [&str; 4] = ["channel", "theme", "status", "direction"];
/// As a list of columns.
pub(super) const FACT_COLUMNS: &str = "channel, theme, status, direction";

/// Values of `FACTS` that occur together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Combination {
    pub(super) channel: String,
    pub(super) theme: String,
    pub(super) status: String,
    pub(super) direction: String,
}

impl Combination {
    /// Its facts by name, in the order of the index.
    pub(super) fn facts(&self) -> [(&'static str, &str); 4] {
        let words = [&self.channel, &self.theme, &self.status, &self.direction];
        std::array::from_fn(|at| (FACTS[at], words[at].as_str()))
    }
}

/// How the counted part of a filter falls on the facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Histogram {
    /// Rows that match the counted part.
    pub(super) total: i64,
    /// The smallest and largest key they can have.
    pub(super) keys: Option<(i64, i64)>,
    /// The combinations that occur, without their counts.
    pub(super) combinations: Vec<Combination>,
}

struct Counted {
    combination: Combination,
    n: i64,
    first: i64,
    last: i64,
}

/// Counts what the counters know of a filter. Exact where the filter says nothing else.
pub(super) async fn histogram(store: &Store, view: &View, filter: &Filter) -> Result<Histogram, StoreError> {
    let question = Question::new(view, filter);
    if let Some(answer) = store.remembered.answer(&question) {
        return Ok(answer);
    }
    let answer = computed(store, view, filter).await?;
    store.remembered.keep(question, &answer);
    Ok(answer)
}

async fn computed(read: &Store, view: &View, filter: &Filter) -> Result<Histogram, StoreError> {
    let mut pieces = Pieces::of(filter.created);
    if filter.person.is_some() && !filter.created.is_open() {
        // A person is not counted by day; the rows of one are few enough to look at.
        pieces.edges = vec![filter.created];
    }
    let mut rows = Vec::new();
    if let Some(sql) = from_counters(read.sql(), view, filter, &pieces) {
        // The counters of a person are few and found in one way.
        let counted = match filter.person {
            Some(_) => read.rows(sql, read_counted).await?,
            None => read.rows_planned(sql, read_counted).await?,
        };
        rows.extend(counted);
    }
    let edges = pieces.edges.into_iter().map(|edge| from_rows(read.sql(), view, filter, edge));
    let counted = edges.map(|sql| read.rows_planned(sql, read_counted));
    rows.extend(futures::future::try_join_all(counted).await?.into_iter().flatten());
    Ok(sum(rows))
}

fn sum(rows: Vec<Counted>) -> Histogram {
    let mut histogram = Histogram::default();
    for row in rows.into_iter().filter(|row| row.n > 0) {
        histogram.total += row.n;
        let (first, last) = histogram.keys.unwrap_or((row.first, row.last));
        histogram.keys = Some((first.min(row.first), last.max(row.last)));
        histogram.combinations.push(row.combination);
    }
    histogram.combinations.sort();
    histogram.combinations.dedup();
    histogram
}

/// A span cut into whole months, whole days beside them, and what is left at its ends.
#[derive(Debug, PartialEq, Eq)]
struct Pieces {
    /// Months, the first and the one after the last.
    months: (i64, i64),
    /// Days, likewise, before and after the months.
    days: [(i64, i64); 2],
    /// Parts of a day.
    edges: Vec<Span>,
}

/// Nothing is created before 1900 or after 2200: an open end is far enough away there.
const FIRST_DAY: i64 = -25_567;
const LAST_DAY: i64 = 84_006;

impl Pieces {
    fn of(span: Span) -> Self {
        let first =
            span.after.map_or(FIRST_DAY, |at| at.0.div_euclid(DAY) + i64::from(at.0.rem_euclid(DAY) > 0));
        // Inclusive: a span that ends with the last microsecond of a day holds the whole day.
        let end = span.before.map_or(LAST_DAY, |at| at.0.saturating_add(1).div_euclid(DAY));
        if end < first {
            return Self { months: (0, 0), days: [(0, 0); 2], edges: vec![span] };
        }
        let (first_month, end_month) = (month_at_or_after(first), month_of(start(end)));
        let (months, days) = if first_month < end_month {
            let (from, to) = (first_day(first_month), first_day(end_month));
            ((first_month, end_month), [(first, from), (to, end)])
        } else {
            ((0, 0), [(first, end), (0, 0)])
        };
        let mut edges = Vec::new();
        if span.after.is_some_and(|after| after < start(first)) {
            edges.push(Span { after: span.after, before: Some(Instant(start(first).0 - 1)) });
        }
        if span.before.is_some_and(|before| before >= start(end)) {
            edges.push(Span { after: Some(start(end)), before: span.before });
        }
        Self { months, days, edges }
    }
}

fn start(day: i64) -> Instant {
    Instant(day * DAY)
}

fn month_at_or_after(day: i64) -> i64 {
    let month = month_of(start(day));
    if first_day(month) == day { month } else { month + 1 }
}

/// The number of the first day of a month: the start of its longest day before, walked back.
fn first_day(month: i64) -> i64 {
    // 30.436875 days make a month on average; the guess is off by a few days at most.
    let mut day = ((month - 1970 * 12) as f64 * 30.436_875) as i64;
    while month_of(start(day)) >= month {
        day -= 1;
    }
    while month_of(start(day)) < month {
        day += 1;
    }
    day
}

fn from_counters(mut sql: Sql, view: &View, filter: &Filter, pieces: &Pieces) -> Option<Sql> {
    let spans: Vec<(Grain, i64, i64)> = match filter.person {
        Some(person) if filter.created.is_open() => vec![(Grain::Person, person.key(), person.key() + 1)],
        Some(_) => return None,
        None if filter.created.is_open() => vec![(Grain::All, 0, 1)],
        None => {
            let days = pieces.days.map(|(from, to)| (Grain::Day, from, to));
            let all = [(Grain::Month, pieces.months.0, pieces.months.1)].into_iter().chain(days);
            all.filter(|(_, from, to)| from < to).collect()
        }
    };
    if spans.is_empty() {
        return None;
    }
    // A person's rows are found by the person, so which facts they have need not be known.
    let by_facts = filter.person.is_none();
    sql.push("SELECT ").push(if by_facts { FACT_COLUMNS } else { "'', '', '', ''" });
    sql.push(", CAST(coalesce(sum(n), 0) AS BIGINT), coalesce(min(first_key), 0), coalesce(max(last_key), 0) FROM (");
    for (index, (grain, from, to)) in spans.into_iter().enumerate() {
        sql.push(if index == 0 { "SELECT " } else { " UNION ALL SELECT " }).push(FACT_COLUMNS);
        sql.push(", n, first_key, last_key FROM interaction_counts WHERE company = ");
        sql.bind(view.company.key()).push(" AND grain = ").bind(grain as i64);
        if to - from == 1 {
            sql.push(" AND bucket = ").bind(from);
        } else {
            sql.push(" AND bucket >= ").bind(from).push(" AND bucket < ").bind(to);
        }
        counted_conditions(view, filter, &mut sql, "unassociated = ");
    }
    sql.push(") AS counted");
    if by_facts {
        sql.push(" GROUP BY ").push(FACT_COLUMNS);
    }
    Some(sql)
}

pub(super) fn from_rows(mut sql: Sql, view: &View, filter: &Filter, edge: Span) -> Sql {
    // A part of a day holds few rows, those of a combination over all time are many.
    let index = match filter.person {
        Some(_) => " INDEXED BY interactions_of_person",
        None => " INDEXED BY interactions_created",
    };
    let hint = indexed_by(sql.dialect(), index);
    sql.push("SELECT ")
        .push(FACT_COLUMNS)
        .push(", count(*), min(key), max(key) FROM interactions")
        .push(hint);
    sql.push(" WHERE company = ");
    sql.bind(view.company.key()).push(" AND deleted_at IS NULL");
    within(&mut sql, "created_at", edge);
    if let Some(person) = filter.person {
        sql.push(" AND person = ").bind(person.key());
    }
    counted_conditions(view, filter, &mut sql, "(person IS NULL) = ");
    sql.push(" GROUP BY ").push(FACT_COLUMNS);
    sql
}

fn counted_conditions(view: &View, filter: &Filter, sql: &mut Sql, unassociated: &str) {
    filter.facts(sql, "");
    if !view.credentials {
        sql.push(" AND theme <> ").bind(Theme::OpsAccountCredentials.as_str());
    }
    if !view.unassociated {
        sql.push(" AND ").push(unassociated).bind(false);
    }
    if let Some(wanted) = filter.has_no_person {
        sql.push(" AND ").push(unassociated).bind(wanted);
    }
}

fn read_counted(row: &mut crate::Row<'_>) -> Result<Counted, StoreError> {
    Ok(Counted {
        combination: Combination {
            channel: row.text()?,
            theme: row.text()?,
            status: row.text()?,
            direction: row.text()?,
        },
        n: row.int()?,
        first: row.int()?,
        last: row.int()?,
    })
}

/// What a total is put together from, for the pinned plans.
#[cfg(test)]
pub(super) fn questions(store: &Store, view: &View, filter: &Filter) -> Vec<Sql> {
    let pieces = Pieces::of(filter.created);
    let counters = from_counters(store.sql(), view, filter, &pieces);
    let edges = pieces.edges.into_iter().map(|edge| from_rows(store.sql(), view, filter, edge));
    counters.into_iter().chain(edges).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<Instant> {
        Some(Instant::read(text, domain::time::Offset::Optional).unwrap())
    }

    fn day(text: &str) -> i64 {
        at(text).unwrap().day()
    }

    #[test]
    fn a_span_is_cut_into_months_days_and_edges() {
        let span = Span { after: at("2026-01-10T12:00:00Z"), before: at("2026-04-02T06:00:00Z") };
        let pieces = Pieces::of(span);
        assert_eq!(pieces.months, (2026 * 12 + 1, 2026 * 12 + 3));
        assert_eq!(pieces.days[0], (day("2026-01-11"), day("2026-02-01")));
        assert_eq!(pieces.days[1], (day("2026-04-01"), day("2026-04-02")));
        assert_eq!(pieces.edges.len(), 2);
    }

    #[test]
    fn an_open_span_has_no_edges() {
        assert!(Pieces::of(Span::default()).edges.is_empty());
    }

    #[test]
    fn a_span_inside_one_day_is_an_edge_alone() {
        let span = Span { after: at("2026-01-10T12:00:00Z"), before: at("2026-01-10T13:00:00Z") };
        let pieces = Pieces::of(span);
        assert_eq!(pieces.edges, [span]);
        assert_eq!(pieces.days, [(0, 0); 2]);
    }

    #[test]
    fn a_day_given_by_its_last_microsecond_is_whole() {
        let span = Span { after: at("2026-01-10"), before: at("2026-01-10T23:59:59.999999Z") };
        let pieces = Pieces::of(span);
        assert_eq!(pieces.days[0], (day("2026-01-10"), day("2026-01-11")));
        assert!(pieces.edges.is_empty());
    }
}
