//! Raw SQL on the same store, through the same drivers.

pub(crate) mod batch;
pub(crate) mod create;

use std::path::PathBuf;

use rusqlite::Connection;
use store::{Dialect, Sql, Value};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Statement};

use crate::Failure;
use crate::load::{WRITTEN, postgres, sqlite};

/// Every column a list shows.
pub(crate) const COLUMNS: &str = "i.key, i.person, i.contact, i.contact_external_id, i.external_id, i.channel, \
     i.direction, i.status, i.status_details, i.theme, i.borrower_selected_theme, i.subject, i.agent_outcome, \
     i.content, i.meta_data, i.sensitive, i.is_external, i.is_transactional, i.loans, i.previous, \
     i.twilio_error_code, i.template_version_id, i.supercase_bulk_operation_id, i.failure_short, \
     i.failure_long, i.compliance_guard_rule_id, i.started_at, i.ended_at, i.scheduled_from, i.scheduled_to, \
     i.created_at, i.updated_at, i.deleted_at, i.status_updated_at, i.status_details_updated_at, \
     i.agent_outcome_updated_at, i.created_by_descriptor, i.created_by_id, i.created_by_name, i.hold_duration, \
     i.recording, i.voicemail";

/// Where a store lives.
#[derive(Debug, Clone)]
pub(crate) enum RawPlace {
    Sqlite(PathBuf),
    Postgres(String),
}

impl RawPlace {
    /// The options that tell the program of it.
    pub(crate) fn options(&self) -> [String; 2] {
        match self {
            RawPlace::Sqlite(folder) => ["--data".to_owned(), folder.display().to_string()],
            RawPlace::Postgres(url) => ["--database-url".to_owned(), url.clone()],
        }
    }

    pub(crate) fn dialect(&self) -> Dialect {
        match self {
            RawPlace::Sqlite(_) => Dialect::Sqlite,
            RawPlace::Postgres(_) => Dialect::Postgres,
        }
    }
}

/// A connection of our own.
pub(crate) enum Raw {
    Sqlite(Connection),
    Postgres(Client),
}

impl Raw {
    pub(crate) async fn open(place: &RawPlace) -> Result<Self, Failure> {
        match place {
            RawPlace::Sqlite(folder) => Ok(Raw::Sqlite(open_sqlite(folder)?)),
            RawPlace::Postgres(url) => Ok(Raw::Postgres(postgres::connect(url).await?)),
        }
    }
}

/// A connection with the settings of the program's own.
pub(crate) fn open_sqlite(folder: &std::path::Path) -> Result<Connection, Failure> {
    let connection = Connection::open(folder.join(sqlite::FILE))?;
    connection.busy_timeout(std::time::Duration::from_secs(60))?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; \
         PRAGMA cache_size = -32768; PRAGMA mmap_size = 1099511627776;",
    )?;
    Ok(connection)
}

pub(crate) fn query_sqlite(connection: &Connection, sql: &Sql) -> Result<usize, Failure> {
    let mut statement = connection.prepare_cached(sql.text())?;
    let columns = statement.column_count();
    let mut rows = statement.query(rusqlite::params_from_iter(sql.values()))?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            std::hint::black_box(row.get_ref(column)?);
        }
        count += 1;
    }
    Ok(count)
}

pub(crate) async fn query_postgres(
    client: &Client,
    statement: &Statement,
    values: &[Value],
) -> Result<usize, Failure> {
    Ok(client.query(statement, &parameters(values)).await?.len())
}

pub(crate) fn parameters(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

/// Takes away what an earlier run wrote after the rows that were made.
pub(crate) async fn clean(place: &RawPlace, rows: u64) -> Result<(), Failure> {
    let rows = rows as i64;
    let mut statements = vec![
        format!("DELETE FROM interactions WHERE key > {rows}"),
        format!("DELETE FROM interaction_text WHERE key > {rows}"),
        format!("DELETE FROM interaction_counts WHERE company = {WRITTEN}"),
        format!("DELETE FROM events WHERE company = {WRITTEN}"),
        format!("UPDATE companies SET last_event = 0 WHERE key = {WRITTEN}"),
        "DELETE FROM api_keys".to_owned(),
    ];
    match place {
        RawPlace::Sqlite(folder) => {
            let connection = open_sqlite(folder)?;
            statements.push(format!("DELETE FROM interaction_fts WHERE rowid > {rows}"));
            let all = format!(
                "BEGIN IMMEDIATE; {}; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)",
                statements.join("; ")
            );
            connection.execute_batch(&all)?;
        }
        RawPlace::Postgres(url) => {
            let client = postgres::connect(url).await?;
            client.batch_execute(&statements.join("; ")).await?;
            for table in ["companies", "interaction_counts"] {
                client.batch_execute(&format!("VACUUM {table}")).await?;
            }
        }
    }
    Ok(())
}
