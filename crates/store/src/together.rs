//! Questions that are asked at the same time.

use std::time::Instant;

use deadpool_postgres::Object;

use crate::error::StoreError;
use crate::row::Row;
use crate::sql::{Dialect, Sql};
use crate::{Engine, Read, Store, postgres};

/// A reader of the store that keeps one connection: on PostgreSQL what is asked at the same time goes out in one
/// round trip, and takes no connection from anybody else.
pub struct Together<'s> {
    store: &'s Store,
    client: Option<Object>,
}

impl Store {
    /// A reader for several questions at the same time.
    pub async fn together(&self) -> Result<Together<'_>, StoreError> {
        let client = match &self.engine {
            Engine::Sqlite(_) => None,
            Engine::Postgres(pools) => Some(pools.read.get().await?),
        };
        Ok(Together { store: self, client })
    }
}

impl Read for Together<'_> {
    async fn rows<T: Send + 'static>(
        &self,
        sql: Sql,
        map: impl Fn(&mut Row<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<Vec<T>, StoreError> {
        let Some(client) = &self.client else { return self.store.rows(sql, map).await };
        let started = Instant::now();
        let rows = postgres::rows_on(client, &sql, map).await;
        self.store.observer.read(started.elapsed());
        rows
    }

    fn dialect(&self) -> Dialect {
        self.store.dialect()
    }
}
