//! Creates over HTTP against the same rows in raw SQL, a transaction each.

use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::http::Client;
use crate::maker::{Made, Maker, PEOPLE, WRITTEN_PEOPLE};
use crate::measure::{AsyncWorker, rate, thread_rate};
use crate::raw::create::{Postgres, sqlite_one};
use crate::raw::{RawPlace, open_sqlite};
use crate::requests;
use crate::table::Bar;
use crate::workshop::{Bench, Workshop};
use crate::{Failure, Stores};

/// Requests that are ready before a measurement; after the last the first would be a duplicate.
const READY: usize = 60_000;
/// Rows in the store of the slowed sync.
const SLOW_ROWS: u64 = 100_000;

pub(crate) async fn measure(workshop: &mut Workshop, bench: &Bench) -> Result<(), Failure> {
    let (clients, bar) = match bench.store {
        Stores::Postgres => (32, 0.6),
        _ => (64, 2.5),
    };
    let pair = both(workshop, bench, clients).await?;
    let figure = format!("create over HTTP, {clients} clients");
    workshop.table.compare(bench.store, &figure, pair, "/s", Bar::Least(bar));
    Ok(())
}

async fn both(workshop: &Workshop, bench: &Bench, clients: usize) -> Result<(f64, f64), Failure> {
    let (mut ours, mut raw) = (0.0f64, 0.0f64);
    for round in 0..2 {
        raw = raw.max(raw_rate(workshop, bench, clients, fresh(round * 2)).await?);
        ours = ours.max(our_rate(workshop, bench, clients, fresh(round * 2 + 1)).await?);
    }
    Ok((ours, raw))
}

/// New interactions of now, of people of the company that is written to.
pub(crate) fn fresh(seed: u64) -> Vec<Made> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_micros() as i64);
    let mut rows: Vec<Made> = Maker::fresh(now as u64 ^ seed).take(READY).collect();
    for made in &mut rows {
        let person = made.person.unwrap_or(1) % WRITTEN_PEOPLE as i64;
        made.person = Some(PEOPLE as i64 + 1 + person);
        made.ended_at += now - made.at;
        made.at = now;
    }
    rows
}

async fn our_rate(
    workshop: &Workshop,
    bench: &Bench,
    clients: usize,
    rows: Vec<Made>,
) -> Result<f64, Failure> {
    let ready: Vec<Vec<u8>> = rows.iter().map(|made| requests::create(made, &bench.writer)).collect();
    let ready = Arc::new(Mutex::new(ready));
    let mut workers = Vec::new();
    for _ in 0..clients {
        workers.push(Poster { client: Client::connect(bench.server.address).await?, ready: ready.clone() });
    }
    rate(workshop.time, workers).await
}

struct Poster {
    client: Client,
    ready: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl AsyncWorker for Poster {
    async fn once(&mut self) -> Result<(), Failure> {
        let request = next(&self.ready)?;
        self.client.expect(&request).await
    }
}

fn next<T>(ready: &Mutex<Vec<T>>) -> Result<T, Failure> {
    let one = ready.lock().unwrap_or_else(PoisonError::into_inner).pop();
    one.ok_or_else(|| Failure("more requests should have been made ready".to_owned()))
}

async fn raw_rate(
    workshop: &Workshop,
    bench: &Bench,
    clients: usize,
    rows: Vec<Made>,
) -> Result<f64, Failure> {
    let ready = Arc::new(Mutex::new(rows));
    match &bench.place {
        // SQLite has one writer: more threads only wait for it, so the fastest is one.
        RawPlace::Sqlite(folder) => {
            let connection = open_sqlite(folder)?;
            thread_rate(workshop.time, vec![move || sqlite_one(&connection, &next(&ready)?)])
        }
        RawPlace::Postgres(url) => {
            let mut workers = Vec::new();
            for _ in 0..clients {
                workers.push(RawWriter { connection: Postgres::open(url).await?, ready: ready.clone() });
            }
            rate(workshop.time, workers).await
        }
    }
}

struct RawWriter {
    connection: Postgres,
    ready: Arc<Mutex<Vec<Made>>>,
}

impl AsyncWorker for RawWriter {
    async fn once(&mut self) -> Result<(), Failure> {
        let made = next(&self.ready)?;
        self.connection.one(&made).await
    }
}

/// The same where a sync takes 2 ms longer: a run of this program's own under the shim.
pub(crate) fn slow_sync(workshop: &mut Workshop) -> Result<(), Failure> {
    let tool = concat!(env!("CARGO_MANIFEST_DIR"), "/../tools/sync-delay");
    let shim = Command::new(tool).output()?;
    let shim = String::from_utf8_lossy(&shim.stdout).trim().to_owned();
    let output = Command::new(std::env::current_exe()?)
        .args(["--slow-sync", "--seconds", &workshop.time.as_secs_f64().to_string()])
        .env("LD_PRELOAD", shim)
        .env("SYNC_DELAY_US", "2000")
        .stderr(std::process::Stdio::inherit())
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    let [ours, raw] = numbers[..] else { return Err(Failure(format!("the slowed run said {text:?}"))) };
    let figure = "create over HTTP, 64 clients, a sync takes 2 ms";
    workshop.table.compare(Stores::Sqlite, figure, (ours, raw), "/s", Bar::Least(6.0));
    Ok(())
}

/// What the slowed run does: tells ours and raw on standard output.
pub(crate) async fn slow_sync_alone(workshop: &mut Workshop) -> Result<(), Failure> {
    use std::io::Write as _;
    let bench = workshop.bench(Stores::Sqlite, SLOW_ROWS).await?;
    let pair = both(workshop, &bench, 64).await?;
    writeln!(std::io::stdout(), "{} {}", pair.0, pair.1)?;
    Ok(())
}
