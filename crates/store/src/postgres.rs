//! PostgreSQL: pools that read, one connection that writes.

use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::READ_LIMIT;
use crate::error::StoreError;
use crate::row::Row;
use crate::sql::{Sql, Value};

/// Connections that read at the same time.
const READERS: usize = 16;
/// Connections that count within a time limit.
const COUNTERS: usize = 4;

/// The pools of one database.
pub(crate) struct Pools {
    /// For questions whose plan is the same whatever is asked.
    pub(crate) read: Pool,
    /// For lists and searches, planned for their own values: with skewed words a plan shared between
    /// values was measured 60 times slower.
    pub(crate) lists: Pool,
    pub(crate) timed: Pool,
}

/// The pools for `url`; a count may take so long.
pub(crate) fn pools(url: &str, count_time: Duration) -> Result<Pools, StoreError> {
    Ok(Pools {
        read: pool(url, "auto", READ_LIMIT, Duration::from_secs(10), READERS)?,
        lists: pool(url, "force_custom_plan", READ_LIMIT, Duration::from_secs(10), READERS)?,
        timed: pool(url, "force_custom_plan", count_time, count_time, COUNTERS)?,
    })
}

fn pool(url: &str, plans: &str, limit: Duration, wait: Duration, size: usize) -> Result<Pool, StoreError> {
    let options = format!("-c plan_cache_mode={plans} -c jit=off -c statement_timeout={}", limit.as_millis());
    let config = configure(url, &options)?;
    let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = Manager::from_config(config, tls(), recycling);
    Pool::builder(manager)
        .max_size(size)
        .wait_timeout(Some(wait))
        .create_timeout(Some(Duration::from_secs(10)))
        .runtime(Runtime::Tokio1)
        .build()
        .map_err(|error| StoreError::Unavailable(error.to_string()))
}

fn configure(url: &str, options: &str) -> Result<Config, StoreError> {
    let mut config: Config = url
        .parse()
        .map_err(|error| StoreError::Unavailable(format!("the database URL cannot be read: {error}")))?;
    let all = match config.get_options() {
        Some(own) => format!("{own} {options}"),
        None => options.to_owned(),
    };
    config.options(all).application_name("switchboard");
    Ok(config)
}

/// Certificates are checked against the machine's own list, to which an operator may add a CA.
fn tls() -> MakeRustlsConnect {
    // A second call finds the provider in place, which is all that is wanted.
    let _ = rustls::crypto::ring::default_provider().install_default();
    MakeRustlsConnect::with_native_certs().map(|(connect, _)| connect).unwrap_or_else(|_| {
        let none = rustls::RootCertStore::empty();
        let config = rustls::ClientConfig::builder().with_root_certificates(none).with_no_client_auth();
        MakeRustlsConnect::new(config)
    })
}

/// A connection of its own, for the writer.
pub(crate) async fn connect(url: &str) -> Result<Client, StoreError> {
    let config = configure(url, "-c jit=off")?;
    let (client, connection) = config.connect(tls()).await?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::warn!(%error, "the connection to the database ended");
        }
    });
    Ok(client)
}

/// Values as the driver wants them.
pub(crate) fn parameters(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

/// Runs a query on a pooled connection.
pub(crate) async fn rows<T>(
    pool: &Pool,
    sql: &Sql,
    map: impl Fn(&mut Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    rows_on(&pool.get().await?, sql, map).await
}

/// Runs a query on this connection, beside others that it is asked at the same time.
pub(crate) async fn rows_on<T>(
    client: &Object,
    sql: &Sql,
    map: impl Fn(&mut Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let statement = client.prepare_cached(sql.text()).await?;
    let rows = client.query(&statement, &parameters(sql.values())).await?;
    rows.iter().map(|row| map(&mut Row::postgres(row))).collect()
}
