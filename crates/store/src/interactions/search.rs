//! Words in the content: a case-insensitive substring, found without reading every row.
//!
//! What is stored and what is searched are folded alike (`domain::text::fold`), so a plain
//! comparison of bytes decides. Where to look depends on how many rows can match at all and on the
//! engine: the trigram index of SQLite walks its matches newest first; PostgreSQL's cannot, so the
//! newest rows are tried one by one before it is asked.

use domain::id::Id;
use domain::interaction::Interaction;
use domain::text::fold;

use super::columns;
use super::list::{Asked, by_newest, counted, fetch};
use super::stretch::ALL_KEYS;
use super::totals::Histogram;
use crate::error::StoreError;
use crate::page::{Page, Total, finish};
use crate::{Dialect, Read, Sql, Store};

/// So few rows are read one by one.
const FEW: i64 = 30_000;
/// Newest rows PostgreSQL tries before it asks its trigram index.
const TRIED_FIRST: i64 = 8_000;
/// Newest rows it tries at most, where those promise to fill the page.
const TRIED_MOST: i64 = 80_000;
/// A trigram index knows nothing of less.
const TRIGRAM: usize = 3;
/// A count that will find more than this cannot be done in its budget, so it is not begun.
const COUNTABLE: i64 = 20_000;

/// A page of rows whose content has the words.
pub(super) async fn page(
    store: &Store,
    asked: &Asked<'_>,
    histogram: Histogram,
    total: Total,
) -> Result<Page<Interaction>, StoreError> {
    let needle = fold(asked.filter.contains.as_deref().unwrap_or_default());
    let search = Search { store, asked, needle, histogram };
    if search.is_narrow() {
        return search.counted_beside(search.one_by_one(), total).await;
    }
    let Some(rows) = search.rows().await? else {
        // What the newest rows do not have is rare enough to be counted.
        return search.counted_beside(search.ask_index(), total).await;
    };
    let seen = asked.slice.offset + rows.len() as i64;
    if total != Total::Exact && search.will_find(&rows) > COUNTABLE {
        return Ok(finish(rows, asked.slice, seen, false));
    }
    let (total, exact) = counted(store, search.count(), total, seen).await?;
    Ok(finish(rows, asked.slice, total, exact))
}

struct Search<'a> {
    store: &'a Store,
    asked: &'a Asked<'a>,
    needle: String,
    histogram: Histogram,
}

