//! What is asked by functions that answer only.

use std::sync::Mutex;

use crate::error::StoreError;
use crate::{Dialect, Read, Row, Sql};

/// Hears what is asked and answers nothing.
#[derive(Default)]
pub(super) struct Overheard(Mutex<Option<Sql>>);

impl Overheard {
    pub(super) fn sql(self) -> Sql {
        self.0.into_inner().unwrap().unwrap()
    }
}

impl Read for Overheard {
    async fn rows<T: Send + 'static>(
        &self,
        sql: Sql,
        _: impl Fn(&mut Row<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<Vec<T>, StoreError> {
        *self.0.lock().unwrap() = Some(sql);
        Ok(Vec::new())
    }

    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }
}
