//! A whole store into an empty one, on either engine: every table with its keys, in chunks, compared
//! at the end by counts and by checksums that are computed from what each side says.
//!
//! The source is read as it stands at one moment, while others write. The target is whole or empty:
//! one transaction on PostgreSQL, a file that gets its name at the end on SQLite.

use std::fs::File;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::StoreError;
use crate::schema::{self, Table};
use crate::sql::{Dialect, Sql, Value};
use crate::tx::Connection;
use crate::{Place, migrate, postgres, sqlite};

/// Rows read at once.
const CHUNK: i64 = 500;

/// One end of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// A store in one SQLite file.
    File(PathBuf),
    /// PostgreSQL under a URL.
    Url(String),
}

/// A table that was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Its name.
    pub table: String,
    /// Its rows.
    pub rows: u64,
    /// The first half of the SHA-256 over all of them.
    pub checksum: String,
}

impl From<&Place> for End {
    fn from(place: &Place) -> Self {
        match place {
            Place::Folder(folder) => End::File(folder.join(sqlite::FILE_NAME)),
            Place::Url(url) => End::Url(url.clone()),
        }
    }
}

/// Copies everything; what was copied, table by table. `advanced` hears of rows as they go over.
pub async fn run(from: &End, to: &End, advanced: impl Fn(u64)) -> Result<Vec<Copied>, StoreError> {
    let source = open_source(from).await?;
    let tables = schema::tables()?;
    let target = Target::open(to).await?;
    refuse_rows(&target.connection, &tables).await?;
    let mut copied = Vec::with_capacity(tables.len());
    for table in &tables {
        copied.push(copy(table, &source, &target.connection, &advanced).await?);
    }
    for (table, wanted) in tables.iter().zip(&copied) {
        let found = sum(table, &target.connection).await?;
        if found != *wanted {
            return Err(StoreError::Inconsistent(format!(
                "{} came out as {} rows with checksum {} instead of {} with {}; nothing was kept",
                table.name, found.rows, found.checksum, wanted.rows, wanted.checksum
            )));
        }
    }
    target.finish(&tables).await?;
    Ok(copied)
}

/// Rows a source holds, for a progress bar.
pub async fn count(from: &End) -> Result<u64, StoreError> {
    let source = open_source(from).await?;
    let mut all = 0;
    for table in schema::tables()? {
        let mut sql = Sql::new(source.dialect());
        sql.push("SELECT count(*) FROM ").push(&table.name);
        all += source.rows(&sql, |row| row.int()).await?.first().copied().unwrap_or(0) as u64;
    }
    Ok(all)
}

async fn open_source(end: &End) -> Result<Connection, StoreError> {
    let connection = match end {
        End::File(file) => {
            if !file.exists() {
                return Err(StoreError::Unavailable(format!("{} is not there", file.display())));
            }
            let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE;
            let connection = rusqlite::Connection::open_with_flags(file, flags)?;
            connection.busy_timeout(std::time::Duration::from_secs(30))?;
            connection.execute_batch("PRAGMA query_only = ON; BEGIN")?;
            Connection::Sqlite(connection)
        }
        End::Url(url) => {
            let connection = Connection::Postgres(postgres::connect(url).await?, Default::default());
            connection.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
            connection
        }
    };
    let found = migrate::version(&connection).await?;
    if found != migrate::newest() {
        return Err(StoreError::Unavailable(format!(
            "the source has schema {found}, this program knows {}: bring it up by starting this version of \
             switchboard on it once",
            migrate::newest()
        )));
    }
    Ok(connection)
}

struct Target {
    connection: Connection,
    file: Option<(PathBuf, PathBuf)>,
}

impl Target {
    async fn open(end: &End) -> Result<Self, StoreError> {
        match end {
            End::Url(url) => {
                migrate::run(&Place::Url(url.clone())).await?;
                let connection = Connection::Postgres(postgres::connect(url).await?, Default::default());
                connection.batch("BEGIN").await?;
                Ok(Self { connection, file: None })
            }
            End::File(file) => {
                if file.exists() {
                    let place = file.display();
                    return Err(StoreError::Unavailable(format!("{place} exists; choose an empty place")));
                }
                migrate::make_folder(file.parent().unwrap_or(Path::new(".")))?;
                let part = PathBuf::from(format!("{}.part", file.display()));
                remove(&part)?;
                make_private(&part)?;
                let connection = rusqlite::Connection::open(&part)?;
                // Until it has its name the file is nobody's: one sync at the end is enough.
                connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
                let connection = Connection::Sqlite(connection);
                migrate::on(&connection).await?;
                Ok(Self { connection, file: Some((part, file.clone())) })
            }
        }
    }

