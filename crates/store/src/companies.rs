//! Companies.

use domain::company::{Company, raw};
use domain::id::{CompanyId, Id};
use domain::time::Instant;

use crate::error::StoreError;
use crate::event::{NewEvent, Object};
use crate::lane::insert_events;
use crate::row::Row;
use crate::{Author, Read, Tx, facts};

const COLUMNS: &str = "key, name, settings, created_at, updated_at";
/// The fact that says that a store was given its first company.
const FIRST: &str = "first company";
/// The name of a company that nobody named.
const UNNAMED: &str = "Company";

fn map(row: &mut Row<'_>) -> Result<Company, StoreError> {
    Ok(Company {
        id: row.id()?,
        name: row.text()?,
        settings: raw(row.text()?),
        created_at: row.instant()?,
        updated_at: row.maybe_instant()?,
    })
}

/// Every company, oldest first.
pub async fn all(read: &impl Read) -> Result<Vec<Company>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM companies ORDER BY key");
    read.rows(sql, map).await
}

/// One company.
pub async fn find(read: &impl Read, id: CompanyId) -> Result<Option<Company>, StoreError> {
    let mut sql = read.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM companies WHERE key = ").bind(id.key());
    read.row(sql, map).await
}

/// Gives a fresh store its company; of several who try at once, one does it.
pub async fn insert_first(tx: &Tx, now: Instant) -> Result<(), StoreError> {
    // The row of the fact is the lock: on PostgreSQL the second one waits for the first one's commit.
    if facts::claim(tx, FIRST, "made").await? && all(tx).await?.is_empty() {
        insert(tx, UNNAMED, now).await?;
    }
    Ok(())
}

/// Adds a company with its first event; its id. Written as the system without a company: nobody else
/// can take a number of the new one before the commit.
pub async fn insert(tx: &Tx, name: &str, now: Instant) -> Result<CompanyId, StoreError> {
    let mut sql = tx.sql();
    sql.push("INSERT INTO companies (name, settings, last_event, created_at) VALUES (");
    sql.bind(name).push(", '{}', 1, ").bind(now).push(") RETURNING key");
    let id = CompanyId::of(tx.insert(&sql).await?);
    let created = NewEvent {
        verb: "created",
        object: Object::Company(id),
        person: None,
        changes: "{}".to_owned(),
        at: now,
        credentials: false,
    };
    tx.execute(&insert_events(tx.dialect(), id, 0, &[(Author::system(id), created)])).await?;
    Ok(id)
}

/// Writes a changed company back.
pub async fn update(tx: &Tx, company: &Company) -> Result<(), StoreError> {
    let mut sql = tx.sql();
    sql.push("UPDATE companies SET name = ").bind(company.name.as_str());
    sql.push(", settings = ").bind(company.settings.get());
    sql.push(", updated_at = ").bind(company.updated_at).push(" WHERE key = ").bind(company.id.key());
    tx.execute(&sql).await?;
    Ok(())
}
