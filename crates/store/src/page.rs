//! Pages of a list: which one is wanted, and what was found.

use crate::error::StoreError;
use crate::row::Row;
use crate::sql::Sql;
use crate::{Read, Value};

/// Where a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// At the start of the list.
    Start,
    /// After the row with this key.
    After(i64),
    /// Before the row with this key: the rows nearest to it.
    Before(i64),
}

/// Which page is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    /// Rows at most.
    pub limit: i64,
    /// Rows to pass over first.
    pub offset: i64,
    /// Where it begins.
    pub from: From,
}

impl Slice {
    /// Whether so many rows, of one more than it takes, are all there are.
    pub(crate) fn is_whole(self, found: usize) -> bool {
        self.offset == 0 && self.from == From::Start && found as i64 <= self.limit
    }
}

/// What a total may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// Nothing: where it is not known anyway, it is a lower bound.
    AtOnce,
    /// A count within its budget (`COUNT_BUDGET`); past that it is a lower bound.
    InTime,
    /// A count to the end.
    Exact,
}

/// A page as it was found.
#[derive(Debug)]
pub struct Page<T> {
    /// The rows, in the order of the list.
    pub rows: Vec<T>,
    /// All rows of the list, or a lower bound.
    pub total: i64,
    /// Whether `total` is exact.
    pub exact: bool,
    /// Whether rows follow.
    pub more_after: bool,
    /// Whether rows come before.
    pub more_before: bool,
}

/// A list ordered newest first, of one table with an integer key.
pub struct Newest {
    /// `SELECT` list.
    pub columns: &'static str,
    /// The table.
    pub table: &'static str,
    /// What must hold, with a `?` for each value.
    pub condition: String,
    /// The values.
    pub values: Vec<Value>,
}

impl Newest {
    /// The wanted page with its exact total.
    pub async fn page<T: Send + 'static>(
        self,
        read: &impl Read,
        slice: Slice,
        map: fn(&mut Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Page<T>, StoreError> {
        let mut count = read.sql();
        count.push("SELECT count(*) FROM ").push(self.table).push(" WHERE ");
        count.with(&self.condition, self.values.clone());
        let total = read.row(count, |row| row.int()).await?.unwrap_or(0);
        let rows = read.rows(self.select(read.sql(), slice), map).await?;
        Ok(finish(rows, slice, total, true))
    }

    fn select(&self, mut sql: Sql, slice: Slice) -> Sql {
        sql.push("SELECT ").push(self.columns).push(" FROM ").push(self.table).push(" WHERE ");
        sql.with(&self.condition, self.values.clone());
        match slice.from {
            From::Start => {}
            From::After(key) => {
                sql.push(" AND key < ").bind(key);
            }
            From::Before(key) => {
                sql.push(" AND key > ").bind(key);
            }
        }
        let order = if matches!(slice.from, From::Before(_)) { "ASC" } else { "DESC" };
        sql.push(" ORDER BY key ").push(order);
        sql.push(" LIMIT ").bind(slice.limit + 1).push(" OFFSET ").bind(slice.offset);
        sql
    }
}

/// A page of what was read: one row more than wanted tells whether there are more.
pub fn finish<T>(mut rows: Vec<T>, slice: Slice, total: i64, exact: bool) -> Page<T> {
    let more = rows.len() as i64 > slice.limit;
    rows.truncate(slice.limit as usize);
    let backwards = matches!(slice.from, From::Before(_));
    if backwards {
        rows.reverse();
    }
    let begins_inside = slice.offset > 0 || slice.from != From::Start;
    Page {
        total,
        exact,
        more_after: if backwards { true } else { more },
        more_before: if backwards { more } else { begins_inside },
        rows,
    }
}
