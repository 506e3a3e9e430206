//! A result row, read column by column in the order the statement names them.

use domain::id::Id;
use domain::time::Instant;
use serde_json::value::RawValue;

use crate::error::StoreError;

enum Source<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

/// A row of either engine. Every call reads the next column.
pub struct Row<'a> {
    source: Source<'a>,
    at: usize,
}

macro_rules! column {
    ($(#[$doc:meta])* $name:ident -> $type:ty) => {
        $(#[$doc])*
        pub fn $name(&mut self) -> Result<$type, StoreError> {
            let at = self.at;
            self.at += 1;
            match self.source {
                Source::Sqlite(row) => Ok(row.get(at)?),
                Source::Postgres(row) => Ok(row.try_get(at)?),
            }
        }
    };
}

impl<'a> Row<'a> {
    pub(crate) fn sqlite(row: &'a rusqlite::Row<'a>) -> Self {
        Self { source: Source::Sqlite(row), at: 0 }
    }

    pub(crate) fn postgres(row: &'a tokio_postgres::Row) -> Self {
        Self { source: Source::Postgres(row), at: 0 }
    }

    column! {
        /// A whole number.
        int -> i64
    }
    column! {
        /// A whole number or NULL.
        maybe_int -> Option<i64>
    }
    column! {
        /// Text.
        text -> String
    }
    column! {
        /// Text or NULL.
        maybe_text -> Option<String>
    }
    column! {
        /// True or false.
        flag -> bool
    }
    column! {
        /// True, false or NULL.
        maybe_flag -> Option<bool>
    }
    column! {
        /// Bytes.
        blob -> Vec<u8>
    }
    column! {
        /// Bytes or NULL.
        maybe_blob -> Option<Vec<u8>>
    }

    /// A moment.
    pub fn instant(&mut self) -> Result<Instant, StoreError> {
        self.int().map(Instant)
    }

    /// A moment or NULL.
    pub fn maybe_instant(&mut self) -> Result<Option<Instant>, StoreError> {
        Ok(self.maybe_int()?.map(Instant))
    }

    /// An id.
    pub fn id<T: Id>(&mut self) -> Result<T, StoreError> {
        self.int().map(T::of)
    }

    /// An id or NULL.
    pub fn maybe_id<T: Id>(&mut self) -> Result<Option<T>, StoreError> {
        Ok(self.maybe_int()?.map(T::of))
    }

    /// JSON as it stands, or NULL.
    pub fn maybe_json(&mut self) -> Result<Option<Box<RawValue>>, StoreError> {
        Ok(self.maybe_text()?.and_then(|text| RawValue::from_string(text).ok()))
    }

    /// A word of a vocabulary; one that is not in it is an inconsistency, said aloud.
    pub fn word<T>(&mut self, read: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
        let text =
            self.borrowed()?.ok_or_else(|| StoreError::Inconsistent("a word is missing".to_owned()))?;
        known(text, read)
    }

    /// A word of a vocabulary or NULL.
    pub fn maybe_word<T>(&mut self, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, StoreError> {
        self.borrowed()?.map(|text| known(text, read)).transpose()
    }

    /// Text that is only looked at.
    fn borrowed(&mut self) -> Result<Option<&'a str>, StoreError> {
        let at = self.at;
        self.at += 1;
        match self.source {
            Source::Sqlite(row) => Ok(row.get_ref(at)?.as_str_or_null().map_err(rusqlite::Error::from)?),
            Source::Postgres(row) => Ok(row.try_get(at)?),
        }
    }
}

fn known<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
    read(text).ok_or_else(|| StoreError::Inconsistent(format!("unknown value {text:?}")))
}
