use std::path::PathBuf;

use super::layers::Values;
use super::{ConfigError, Secret};

/// Where rows are kept (`[store]`; default: the folder `data`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Store {
    /// The embedded store in a folder (`data`).
    Folder(PathBuf),
    /// A PostgreSQL address (`database_url` or `database_url_file`).
    Postgres(Secret),
}

impl Store {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let Some(address) = values.secret("store.database_url")? else {
            return Ok(Self::Folder(values.text("store.data").unwrap_or_else(|| "data".to_owned()).into()));
        };
        let known = ["postgres://", "postgresql://"];
        if !known.iter().any(|scheme| address.reveal().starts_with(scheme)) {
            return Err(ConfigError::new(
                "store.database_url",
                "begin it with postgres://, or use store.data for a folder",
            ));
        }
        Ok(Self::Postgres(address))
    }
}
