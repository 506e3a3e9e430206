//! Pages of interactions and their totals.

use domain::id::{Id, InteractionId};
use domain::interaction::Interaction;

use super::filter::Filter;
use super::plan::{self, Plan};
use super::sort::{Order, Sort};
use super::stretch::{ALL_KEYS, Stretch};
use super::totals::{self, Combination, FACT_COLUMNS, FACTS, Histogram};
use super::{View, columns, search};
use crate::error::StoreError;
use crate::page::{From, Page, Slice, Total, finish};
use crate::{Dialect, Read, Row, Sql, Store, Value};

/// Links of a chain that are followed at most.
const LONGEST_CHAIN: i64 = 1000;

/// What a page is asked for with, put together once.
pub(super) struct Asked<'a> {
    pub(super) view: &'a View,
    pub(super) filter: &'a Filter,
    pub(super) order: Order,
    pub(super) place: Option<Vec<Value>>,
    pub(super) slice: Slice,
}

impl Asked<'_> {
    /// The conditions on rows `i`, the cursor's among them.
    pub(super) fn conditions(&self, sql: &mut Sql) {
        self.filter.conditions(self.view, sql);
        if let Some(place) = &self.place {
            self.order.after(place, sql);
        }
    }

    /// The rows between these keys and behind the cursor, where the list is ordered by key.
    pub(super) fn stretch(&self, keys: (i64, i64)) -> Stretch {
        let stretch = Stretch::new(self.view, self.filter, keys, self.order.by_key().unwrap_or(true));
        match self.place.as_deref() {
            Some([Value::Int(key), ..]) => stretch.after(*key),
            _ => stretch,
        }
    }

    /// ` LIMIT … OFFSET …`, one row more than wanted.
    pub(super) fn cut(&self, sql: &mut Sql) {
        sql.push(" LIMIT ").bind(self.slice.limit + 1).push(" OFFSET ").bind(self.slice.offset);
    }

    /// Rows that must be looked at for a page.
    pub(super) fn reach(&self) -> i64 {
        self.slice.limit + 1 + self.slice.offset
    }
}

/// A page of the interactions that a view sees and a filter keeps.
pub(super) async fn list(
    store: &Store,
    view: &View,
    filter: &Filter,
    sorts: &[Sort],
    slice: Slice,
    total: Total,
) -> Result<Page<Interaction>, StoreError> {
    let Some(asked) = ask(store, view, filter, sorts, slice).await? else {
        return Ok(finish(Vec::new(), slice, 0, true));
    };
    let histogram = totals::histogram(store, view, filter);
    let (counted, rows) = if filter.person.is_some() && filter.contains.is_none() {
        // The rows of one person have their own index whatever the counters say: ask both at once.
        let rows = fetch(store, &asked, in_any_order(store.sql(), &asked));
        let (histogram, rows) = futures::try_join!(histogram, rows)?;
        (histogram.total, rows)
    } else {
        let histogram = histogram.await?;
        if histogram.total == 0 {
            return Ok(finish(Vec::new(), slice, 0, true));
        }
        if filter.contains.is_some() {
            return search::page(store, &asked, histogram, total).await;
        }
        (histogram.total, fetch(store, &asked, page(store.sql(), &asked, histogram)).await?)
    };
    let (total, exact) = match filter.is_counted() {
        true => (counted, true),
        false if slice.is_whole(rows.len()) => (rows.len() as i64, true),
        false => count(store, &asked, total, asked.slice.offset + rows.len() as i64).await?,
    };
    Ok(finish(rows, slice, total, exact))
}

/// The interactions before this one, nearest first; the chain goes on behind one that is not seen.
pub(super) async fn previous(
    read: &impl Read,
    view: &View,
    start: InteractionId,
) -> Result<Vec<Interaction>, StoreError> {
    let mut sql = read.sql();
    // UNION (not ALL) ends a chain that bites its own tail.
    sql.push("WITH RECURSIVE chain (key, depth) AS (SELECT previous, CAST(1 AS BIGINT) FROM interactions ");
    sql.push("WHERE previous IS NOT NULL AND key = ").bind(start.key());
    sql.push(" AND company = ").bind(view.company.key());
    sql.push(
        " UNION SELECT i.previous, chain.depth + 1 FROM chain JOIN interactions i ON i.key = chain.key \
         WHERE i.previous IS NOT NULL AND chain.depth < ",
    );
    sql.bind(LONGEST_CHAIN).push(") ");
    let mut select = columns::select(read.sql());
    select.push(" FROM (SELECT key, min(depth) AS depth FROM chain GROUP BY key) AS links ");
    select.push("JOIN interactions i ON i.key = links.key WHERE ");
    view.restrict(&mut select);
    select.push(" AND i.key <> ").bind(start.key()).push(" ORDER BY links.depth");
    sql.append(&select);
    let view = *view;
    read.rows(sql, move |row| Ok(view.lock(columns::map(row, view.company)?))).await
}

