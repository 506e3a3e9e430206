//! Statements and their values: the one place where SQL text meets what a caller sent.
//!
//! Text is pushed by our own code only; whatever comes from outside goes in through `bind`.

use std::fmt::Write as _;

use bytes::BytesMut;
use rusqlite::types::{ToSqlOutput, ValueRef};
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use crate::lookup::padded;

/// Rows from which on PostgreSQL gets arrays.
const ARRAYS_FROM: usize = 32;

/// A value for a statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// A whole number.
    Int(i64),
    /// True or false.
    Flag(bool),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
    /// A column of values, which PostgreSQL takes as an array.
    Column(Vec<Value>),
}

macro_rules! value_from {
    ($($from:ty => $make:expr;)*) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self { ($make)(value) }
        }
        impl From<Option<$from>> for Value {
            fn from(value: Option<$from>) -> Self { value.map_or(Value::Null, $make) }
        }
    )*};
}

value_from! {
    i64 => Value::Int;
    bool => Value::Flag;
    String => Value::Text;
    &str => |text: &str| Value::Text(text.to_owned());
    Vec<u8> => Value::Blob;
    domain::time::Instant => |at: domain::time::Instant| Value::Int(at.0);
}

/// Which engine a statement is written for; the few places that differ ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite 3.51.
    Sqlite,
    /// PostgreSQL 15 and later.
    Postgres,
}

impl Dialect {
    /// The smaller of two values.
    pub fn least(self) -> &'static str {
        if self == Dialect::Sqlite { "min" } else { "least" }
    }

    /// The larger of two values.
    pub fn greatest(self) -> &'static str {
        if self == Dialect::Sqlite { "max" } else { "greatest" }
    }

    /// The position of a text inside another, 0 where it is not.
    pub fn position(self) -> &'static str {
        if self == Dialect::Sqlite { "instr" } else { "strpos" }
    }

    /// What an order clause says so that NULL is the smallest value.
    pub fn nulls(self, descending: bool) -> &'static str {
        match (self, descending) {
            (Dialect::Sqlite, _) => "",
            (Dialect::Postgres, false) => " NULLS FIRST",
            (Dialect::Postgres, true) => " NULLS LAST",
        }
    }
}

/// A statement being written, with the values bound so far.
#[derive(Debug, Clone)]
pub struct Sql {
    dialect: Dialect,
    text: String,
    values: Vec<Value>,
}

impl Sql {
    /// An empty statement.
    pub fn new(dialect: Dialect) -> Self {
        Self { dialect, text: String::with_capacity(512), values: Vec::new() }
    }

    /// The engine it is written for.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Adds our own text.
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds a place for a value.
    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        match self.dialect {
            Dialect::Sqlite => self.text.push('?'),
            Dialect::Postgres => {
                let _ = write!(self.text, "${}", self.values.len());
            }
        }
        self
    }

    /// Adds places for several values with commas between them.
    pub fn bind_all<V: Into<Value>>(&mut self, values: impl IntoIterator<Item = V>) -> &mut Self {
        for (index, value) in values.into_iter().enumerate() {
            if index > 0 {
                self.text.push_str(", ");
            }
            self.bind(value);
        }
        self
    }

    /// Adds that a column is one of these keys; the statement is the same for nearly any number of them.
    pub fn among(&mut self, column: &str, keys: &[i64]) -> &mut Self {
        self.push(column);
        if let [only] = keys {
            return self.push(" = ").bind(*only);
        }
        if self.dialect == Dialect::Postgres {
            let all = Value::Column(keys.iter().map(|key| Value::Int(*key)).collect());
            return self.push(" = ANY(").bind(all).push(")");
        }
        self.push(" IN (").bind_all(padded(keys)).push(")")
    }

    /// Adds rows as an `INSERT` takes them; `types` are the columns' types on PostgreSQL.
    ///
    /// Many rows go to PostgreSQL as an array a column: the statement is the same for any number of rows, and it
    /// does not have to read thousands of places.
    pub fn rows(&mut self, types: &[&str], rows: Vec<Vec<Value>>) -> &mut Self {
        if self.dialect == Dialect::Postgres && rows.len() >= ARRAYS_FROM {
            return self.columns(types, rows);
        }
        self.push("VALUES ");
        for (index, row) in rows.into_iter().enumerate() {
            self.push(if index == 0 { "(" } else { ", (" });
            self.bind_all(row).push(")");
        }
        self
    }

    fn columns(&mut self, types: &[&str], rows: Vec<Vec<Value>>) -> &mut Self {
        let mut columns: Vec<_> = types.iter().map(|_| Vec::with_capacity(rows.len())).collect();
        for row in rows {
            for (column, value) in columns.iter_mut().zip(row) {
                column.push(value);
            }
        }
        self.push("SELECT * FROM unnest(");
        for (index, (column, kind)) in columns.into_iter().zip(types).enumerate() {
            self.push(if index == 0 { "" } else { ", " });
            self.values.push(Value::Column(column));
            let _ = write!(self.text, "${}::{kind}[]", self.values.len());
        }
        self.push(")")
    }

    /// Our own text in which each `?` is a place for the next value.
    pub fn with(&mut self, text: &str, values: impl IntoIterator<Item = Value>) -> &mut Self {
        let mut values = values.into_iter();
        for (index, piece) in text.split('?').enumerate() {
            if index > 0 {
                self.bind(values.next().unwrap_or(Value::Null));
            }
            self.text.push_str(piece);
        }
        self
    }

    /// Adds another statement's text and values at this place.
    pub fn append(&mut self, other: &Sql) -> &mut Self {
        match self.dialect {
            Dialect::Sqlite => {
                self.text.push_str(&other.text);
                self.values.extend(other.values.iter().cloned());
            }
            Dialect::Postgres => {
                let pieces = other.text.split('$');
                for (index, piece) in pieces.enumerate() {
                    if index == 0 {
                        self.text.push_str(piece);
                        continue;
                    }
                    let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
                    let at: usize = piece[..digits].parse().unwrap_or(1);
                    self.bind(other.values[at - 1].clone());
                    self.text.push_str(&piece[digits..]);
                }
            }
        }
        self
    }

    /// The finished text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The values in the order of their places.
    pub fn values(&self) -> &[Value] {
        &self.values
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Flag(flag) => ValueRef::Integer(i64::from(*flag)),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
            Value::Column(_) => {
                return Err(rusqlite::Error::ToSqlConversionFailure("SQLite knows no arrays".into()));
            }
        }))
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) if *ty == Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
            Value::Int(number) if *ty == Type::INT2 => i16::try_from(*number)?.to_sql(ty, out),
            Value::Int(number) => number.to_sql(ty, out),
            Value::Flag(flag) => flag.to_sql(ty, out),
            Value::Text(text) => text.to_sql(ty, out),
            Value::Blob(bytes) => bytes.to_sql(ty, out),
            Value::Column(values) => values.to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