impl Search<'_> {
    /// A page whose rows are so few that they are counted beside it, not after it.
    async fn counted_beside(&self, page: Sql, total: Total) -> Result<Page<Interaction>, StoreError> {
        let rows = fetch(self.store, self.asked, page);
        let count = counted(self.store, self.count(), total, 0);
        let (rows, (total, exact)) = futures::try_join!(rows, count)?;
        let seen = self.asked.slice.offset + rows.len() as i64;
        Ok(finish(rows, self.asked.slice, total.max(seen), exact))
    }

    /// The rows of the page, or nothing where only PostgreSQL's trigram index can tell.
    async fn rows(&self) -> Result<Option<Vec<Interaction>>, StoreError> {
        if self.has_own_order() || self.needle.chars().count() < TRIGRAM {
            return Ok(Some(fetch(self.store, self.asked, self.one_by_one()).await?));
        }
        if self.store.dialect() == Dialect::Sqlite {
            return Ok(Some(fetch(self.store, self.asked, self.walk_index()).await?));
        }
        let wanted = self.asked.slice.limit + 1;
        let tried = fetch(self.store, self.asked, self.try_newest(TRIED_FIRST)).await?;
        let found = tried.len() as i64;
        if found >= wanted || found * TRIED_MOST < wanted * TRIED_FIRST {
            return Ok((found >= wanted).then_some(tried));
        }
        // The index would find a great many all over the store, and the page is filled not far from here.
        let reach = TRIED_FIRST * wanted / found * 3 / 2;
        let tried = fetch(self.store, self.asked, self.try_newest(reach)).await?;
        Ok((tried.len() as i64 >= wanted).then_some(tried))
    }

    fn has_own_order(&self) -> bool {
        self.asked.order.by_key().is_none() || self.asked.filter.person.is_some()
    }

    fn one_by_one(&self) -> Sql {
        if self.has_own_order() { self.any_order() } else { self.scan() }
    }

    /// Whether the dates alone leave few rows.
    fn is_narrow(&self) -> bool {
        let bounded = !self.asked.filter.created.is_open();
        bounded && self.histogram.keys.is_some_and(|(first, last)| last - first < FEW)
            || self.histogram.total <= FEW / 10
    }

    /// How many rows will match, judged by how far back a page reached.
    fn will_find(&self, rows: &[Interaction]) -> i64 {
        let full = rows.len() as i64 > self.asked.slice.limit;
        let (Some(newest), Some(oldest), Some(keys)) = (rows.first(), rows.last(), self.histogram.keys)
        else {
            return 0;
        };
        if !full || self.histogram.total <= COUNTABLE {
            return 0;
        }
        let span = (newest.id.key() - oldest.id.key()).abs().max(1);
        let share = rows.len() as f64 / span as f64;
        (share * (keys.1 - keys.0 + 1) as f64) as i64
    }

    fn count(&self) -> Sql {
        let mut sql = self.store.sql();
        let filter = self.asked.filter;
        let indexed = !self.is_narrow() && self.needle.chars().count() >= TRIGRAM && filter.person.is_none();
        if indexed && self.store.dialect() == Dialect::Sqlite {
            // Its planner would ask the index of words for each row of the company, or look through the company's rows
            // for each match: a match is found by its key.
            sql.push("SELECT count(*) FROM interaction_fts f CROSS JOIN interactions i NOT INDEXED WHERE ");
            filter.conditions(self.asked.view, &mut sql);
            sql.push(" AND i.key = f.rowid AND f.folded MATCH ").bind(phrase(&self.needle));
            return sql;
        }
        sql.push("SELECT count(*) FROM interactions i ");
        sql.push("JOIN interaction_text t ON t.company = i.company AND t.key = i.key WHERE ");
        filter.conditions(self.asked.view, &mut sql);
        if indexed {
            self.like(&mut sql)
        } else {
            self.has(&mut sql)
        }
        sql
    }

    fn begin(&self, from: &str) -> Sql {
        let mut sql = columns::select(self.store.sql());
        sql.push(from);
        self.asked.order.joins(&mut sql);
        sql.push(" WHERE ");
        self.asked.conditions(&mut sql);
        sql
    }

    fn end(&self, mut sql: Sql) -> Sql {
        self.asked.order.clause(&mut sql);
        self.asked.cut(&mut sql);
        sql
    }

    fn any_order(&self) -> Sql {
        let mut sql = self
            .begin(" FROM interactions i JOIN interaction_text t ON t.company = i.company AND t.key = i.key");
        self.has(&mut sql);
        self.end(sql)
    }

    /// Every row between the keys that can match, one by one.
    fn scan(&self) -> Sql {
        let hint = by_newest(self.store.dialect());
        let stretch = self.asked.stretch(self.histogram.keys.unwrap_or(ALL_KEYS));
        let mut sql = columns::select(self.store.sql());
        sql.push(" FROM interactions i").push(hint).push(" CROSS JOIN interaction_text t WHERE ");
        stretch.conditions(self.asked.view, self.asked.filter, &mut sql);
        sql.push(" AND t.company = i.company AND t.key = i.key");
        self.has(&mut sql);
        stretch.order(&mut sql);
        self.asked.cut(&mut sql);
        sql
    }

    /// SQLite: the matches of the trigram index, newest first.
    fn walk_index(&self) -> Sql {
        let mut sql = self.begin(" FROM interaction_fts f CROSS JOIN interactions i NOT INDEXED");
        sql.push(" AND i.key = f.rowid AND f.folded MATCH ").bind(phrase(&self.needle));
        if let Some((first, last)) = self.histogram.keys {
            sql.push(" AND f.rowid >= ").bind(first).push(" AND f.rowid <= ").bind(last);
        }
        let descending = self.asked.order.by_key().unwrap_or(true);
        if let Some(crate::Value::Int(place)) = self.asked.place.as_ref().and_then(|place| place.first()) {
            sql.push(if descending { " AND f.rowid < " } else { " AND f.rowid > " }).bind(*place);
        }
        sql.push(" ORDER BY f.rowid").push(if descending { " DESC" } else { "" });
        self.asked.cut(&mut sql);
        sql
    }

    /// PostgreSQL: the newest rows one by one.
    fn try_newest(&self, rows: i64) -> Sql {
        let descending = self.asked.order.by_key().unwrap_or(true);
        let mut newest = self.store.sql();
        newest.push(" FROM (SELECT key, folded FROM interaction_text WHERE company = ");
        newest.bind(self.asked.view.company.key());
        if let Some((first, last)) = self.histogram.keys {
            newest.push(" AND key >= ").bind(first).push(" AND key <= ").bind(last);
        }
        if let Some(place) = self.asked.place.as_ref().and_then(|place| place.first()) {
            newest.push(if descending { " AND key < " } else { " AND key > " }).bind(place.clone());
        }
        newest.push(" ORDER BY key").push(if descending { " DESC" } else { "" });
        newest.push(" LIMIT ").bind(rows).push(") AS t JOIN interactions i ON i.key = t.key WHERE ");
        let mut sql = columns::select(self.store.sql());
        sql.append(&newest);
        let mut conditions = self.store.sql();
        self.asked.filter.conditions(self.asked.view, &mut conditions);
        self.has(&mut conditions);
        sql.append(&conditions);
        self.end(sql)
    }

    /// PostgreSQL: what the trigram index finds, sorted. The `+ 0` keeps it from walking the keys.
    fn ask_index(&self) -> Sql {
        let mut sql = self
            .begin(" FROM interactions i JOIN interaction_text t ON t.company = i.company AND t.key = i.key");
        self.like(&mut sql);
        let descending = self.asked.order.by_key().unwrap_or(true);
        sql.push(" ORDER BY i.key + 0").push(if descending { " DESC" } else { "" });
        self.asked.cut(&mut sql);
        sql
    }

    fn has(&self, sql: &mut Sql) {
        let position = self.store.dialect().position();
        sql.push(" AND ").push(position).push("(t.folded, ").bind(self.needle.as_str()).push(") > 0");
    }

    fn like(&self, sql: &mut Sql) {
        let literal = self.needle.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        sql.push(" AND t.company = ").bind(self.asked.view.company.key());
        sql.push(" AND t.folded LIKE ").bind(format!("%{literal}%"));
    }
}

/// The words as one phrase of the trigram index, quotes doubled.
fn phrase(needle: &str) -> String {
    format!("\"{}\"", needle.replace('"', "\"\""))
}

/// What PostgreSQL is asked for words, for the pinned plans: the newest rows one by one, then the
/// trigram index, and the count beside it.
#[cfg(test)]
pub(super) fn questions(store: &Store, asked: &Asked<'_>, histogram: Histogram) -> [Sql; 3] {
    let needle = fold(asked.filter.contains.as_deref().unwrap_or_default());
    let search = Search { store, asked, needle, histogram };
    [search.try_newest(TRIED_FIRST), search.ask_index(), search.count()]
}