    async fn finish(self, tables: &[Table]) -> Result<(), StoreError> {
        let Some((part, file)) = self.file else {
            for table in tables.iter().filter(|table| table.makes_keys()) {
                let text = format!(
                    "SELECT setval(pg_get_serial_sequence('{0}', 'key'), (SELECT max(key) FROM {0})) \
                     WHERE EXISTS (SELECT 1 FROM {0})",
                    table.name
                );
                self.connection.batch(&text).await?;
            }
            self.connection.batch("COMMIT").await?;
            return self.connection.batch("ANALYZE").await;
        };
        self.connection
            .batch(
                "INSERT INTO interaction_fts (rowid, folded) SELECT key, folded FROM interaction_text ORDER BY key; \
                 ANALYZE",
            )
            .await?;
        drop(self.connection);
        put_in_place(&part, &file)
    }
}

/// Gives a finished file its name, durably.
pub fn put_in_place(part: &Path, file: &Path) -> Result<(), StoreError> {
    let done = || {
        File::open(part)?.sync_all()?;
        std::fs::rename(part, file)?;
        match file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            Some(folder) => File::open(folder)?.sync_all(),
            None => Ok(()),
        }
    };
    done().map_err(|error: std::io::Error| StoreError::Unavailable(format!("{}: {error}", file.display())))
}

/// A backup holds everything people said: its file is for its owner alone.
fn make_private(file: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::OpenOptionsExt;
    let made = File::options().write(true).create_new(true).mode(0o600).open(file);
    made.map(drop).map_err(|error| StoreError::Unavailable(format!("{}: {error}", file.display())))
}

fn remove(file: &Path) -> Result<(), StoreError> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::Unavailable(format!("{}: {error}", file.display())))
        }
        _ => Ok(()),
    }
}

async fn refuse_rows(target: &Connection, tables: &[Table]) -> Result<(), StoreError> {
    for table in tables {
        let first = target.rows(&table.select(target.dialect(), None, 1), |row| table.read(row)).await?;
        if !first.is_empty() {
            return Err(StoreError::Unavailable(format!(
                "the target has rows in {}; choose an empty place",
                table.name
            )));
        }
    }
    Ok(())
}

async fn copy(
    table: &Table,
    source: &Connection,
    target: &Connection,
    advanced: &impl Fn(u64),
) -> Result<Copied, StoreError> {
    let mut sum = Sum::default();
    let mut last: Option<Vec<Value>> = None;
    loop {
        let sql = table.select(source.dialect(), last.as_deref(), CHUNK);
        let rows = source.rows(&sql, |row| table.read(row)).await?;
        let Some(newest) = rows.last() else { return Ok(sum.of(table)) };
        sum.add(&rows);
        if target.dialect() == Dialect::Sqlite {
            target.batch("BEGIN").await?;
        }
        target.execute(&table.insert(target.dialect(), &rows)).await?;
        if target.dialect() == Dialect::Sqlite {
            target.batch("COMMIT").await?;
        }
        advanced(rows.len() as u64);
        last = Some(newest.clone());
    }
}

async fn sum(table: &Table, connection: &Connection) -> Result<Copied, StoreError> {
    let mut sum = Sum::default();
    let mut last: Option<Vec<Value>> = None;
    loop {
        let sql = table.select(connection.dialect(), last.as_deref(), CHUNK);
        let rows = connection.rows(&sql, |row| table.read(row)).await?;
        let Some(newest) = rows.last() else { return Ok(sum.of(table)) };
        sum.add(&rows);
        last = Some(newest.clone());
    }
}

/// A count and a checksum over rows in the order of their key.
#[derive(Default)]
struct Sum {
    rows: u64,
    hash: Sha256,
}

impl Sum {
    fn add(&mut self, rows: &[Vec<Value>]) {
        self.rows += rows.len() as u64;
        for value in rows.iter().flatten() {
            match value {
                Value::Null => self.piece(0, &[]),
                Value::Int(number) => self.piece(1, &number.to_le_bytes()),
                Value::Flag(flag) => self.piece(2, &[u8::from(*flag)]),
                Value::Text(text) => self.piece(3, text.as_bytes()),
                Value::Blob(bytes) => self.piece(4, bytes),
                // Rows hold no columns.
                Value::Column(_) => {}
            }
        }
    }

    fn piece(&mut self, kind: u8, bytes: &[u8]) {
        self.hash.update([kind]);
        self.hash.update((bytes.len() as u64).to_le_bytes());
        self.hash.update(bytes);
    }

    fn of(self, table: &Table) -> Copied {
        let digest = self.hash.finalize();
        let checksum = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Copied { table: table.name.clone(), rows: self.rows, checksum }
    }
}