/// The question with its cursor looked up; `None` where the cursor's row is not there any more.
pub(super) async fn ask<'a>(
    store: &Store,
    view: &'a View,
    filter: &'a Filter,
    sorts: &[Sort],
    slice: Slice,
) -> Result<Option<Asked<'a>>, StoreError> {
    let order = Order::new(sorts);
    let (order, key) = match slice.from {
        From::Start => (order, None),
        From::After(key) => (order, Some(key)),
        From::Before(key) => (order.reversed(), Some(key)),
    };
    let place = match key {
        None => None,
        Some(key) => match order.place(store, view, key).await? {
            None => return Ok(None),
            place => place,
        },
    };
    Ok(Some(Asked { view, filter, order, place, slice }))
}

/// Runs the query of a page.
pub(super) async fn fetch(
    store: &Store,
    asked: &Asked<'_>,
    sql: Sql,
) -> Result<Vec<Interaction>, StoreError> {
    let view = *asked.view;
    let map = move |row: &mut Row<'_>| Ok(view.lock(columns::map(row, view.company)?));
    if asked.filter.is_plain() { store.rows(sql, map).await } else { store.rows_planned(sql, map).await }
}

pub(super) fn page(sql: Sql, asked: &Asked<'_>, histogram: Histogram) -> Sql {
    let Some(descending) = asked.order.by_key() else { return in_any_order(sql, asked) };
    if asked.filter.names_few() {
        return in_any_order(sql, asked);
    }
    match plan::choose(sql.dialect(), histogram) {
        Plan::Nothing => in_any_order(sql, asked),
        Plan::Walk { keys } => walk(sql, asked, keys),
        Plan::Merge { keys, combinations } => {
            let mut sql = columns::select(sql);
            sql.push(" FROM interactions i WHERE i.key IN (SELECT key FROM (");
            heads(&mut sql, asked, keys, &combinations);
            sql.push(") AS heads ORDER BY key").push(if descending { " DESC" } else { "" });
            sql.push(" LIMIT ").bind(asked.reach()).push(")");
            asked.order.clause(&mut sql);
            asked.cut(&mut sql);
            sql
        }
    }
}

/// The first keys of each combination, from its own stretch of the index.
fn heads(sql: &mut Sql, asked: &Asked<'_>, keys: (i64, i64), combinations: &[Combination]) {
    match sql.dialect() {
        Dialect::Sqlite => {
            for (index, one) in combinations.iter().enumerate() {
                sql.push(if index == 0 { "" } else { " UNION ALL " }).push("SELECT key FROM (");
                head(sql, asked, keys);
                for (fact, word) in one.facts() {
                    sql.push(" AND i.").push(fact).push(" = ").bind(word);
                }
                head_end(sql, asked);
                sql.push(") AS one");
            }
        }
        // Planned once however many there are; each part of a union would be planned by itself.
        Dialect::Postgres => {
            sql.push("SELECT one.key FROM unnest(");
            for at in 0..FACTS.len() {
                let words: Vec<_> = combinations.iter().map(|one| one.facts()[at].1).collect();
                // No word of a vocabulary has a comma.
                sql.push(if at == 0 { "string_to_array(" } else { ", string_to_array(" });
                sql.bind(words.join(",")).push(", ',')");
            }
            sql.push(") AS facts (").push(FACT_COLUMNS).push(") CROSS JOIN LATERAL (");
            head(sql, asked, keys);
            for fact in FACTS {
                sql.push(" AND i.").push(fact).push(" = facts.").push(fact);
            }
            head_end(sql, asked);
            sql.push(") AS one");
        }
    }
}

