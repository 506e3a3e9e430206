//! SQLite and PostgreSQL, written once: the write lane, the read path, the event log, blobs.
//!
//! `Store::write` is the only way to change anything; reads go through `Read`, on the store or inside
//! a transaction alike. What a caller may see is decided here, by `View`, and nowhere else.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot, watch};

use observe::{Nobody, Observer};

pub mod api_keys;
pub mod archive;
pub mod arrivals;
pub mod attachments;
pub mod author;
pub mod beside;
pub mod blobs;
pub mod buttons;
pub mod cases;
pub mod channels;
pub mod checkup;
pub mod companies;
pub mod consents;
pub mod contacts;
pub mod convos;
pub mod copy;
mod counts;
pub mod credentials;
pub mod decisions;
pub mod do_not_interact;
pub mod do_not_interact_types;
pub mod documents;
pub mod error;
pub mod event;
pub mod events;
pub mod facts;
pub mod history;
pub mod idempotency;
pub mod interactions;
pub mod kept;
mod lane;
pub mod legal_representatives;
pub mod loans;
pub mod lookup;
pub mod mail_threads;
pub mod migrate;
pub mod notes;
pub mod observe;
mod of_people;
pub mod outbox;
pub mod overrides;
pub mod page;
pub mod people;
mod postgres;
pub mod profiles;
pub mod queues;
pub mod roles;
pub mod row;
pub mod saved_views;
mod schema;
pub mod sessions;
pub mod sql;
mod sqlite;
pub mod teams;
pub mod templates;
pub mod text_threads;
mod together;
mod tx;
pub mod users;
pub mod webhooks;
pub mod wishes;

pub use author::{Actor, ActorKind, Author, Claim};
pub use counts::Facts;
pub use error::StoreError;
pub use lane::Sharing;
pub use row::Row;
pub use sql::{Dialect, Sql, Value};
pub use together::Together;
pub use tx::Tx;

/// How long a count may take before a lower bound is answered instead.
pub const COUNT_BUDGET: Duration = Duration::from_millis(150);

/// How long any other read may take; whoever asked has given up by then.
pub const READ_LIMIT: Duration = Duration::from_secs(30);

/// Where a store lives.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// SQLite in a folder.
    Folder(PathBuf),
    /// PostgreSQL under a URL.
    Url(String),
}

/// Queries, on the store's readers or inside a transaction.
#[expect(
    async_fn_in_trait,
    reason = "used with concrete types only, whose futures are Send where they must be"
)]
pub trait Read {
    /// Runs a query and maps its rows.
    async fn rows<T: Send + 'static>(
        &self,
        sql: Sql,
        map: impl Fn(&mut Row<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<Vec<T>, StoreError>;

    /// The engine statements are written for.
    fn dialect(&self) -> Dialect;

    /// An empty statement.
    fn sql(&self) -> Sql {
        Sql::new(self.dialect())
    }

    /// The first row, if there is one.
    async fn row<T: Send + 'static>(
        &self,
        sql: Sql,
        map: impl Fn(&mut Row<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.rows(sql, map).await?.into_iter().next())
    }
}

enum Engine {
    Sqlite(Arc<sqlite::Readers>),
    Postgres(postgres::Pools),
}

/// An open store.
pub struct Store {
    place: Place,
    engine: Engine,
    lane: mpsc::Sender<Box<dyn lane::Job>>,
    committed: watch::Receiver<u64>,
    observer: Arc<dyn Observer>,
    remembered: interactions::Remembered,
    count_time: Duration,
}

impl Store {
    /// Opens a store, making and migrating it as needed.
    pub async fn open(place: Place) -> Result<Self, StoreError> {
        Self::open_observed(place, Arc::new(Nobody), COUNT_BUDGET).await
    }

    /// As `open`, with somebody who watches, and the time that a count may take.
    pub async fn open_observed(
        place: Place,
        observer: Arc<dyn Observer>,
        count_time: Duration,
    ) -> Result<Self, StoreError> {
        migrate::run(&place).await?;
        let engine = match &place {
            Place::Folder(folder) => {
                Engine::Sqlite(Arc::new(sqlite::Readers::new(folder.join(sqlite::FILE_NAME))))
            }
            Place::Url(url) => Engine::Postgres(postgres::pools(url, count_time)?),
        };
        let (lane, waiting) = mpsc::channel(lane::DEPTH);
        let (sender, committed) = watch::channel(0);
        let (lane_place, lane_observer) = (place.clone(), observer.clone());
        std::thread::Builder::new()
            .name("write-lane".to_owned())
            .spawn(move || lane::run(lane_place, waiting, lane_observer, sender))
            .map_err(|error| StoreError::Unavailable(error.to_string()))?;
        let remembered = interactions::Remembered::default();
        Ok(Self { place, engine, lane, committed, observer, remembered, count_time })
    }

