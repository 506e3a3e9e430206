//! Brings a store to the newest schema, at start, under a lock, from any earlier version.
//!
//! Each step is one transaction. When any step ran, statistics are made anew: a new index without
//! them was measured to turn a 1 ms page into one of seconds.

use std::path::Path;

use crate::error::StoreError;
use crate::sql::Dialect;
use crate::tx::Connection;
use crate::{Place, postgres, sqlite};

/// Every step in order: its number, its text. Steps are never edited once released, only added.
const STEPS: &[(i64, &str)] = &[
    (1, include_str!("../migrations/0001_record.sql")),
    (2, include_str!("../migrations/0002_guard_facts.sql")),
    (3, include_str!("../migrations/0003_decisions.sql")),
    (4, include_str!("../migrations/0004_templates.sql")),
    (5, include_str!("../migrations/0005_outbox.sql")),
    (6, include_str!("../migrations/0006_webhooks.sql")),
    (7, include_str!("../migrations/0007_documents.sql")),
    (8, include_str!("../migrations/0008_do_not_interact_types.sql")),
    (9, include_str!("../migrations/0009_search_index.sql")),
    (10, include_str!("../migrations/0010_index_parts.sql")),
    (11, include_str!("../migrations/0011_history.sql")),
    (12, include_str!("../migrations/0012_case_assignee.sql")),
    (13, include_str!("../migrations/0013_beside.sql")),
];

/// The lock that keeps two nodes from migrating at once; the number is ours alone in the database.
const LOCK: i64 = 0x5357_4954_4348;

/// The newest schema version.
pub fn newest() -> i64 {
    STEPS.last().map_or(0, |(version, _)| *version)
}

/// Makes the store if it is new and runs every step it lacks.
pub(crate) async fn run(place: &Place) -> Result<(), StoreError> {
    let connection = open(place).await?;
    let outcome = locked(&connection).await;
    if matches!(connection, Connection::Postgres(..)) {
        connection.batch(&format!("SELECT pg_advisory_unlock({LOCK})")).await?;
    }
    outcome
}

/// Runs every step a connection's store lacks.
pub(crate) async fn on(connection: &Connection) -> Result<(), StoreError> {
    locked(connection).await
}

/// Every step as one text, for an empty store.
pub(crate) fn all(dialect: Dialect) -> String {
    STEPS.iter().map(|(_, text)| for_engine(dialect, text)).collect()
}

/// The steps up to one, and that one, as texts.
#[cfg(test)]
pub(crate) fn around(dialect: Dialect, version: i64) -> [String; 2] {
    let texts = |wanted: fn(i64, i64) -> bool| {
        STEPS.iter().filter(|(n, _)| wanted(*n, version)).map(|(_, text)| for_engine(dialect, text)).collect()
    };
    [texts(|number, version| number < version), texts(|number, version| number == version)]
}

/// The schema a store has; 0 where it has none.
pub(crate) async fn version(connection: &Connection) -> Result<i64, StoreError> {
    let mut sql = crate::Sql::new(connection.dialect());
    sql.push("SELECT coalesce(max(version), 0) FROM schema_version");
    Ok(connection.rows(&sql, |row| row.int()).await?.first().copied().unwrap_or(0))
}

async fn open(place: &Place) -> Result<Connection, StoreError> {
    match place {
        Place::Folder(folder) => {
            make_folder(folder)?;
            Ok(Connection::Sqlite(sqlite::open_writer(&folder.join(sqlite::FILE_NAME))?))
        }
        Place::Url(url) => {
            let connection = Connection::Postgres(postgres::connect(url).await?, Default::default());
            connection.batch(&format!("SELECT pg_advisory_lock({LOCK})")).await?;
            Ok(connection)
        }
    }
}

/// The folder holds everything people said: it is for its owner alone.
pub(crate) fn make_folder(folder: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::DirBuilderExt;
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| StoreError::Unavailable(format!("{}: {error}", folder.display())))
}

async fn locked(connection: &Connection) -> Result<(), StoreError> {
    connection
        .batch("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY)")
        .await?;
    let mut changed = false;
    for (version, text) in STEPS {
        changed |= step(connection, *version, text).await?;
    }
    check_not_newer(connection).await?;
    if changed {
        analyze(connection).await?;
    }
    Ok(())
}

/// Our own tables only: PostgreSQL's catalogue took longer than all the rest of a first start.
async fn analyze(connection: &Connection) -> Result<(), StoreError> {
    if connection.dialect() == Dialect::Sqlite {
        return connection.batch("ANALYZE").await;
    }
    let mut sql = crate::Sql::new(connection.dialect());
    sql.push("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()");
    let tables = connection.rows(&sql, |row| row.text()).await?;
    connection.batch(&format!("ANALYZE {}", tables.join(", "))).await
}

async fn step(connection: &Connection, version: i64, text: &str) -> Result<bool, StoreError> {
    connection.batch(begin(connection.dialect())).await?;
    let done = apply(connection, version, text).await;
    connection.batch(if done.is_ok() { "COMMIT" } else { "ROLLBACK" }).await?;
    done
}

fn begin(dialect: Dialect) -> &'static str {
    if dialect == Dialect::Sqlite { "BEGIN IMMEDIATE" } else { "BEGIN" }
}

async fn apply(connection: &Connection, version: i64, text: &str) -> Result<bool, StoreError> {
    let mut known = crate::Sql::new(connection.dialect());
    known.push("SELECT version FROM schema_version WHERE version = ").bind(version);
    if !connection.rows(&known, |row| row.int()).await?.is_empty() {
        return Ok(false);
    }
    connection.batch(&for_engine(connection.dialect(), text)).await?;
    let mut note = crate::Sql::new(connection.dialect());
    note.push("INSERT INTO schema_version (version) VALUES (").bind(version).push(")");
    connection.execute(&note).await?;
    Ok(true)
}

async fn check_not_newer(connection: &Connection) -> Result<(), StoreError> {
    let found = version(connection).await?;
    if found > newest() {
        return Err(StoreError::Unavailable(format!(
            "the store has schema {found}, this program knows {}: start a newer switchboard",
            newest()
        )));
    }
    Ok(())
}

/// The text for one engine: placeholders filled in, statements of the other engine left out.
fn for_engine(dialect: Dialect, text: &str) -> String {
    let (key, column, blob, tail, other) = match dialect {
        Dialect::Sqlite => {
            ("INTEGER PRIMARY KEY AUTOINCREMENT", "TEXT", "BLOB", " WITHOUT ROWID", "-- @postgres")
        }
        Dialect::Postgres => (
            "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
            "TEXT COLLATE \"C\"",
            "BYTEA",
            "",
            "-- @sqlite",
        ),
    };
    let mut kept = String::new();
    let mut skipping = false;
    for line in text.lines() {
        if skipping {
            skipping = false;
            continue;
        }
        if line.trim() == other {
            skipping = true;
            continue;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept.replace("{key}", key).replace("{text}", column).replace("{blob}", blob).replace("{tail}", tail)
}
