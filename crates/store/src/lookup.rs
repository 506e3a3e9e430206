//! Many named rows found at once, for imports.

use std::collections::HashMap;
use std::hash::Hash;

use domain::id::{AnyId, CompanyId, Id};

use crate::error::StoreError;
use crate::{Read, Sql};

/// Names in one statement.
const CHUNK: usize = 4096;

/// A table whose rows can be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// People.
    People,
    /// Contacts.
    Contacts,
    /// Loans.
    Loans,
    /// Cases.
    Cases,
    /// Interactions.
    Interactions,
    /// Queues.
    Queues,
}

/// A row that was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known<T> {
    /// Its id.
    pub id: T,
    /// The key of the person it belongs to; a person's own.
    pub person: Option<i64>,
    /// The owner's own id.
    pub external_id: Option<String>,
}

impl Table {
    fn columns(self) -> &'static str {
        match self {
            Table::People => "SELECT key, key, external_id FROM people",
            Table::Contacts => "SELECT key, person, external_id FROM contacts",
            Table::Loans => "SELECT key, person, external_id FROM loans",
            Table::Cases => "SELECT key, person, external_id FROM cases",
            Table::Interactions => "SELECT key, person, external_id FROM interactions",
            Table::Queues => "SELECT key, CAST(NULL AS BIGINT), reference FROM queues",
        }
    }

    fn external_id(self) -> &'static str {
        if self == Table::Queues { "reference" } else { "external_id" }
    }
}

/// The rows of a company that are named, by their names; what is deleted or not there is left out.
pub async fn find<T: Id + Hash + Send + 'static>(
    read: &impl Read,
    company: CompanyId,
    table: Table,
    names: &[AnyId<T>],
) -> Result<HashMap<AnyId<T>, Known<T>>, StoreError> {
    let mut keys: Vec<i64> = Vec::new();
    let mut externals: Vec<&str> = Vec::new();
    for name in names {
        match name {
            AnyId::Ours(id) => keys.push(id.key()),
            AnyId::External(external) => externals.push(external),
            AnyId::Neither => {}
        }
    }
    let mut found = HashMap::with_capacity(names.len());
    for chunk in sorted(keys).chunks(CHUNK) {
        let sql = statement(read.sql(), company, table, "key", |sql| {
            sql.bind_all(padded(chunk));
        });
        for known in read.rows(sql, map::<T>).await? {
            found.insert(AnyId::Ours(known.id), known);
        }
    }
    for chunk in sorted(externals).chunks(CHUNK) {
        let sql = statement(read.sql(), company, table, table.external_id(), |sql| {
            sql.bind_all(padded(chunk));
        });
        for known in read.rows(sql, map::<T>).await? {
            found.insert(AnyId::External(known.external_id.clone().unwrap_or_default()), known);
        }
    }
    Ok(found)
}

fn statement(
    mut sql: Sql,
    company: CompanyId,
    table: Table,
    column: &str,
    bind: impl FnOnce(&mut Sql),
) -> Sql {
    sql.push(table.columns()).push(" WHERE company = ").bind(company.key());
    sql.push(" AND ").push(column).push(" IN (");
    bind(&mut sql);
    sql.push(") AND deleted_at IS NULL");
    sql
}

fn map<T: Id>(row: &mut crate::Row<'_>) -> Result<Known<T>, StoreError> {
    Ok(Known { id: row.id()?, person: row.maybe_int()?, external_id: row.maybe_text()? })
}

/// The keys of ids.
pub(crate) fn keys<T: Id>(ids: &[T]) -> Vec<i64> {
    ids.iter().map(|id| id.key()).collect()
}

/// In order, each once.
pub(crate) fn sorted<V: Ord>(mut values: Vec<V>) -> Vec<V> {
    values.sort_unstable();
    values.dedup();
    values
}

/// Up to a power of two, by the last value again: few statements to keep prepared instead of thousands.
pub(crate) fn padded<V: Copy>(values: &[V]) -> impl Iterator<Item = V> {
    let missing = values.len().next_power_of_two() - values.len();
    values.iter().copied().chain(values.last().copied().into_iter().cycle().take(missing))
}
