//! A write transaction as a job sees it.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::rc::Rc;

use domain::id::PersonId;
use tokio_postgres::{Client, Statement};

use crate::author::Author;
use crate::counts::{Counted, Delta};
use crate::error::StoreError;
use crate::event::NewEvent;
use crate::row::Row;
use crate::sql::{Dialect, Sql};
use crate::{Read, Sharing, events, postgres, sqlite};

/// The connection that writes.
pub(crate) enum Connection {
    Sqlite(rusqlite::Connection),
    Postgres(Client, RefCell<HashMap<String, Statement>>),
}

impl Connection {
    pub(crate) fn dialect(&self) -> Dialect {
        match self {
            Connection::Sqlite(_) => Dialect::Sqlite,
            Connection::Postgres(..) => Dialect::Postgres,
        }
    }

    pub(crate) fn is_closed(&self) -> bool {
        matches!(self, Connection::Postgres(client, _) if client.is_closed())
    }

    pub(crate) async fn batch(&self, text: &str) -> Result<(), StoreError> {
        match self {
            Connection::Sqlite(connection) => Ok(connection.execute_batch(text)?),
            Connection::Postgres(client, _) => Ok(client.batch_execute(text).await?),
        }
    }

    pub(crate) async fn rows<T>(
        &self,
        sql: &Sql,
        map: impl Fn(&mut Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        match self {
            Connection::Sqlite(connection) => sqlite::rows(connection, sql, map),
            Connection::Postgres(client, prepared) => {
                let statement = prepare(client, prepared, sql.text()).await?;
                let rows = client.query(&statement, &postgres::parameters(sql.values())).await?;
                rows.iter().map(|row| map(&mut Row::postgres(row))).collect()
            }
        }
    }

    pub(crate) async fn execute(&self, sql: &Sql) -> Result<u64, StoreError> {
        match self {
            Connection::Sqlite(connection) => sqlite::execute(connection, sql),
            Connection::Postgres(client, prepared) => {
                let statement = prepare(client, prepared, sql.text()).await?;
                Ok(client.execute(&statement, &postgres::parameters(sql.values())).await?)
            }
        }
    }
}

async fn prepare(
    client: &Client,
    prepared: &RefCell<HashMap<String, Statement>>,
    text: &str,
) -> Result<Statement, StoreError> {
    if let Some(statement) = prepared.borrow().get(text) {
        return Ok(statement.clone());
    }
    let statement = client.prepare(text).await?;
    prepared.borrow_mut().insert(text.to_owned(), statement.clone());
    Ok(statement)
}

/// What a job leaves for the end of its transaction.
#[derive(Default)]
pub(crate) struct Pending {
    pub(crate) events: Vec<NewEvent>,
    pub(crate) counts: BTreeMap<Counted, Delta>,
    /// Bytes of text that went into the search index.
    pub(crate) indexed: usize,
}

/// Keys for new interactions, fetched for a whole batch at once.
pub(crate) struct Keys {
    at_hand: RefCell<VecDeque<i64>>,
    /// Writes of the transaction: each is likely to want one.
    writes: usize,
}

/// The transaction a job runs in. Nothing of it is seen before the whole batch is committed.
pub struct Tx {
    pub(crate) connection: Rc<Connection>,
    pub(crate) author: Author,
    pub(crate) keys: Rc<Keys>,
    pub(crate) pending: RefCell<Pending>,
    pub(crate) dirty: Cell<bool>,
    sharing: Sharing,
    told: Rc<Told>,
}

/// People of whom a write of the transaction recorded something: its events have no numbers yet.
pub(crate) type Told = RefCell<BTreeSet<PersonId>>;

impl Tx {
    pub(crate) fn new(
        connection: Rc<Connection>,
        author: Author,
        (keys, told): (Rc<Keys>, Rc<Told>),
        sharing: Sharing,
    ) -> Self {
        let (pending, dirty) = (RefCell::default(), Cell::new(false));
        Self { connection, author, keys, pending, dirty, sharing, told }
    }

    /// Refuses to decide anything by what is read here unless nothing can be written beside it.
    ///
    /// The company's row is locked from the beginning of a transaction to its commit, on every node: within a
    /// company one write follows the other, but for those that were submitted as `add`.
    pub fn require_turn(&self) -> Result<(), StoreError> {
        match self.sharing {
            Sharing::Changes => Ok(()),
            Sharing::Adds | Sharing::Leased => Err(StoreError::Broken(
                "what decides by what it reads must run in its turn, by `write`".to_owned(),
            )),
        }
    }

