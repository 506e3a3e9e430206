//! Start to ready on an empty store, and the memory of an idle server.

use std::time::{Duration, Instant};

use crate::load::postgres;
use crate::measure::Times;
use crate::raw::RawPlace;
use crate::server::Server;
use crate::workshop::Workshop;
use crate::{Failure, Stores};

const TIMES: usize = 10;

pub(crate) async fn measure(workshop: &mut Workshop, store: Stores) -> Result<(), Failure> {
    let mut times = Times::default();
    let mut resident = 0;
    for _ in 0..TIMES {
        let place = empty(workshop, store).await?;
        let started = Instant::now();
        let server = Server::start(&workshop.program, &place, &[]).await?;
        times.add(started.elapsed());
        tokio::time::sleep(Duration::from_millis(200)).await;
        resident = server.resident()?;
    }
    let table = &mut workshop.table;
    table.limit(store, "start to ready, best", (times.best(), "ms"), 300.0, false);
    table.limit(store, "start to ready, p50", (times.p50(), "ms"), 300.0, false);
    table.limit(store, "resident memory, idle", (resident as f64 / 1e6, "MB"), 60.0, false);
    Ok(())
}

/// A store with nothing in it.
pub(super) async fn empty(workshop: &mut Workshop, store: Stores) -> Result<RawPlace, Failure> {
    if store == Stores::Postgres {
        let server = workshop.postgres()?;
        return Ok(RawPlace::Postgres(postgres::create_database(&server, "empty").await?));
    }
    let folder = workshop.folder.join("empty");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    Ok(RawPlace::Sqlite(folder))
}
