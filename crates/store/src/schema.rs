//! The tables as the migrations make them, read from an empty store in memory: whatever a later
//! migration adds is copied without a word here.

use rusqlite::Connection;

use crate::error::StoreError;
use crate::migrate;
use crate::row::Row;
use crate::sql::{Dialect, Sql, Value};

/// A table.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    /// Places of the primary key's columns, in its order.
    pub(crate) key: Vec<usize>,
}

/// A column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) name: String,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Int,
    Flag,
    Text,
    Blob,
}

/// Every table that holds rows of its own; the search index of SQLite is made anew instead.
pub(crate) fn tables() -> Result<Vec<Table>, StoreError> {
    let memory = Connection::open_in_memory()?;
    memory.execute_batch(&migrate::all(Dialect::Sqlite))?;
    let mut names = memory.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
         AND name NOT LIKE 'interaction_fts%' ORDER BY rowid",
    )?;
    let names = names.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    names.into_iter().map(|name| table(&memory, name)).collect()
}

fn table(memory: &Connection, name: String) -> Result<Table, StoreError> {
    let mut statement = memory.prepare("SELECT name, type, pk FROM pragma_table_info(?)")?;
    let found = statement.query_map([&name], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?))
    })?;
    let (mut columns, mut key) = (Vec::new(), Vec::new());
    for (at, column) in found.enumerate() {
        let (name, declared, place) = column?;
        let kind = match declared.as_str() {
            "TEXT" => Kind::Text,
            "BOOLEAN" => Kind::Flag,
            "BLOB" => Kind::Blob,
            _ => Kind::Int,
        };
        columns.push(Column { name, kind });
        if place > 0 {
            key.push((place, at));
        }
    }
    key.sort_unstable();
    Ok(Table { name, columns, key: key.into_iter().map(|(_, at)| at).collect() })
}

impl Table {
    /// Rows after one with this key, in the order of the key.
    pub(crate) fn select(&self, dialect: Dialect, after: Option<&[Value]>, limit: i64) -> Sql {
        let mut sql = Sql::new(dialect);
        let key = self.key.iter().map(|at| self.columns[*at].name.as_str()).collect::<Vec<_>>().join(", ");
        sql.push("SELECT ").push(&self.column_names()).push(" FROM ").push(&self.name);
        if let Some(after) = after {
            sql.push(" WHERE (").push(&key).push(") > (");
            sql.bind_all(self.key.iter().map(|at| after[*at].clone())).push(")");
        }
        sql.push(" ORDER BY ").push(&key).push(" LIMIT ").bind(limit);
        sql
    }

    /// Adds these rows.
    pub(crate) fn insert(&self, dialect: Dialect, rows: &[Vec<Value>]) -> Sql {
        let mut sql = Sql::new(dialect);
        sql.push("INSERT INTO ").push(&self.name).push(" (").push(&self.column_names()).push(") VALUES ");
        for (index, row) in rows.iter().enumerate() {
            sql.push(if index == 0 { "(" } else { ", (" });
            sql.bind_all(row.iter().cloned()).push(")");
        }
        sql
    }

    /// Reads a row of `select`.
    pub(crate) fn read(&self, row: &mut Row<'_>) -> Result<Vec<Value>, StoreError> {
        let value = |column: &Column| {
            Ok(match column.kind {
                Kind::Int => row.maybe_int()?.into(),
                Kind::Flag => row.maybe_flag()?.into(),
                Kind::Text => row.maybe_text()?.into(),
                Kind::Blob => row.maybe_blob()?.into(),
            })
        };
        self.columns.iter().map(value).collect()
    }

    /// Whether the store makes its keys.
    pub(crate) fn makes_keys(&self) -> bool {
        self.key.len() == 1 && self.columns[self.key[0]].name == "key"
    }

    fn column_names(&self) -> String {
        self.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}