    /// Whether nothing happened to a person after the company's event `number`, up to this write.
    pub async fn is_quiet_since(&self, person: PersonId, number: i64) -> Result<bool, StoreError> {
        if self.told.borrow().contains(&person) {
            return Ok(false);
        }
        let newest = events::newest_of_person(self, self.author.company, person).await?;
        Ok(newest.is_none_or(|newest| newest <= number))
    }

    /// Who asked for it.
    pub fn author(&self) -> &Author {
        &self.author
    }

    /// An empty statement for this engine.
    pub fn sql(&self) -> Sql {
        Sql::new(self.connection.dialect())
    }

    /// Runs a statement; the number of rows it changed.
    pub async fn execute(&self, sql: &Sql) -> Result<u64, StoreError> {
        let changed = self.connection.execute(sql).await;
        // A refused statement leaves a PostgreSQL transaction unusable: it counts as a change.
        if !matches!(changed, Ok(0)) {
            self.dirty.set(true);
        }
        changed
    }

    /// Runs an `INSERT … RETURNING key`.
    pub async fn insert(&self, sql: &Sql) -> Result<i64, StoreError> {
        self.dirty.set(true);
        let keys = self.connection.rows(sql, |row| row.int()).await?;
        keys.first().copied().ok_or_else(|| StoreError::Broken("an insert returned no key".to_owned()))
    }

    /// Runs an `INSERT … RETURNING key` of several rows; the keys that went in.
    pub async fn insert_all(&self, sql: &Sql) -> Result<Vec<i64>, StoreError> {
        self.dirty.set(true);
        self.connection.rows(sql, |row| row.int()).await
    }

    /// Runs an `INSERT … RETURNING` and maps what it returns.
    pub(crate) async fn insert_returning<T>(
        &self,
        sql: &Sql,
        map: impl Fn(&mut Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        self.dirty.set(true);
        self.connection.rows(sql, map).await
    }

    /// Writes an event; it gets its number at the end of the transaction.
    pub fn record(&self, event: NewEvent) {
        self.told.borrow_mut().extend(event.person);
        self.pending.borrow_mut().events.push(event);
    }

    /// Changes the counters at the end of the transaction.
    pub(crate) fn count(&self, counted: Counted, delta: Delta) {
        self.pending.borrow_mut().counts.entry(counted).or_default().add(delta);
    }

    /// Notes so many bytes of text in the search index.
    pub(crate) fn indexed(&self, bytes: usize) {
        self.pending.borrow_mut().indexed += bytes;
    }

    /// Keys for `count` new interactions, growing.
    pub(crate) async fn interaction_keys(&self, count: usize) -> Result<Vec<i64>, StoreError> {
        if self.keys.at_hand.borrow().len() < count {
            self.keys.fetch(&self.connection, count.max(self.keys.writes)).await?;
        }
        Ok(self.keys.at_hand.borrow_mut().drain(..count).collect())
    }
}

impl Keys {
    /// None yet, for a transaction of so many writes.
    pub(crate) fn of(writes: usize) -> Self {
        Self { at_hand: RefCell::default(), writes }
    }

    /// Adds `count` keys after those at hand.
    pub(crate) async fn fetch(&self, connection: &Connection, count: usize) -> Result<(), StoreError> {
        let mut sql = Sql::new(connection.dialect());
        match connection.dialect() {
            Dialect::Postgres => {
                sql.push("SELECT nextval('interactions_key_seq') FROM generate_series(1, ")
                    .bind(count as i64)
                    .push(")");
                let keys = connection.rows(&sql, |row| row.int()).await?;
                self.at_hand.borrow_mut().extend(keys);
            }
            Dialect::Sqlite => {
                sql.push("SELECT coalesce(max(key), 0) FROM interactions");
                let stored = connection.rows(&sql, |row| row.int()).await?;
                let last = self.at_hand.borrow().back().copied().max(stored.first().copied()).unwrap_or(0);
                self.at_hand.borrow_mut().extend(last + 1..=last + count as i64);
            }
        }
        Ok(())
    }

    pub(crate) fn clear(&self) {
        self.at_hand.borrow_mut().clear();
    }
}

impl Read for Tx {
    async fn rows<T: Send + 'static>(
        &self,
        sql: Sql,
        map: impl Fn(&mut Row<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<Vec<T>, StoreError> {
        self.connection.rows(&sql, map).await
    }

    fn dialect(&self) -> Dialect {
        self.connection.dialect()
    }
}
