//! Side tables: rows of one company under an integer key, found, listed, added, changed and taken away alike.

use domain::id::{CompanyId, Id};

use crate::error::StoreError;
use crate::page::{Newest, Page, Slice};
use crate::row::Row;
use crate::{Read, Tx, Value};

/// What is kept in a side table, one row each.
pub trait Kept: Sized + Send + 'static {
    /// Its id.
    type Id: Id;
    /// The table.
    const TABLE: &'static str;
    /// `key`, then the columns that `values` fills, in that order.
    const COLUMNS: &'static str;

    /// Reads a row of these columns.
    fn read(row: &mut Row<'_>) -> Result<Self, StoreError>;

    /// What its columns hold, without the key.
    fn values(&self) -> Vec<Value>;
}

/// Which rows of a company are wanted.
#[derive(Debug, Clone)]
pub struct Which {
    text: String,
    values: Vec<Value>,
}

impl Which {
    /// All of them.
    pub fn all(company: CompanyId) -> Self {
        Self { text: "company = ?".to_owned(), values: vec![Value::Int(company.key())] }
    }

    /// Of these, those where a condition holds, with a `?` for each value.
    #[must_use]
    pub fn and(mut self, condition: &str, values: impl IntoIterator<Item = Value>) -> Self {
        self.text.push_str(" AND ");
        self.text.push_str(condition);
        self.values.extend(values);
        self
    }

    /// Of these, the one with this id.
    #[must_use]
    pub fn with_id<I: Id>(self, id: I) -> Self {
        self.and("key = ?", [Value::Int(id.key())])
    }
}

/// The first that is wanted.
pub async fn find<T: Kept>(read: &impl Read, which: Which) -> Result<Option<T>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(T::COLUMNS).push(" FROM ").push(T::TABLE).push(" WHERE ");
    sql.with(&which.text, which.values).push(" ORDER BY key LIMIT 1");
    read.row(sql, T::read).await
}

/// All that are wanted, in an order of columns.
pub async fn all<T: Kept>(read: &impl Read, which: Which, order: &str) -> Result<Vec<T>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(T::COLUMNS).push(" FROM ").push(T::TABLE).push(" WHERE ");
    sql.with(&which.text, which.values).push(" ORDER BY ").push(order);
    read.rows(sql, T::read).await
}

/// A page of those that are wanted, newest first.
pub async fn list<T: Kept>(read: &impl Read, which: Which, slice: Slice) -> Result<Page<T>, StoreError> {
    let list = Newest { columns: T::COLUMNS, table: T::TABLE, condition: which.text, values: which.values };
    list.page(read, slice, T::read).await
}

/// Adds one; its id.
pub async fn insert<T: Kept>(tx: &Tx, one: &T) -> Result<T::Id, StoreError> {
    let mut sql = tx.sql();
    sql.push("INSERT INTO ").push(T::TABLE).push(" (company");
    for column in columns::<T>() {
        sql.push(", ").push(column);
    }
    sql.push(") VALUES (").bind(tx.author().company.key()).push(", ").bind_all(one.values());
    sql.push(") RETURNING key");
    Ok(T::Id::of(tx.insert(&sql).await?))
}

/// Writes a changed one back.
pub async fn update<T: Kept>(tx: &Tx, id: T::Id, one: &T) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE ").push(T::TABLE).push(" SET ");
    for (at, (column, value)) in columns::<T>().zip(one.values()).enumerate() {
        sql.push(if at == 0 { "" } else { ", " }).push(column).push(" = ").bind(value);
    }
    sql.push(" WHERE company = ").bind(tx.author().company.key()).push(" AND key = ").bind(id.key());
    tx.execute(&sql).await?;
    Ok(())
}

/// Takes one away.
pub async fn delete<T: Kept>(tx: &Tx, id: T::Id) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").push(T::TABLE).push(" WHERE company = ").bind(tx.author().company.key());
    sql.push(" AND key = ").bind(id.key());
    tx.execute(&sql).await?;
    Ok(())
}

fn columns<T: Kept>() -> impl Iterator<Item = &'static str> {
    T::COLUMNS.split(',').map(str::trim).skip(1)
}

/// A list of names as one column keeps it.
pub(crate) fn joined(names: &[String]) -> String {
    serde_json::to_string(names).unwrap_or_default()
}

/// Back from `joined`.
pub(crate) fn split(text: &str) -> Result<Vec<String>, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Inconsistent(format!("{text:?}: {error}")))
}