    /// Where it lives.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Changes something: `change` runs in a transaction with its neighbours and is answered after
    /// the commit. It may run again after a rollback, so it must not do anything else.
    pub async fn write<T, E, F>(&self, author: Author, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: Send + From<StoreError> + 'static,
        F: AsyncFn(&Tx) -> Result<T, E> + Send + 'static,
    {
        self.submit(author, Sharing::Changes, change).await
    }

    /// As `write`, for a change that only adds rows: it may run beside others of its kind.
    pub async fn add<T, E, F>(&self, author: Author, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: Send + From<StoreError> + 'static,
        F: AsyncFn(&Tx) -> Result<T, E> + Send + 'static,
    {
        self.submit(author, Sharing::Adds, change).await
    }

    /// As `write`, for a change of rows that are leased to the caller: it may run beside others of its kind.
    pub async fn write_leased<T, E, F>(&self, author: Author, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: Send + From<StoreError> + 'static,
        F: AsyncFn(&Tx) -> Result<T, E> + Send + 'static,
    {
        self.submit(author, Sharing::Leased, change).await
    }

    async fn submit<T, E, F>(&self, author: Author, sharing: Sharing, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: Send + From<StoreError> + 'static,
        F: AsyncFn(&Tx) -> Result<T, E> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(lane::Work { author, sharing, change, outcome: None, reply });
        let gone = |_| StoreError::Unavailable("the store is closing".to_owned());
        self.lane.send(job).await.map_err(|_| gone(()))?;
        answer.await.map_err(|_| gone(()))?
    }

    /// Changes at every commit of this process; carries no data.
    pub fn committed(&self) -> watch::Receiver<u64> {
        self.committed.clone()
    }

    /// Writes that wait now.
    pub fn waiting(&self) -> usize {
        self.lane.max_capacity() - self.lane.capacity()
    }

    /// A query whose best plan depends on the values it asks for.
    pub(crate) async fn rows_planned<T: Send + 'static>(
        &self,
        sql: Sql,
        map: impl Fn(&mut Row<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<Vec<T>, StoreError> {
        let Engine::Postgres(pools) = &self.engine else { return self.rows(sql, map).await };
        let started = Instant::now();
        let rows = postgres::rows(&pools.lists, &sql, map).await;
        self.observer.read(started.elapsed());
        rows
    }

    /// A query that gives up with `TooSlow` after the time that a count may take.
    pub async fn rows_in_time<T: Send + 'static>(
        &self,
        sql: Sql,
        map: impl Fn(&mut Row<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<Vec<T>, StoreError> {
        match &self.engine {
            Engine::Sqlite(readers) => sqlite_rows(readers, sql, self.count_time, map).await,
            Engine::Postgres(pools) => match postgres::rows(&pools.timed, &sql, map).await {
                // No connection came free within the budget: that is too slow too.
                Err(StoreError::Unavailable(_)) if pools.timed.status().available == 0 => {
                    Err(StoreError::TooSlow)
                }
                outcome => outcome,
            },
        }
    }
}

impl Read for Store {
    async fn rows<T: Send + 'static>(
        &self,
        sql: Sql,
        map: impl Fn(&mut Row<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<Vec<T>, StoreError> {
        let started = Instant::now();
        let rows = match &self.engine {
            Engine::Sqlite(readers) => sqlite_rows(readers, sql, READ_LIMIT, map).await,
            Engine::Postgres(pools) => postgres::rows(&pools.read, &sql, map).await,
        };
        self.observer.read(started.elapsed());
        rows
    }

    fn dialect(&self) -> Dialect {
        match &self.engine {
            Engine::Sqlite(_) => Dialect::Sqlite,
            Engine::Postgres(_) => Dialect::Postgres,
        }
    }
}

async fn sqlite_rows<T: Send + 'static>(
    readers: &Arc<sqlite::Readers>,
    sql: Sql,
    limit: Duration,
    map: impl Fn(&mut Row<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<Vec<T>, StoreError> {
    let _slot = readers.slot().await?;
    // Most questions take microseconds, fewer than to wake another thread and to be woken by it. The few
    // that take longer begin again where they keep nobody from working.
    match readers.rows(&sql, sqlite::AT_ONCE.min(limit), &map) {
        Err(StoreError::TooSlow) => {}
        outcome => return outcome,
    }
    let readers = readers.clone();
    let work = move || readers.rows(&sql, limit, map);
    tokio::task::spawn_blocking(work).await.map_err(|error| StoreError::Broken(error.to_string()))?
}