fn head(sql: &mut Sql, asked: &Asked<'_>, keys: (i64, i64)) {
    let hint = indexed_by(sql.dialect(), " INDEXED BY interactions_by_facts");
    sql.push("SELECT i.key FROM interactions i").push(hint).push(" WHERE ");
    asked.conditions(sql);
    between(keys, sql);
}

fn head_end(sql: &mut Sql, asked: &Asked<'_>) {
    let descending = asked.order.by_key().unwrap_or(true);
    sql.push(" ORDER BY i.key").push(if descending { " DESC" } else { "" });
    sql.push(" LIMIT ").bind(asked.reach());
}

/// Left to the engine's planner: the order's own index, or the person's.
fn in_any_order(sql: Sql, asked: &Asked<'_>) -> Sql {
    let hint = match asked.order.index() {
        Some(index) if !asked.filter.names_few() => indexed_by(sql.dialect(), index),
        _ => "",
    };
    let mut sql = columns::select(sql);
    sql.push(" FROM interactions i").push(hint);
    asked.order.joins(&mut sql);
    sql.push(" WHERE ");
    if asked.order.by_key().is_some() && asked.filter.person.is_some() {
        return in_stretch(sql, asked, ALL_KEYS);
    }
    asked.conditions(&mut sql);
    asked.order.clause(&mut sql);
    asked.cut(&mut sql);
    sql
}

fn walk(sql: Sql, asked: &Asked<'_>, keys: (i64, i64)) -> Sql {
    let mut sql = columns::select(sql);
    let hint = by_newest(sql.dialect());
    sql.push(" FROM interactions i").push(hint).push(" WHERE ");
    in_stretch(sql, asked, keys)
}

fn in_stretch(mut sql: Sql, asked: &Asked<'_>, keys: (i64, i64)) -> Sql {
    let stretch = asked.stretch(keys);
    stretch.conditions(asked.view, asked.filter, &mut sql);
    stretch.order(&mut sql);
    asked.cut(&mut sql);
    sql
}

/// SQLite is told the index, for its planner was measured to prefer a sort of millions of rows.
pub(crate) fn indexed_by(dialect: Dialect, hint: &'static str) -> &'static str {
    if dialect == Dialect::Sqlite { hint } else { "" }
}

/// The company's rows in the order of their keys.
pub(super) fn by_newest(dialect: Dialect) -> &'static str {
    indexed_by(dialect, " INDEXED BY interactions_newest")
}

pub(super) fn between(keys: (i64, i64), sql: &mut Sql) {
    sql.push(" AND i.key >= ").bind(keys.0).push(" AND i.key <= ").bind(keys.1);
}

/// The total by counting.
async fn count(store: &Store, asked: &Asked<'_>, total: Total, seen: i64) -> Result<(i64, bool), StoreError> {
    let mut sql = store.sql();
    sql.push("SELECT count(*) FROM interactions i WHERE ");
    asked.filter.conditions(asked.view, &mut sql);
    counted(store, sql, total, seen).await
}

/// What a count finds that may cost so much, and whether it is exact; else at least `seen`.
pub(crate) async fn counted(
    store: &Store,
    sql: Sql,
    total: Total,
    seen: i64,
) -> Result<(i64, bool), StoreError> {
    let counted = match total {
        Total::AtOnce => return Ok((seen, false)),
        Total::InTime => store.rows_in_time(sql, |row| row.int()).await,
        Total::Exact => store.rows(sql, |row| row.int()).await,
    };
    match counted {
        Ok(counted) => Ok((counted.first().copied().unwrap_or(0), true)),
        Err(StoreError::TooSlow) => Ok((seen, false)),
        Err(error) => Err(error),
    }
}

/// The id a cursor names, deleted or not: a page may be cut at a row that is gone since.
pub async fn cursor(
    read: &impl Read,
    view: &View,
    id: &domain::id::AnyId<InteractionId>,
) -> Result<Option<InteractionId>, StoreError> {
    use domain::id::AnyId;
    let mut sql = read.sql();
    sql.push("SELECT i.key FROM interactions i WHERE ");
    view.restrict_with_deleted(&mut sql);
    match id {
        AnyId::Ours(id) => sql.push(" AND i.key = ").bind(id.key()),
        AnyId::External(external) => sql.push(" AND i.external_id = ").bind(external.as_str()),
        AnyId::Neither => return Ok(None),
    };
    read.row(sql, |row| row.id()).await
}
