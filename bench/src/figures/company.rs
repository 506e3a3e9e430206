//! The company's list, newest first, with filters and an exact total.

use std::sync::Arc;

use store::Sql;
use tokio_postgres::{Client as Connection, Statement};

use crate::http::Client;
use crate::maker;
use crate::measure::{AsyncWorker, Times, rate as rate_of, thread_rate, timed};
use crate::random::Random;
use crate::raw::{RawPlace, open_sqlite, query_postgres, query_sqlite};
use crate::requests::{Question, get};
use crate::table::Bar;
use crate::workshop::{Bench, Workshop};
use crate::{Failure, load};

const QUESTIONS: usize = 600;
const DEPTH_PAGES: i64 = 100_000;
const CLIENTS: usize = 32;

/// Any two of channel, status, direction, theme and a span of time.
pub(crate) async fn latency(workshop: &mut Workshop, bench: &Bench) -> Result<(), Failure> {
    let mut random = Random::new(11);
    let ends = maker::clock_ends();
    let mut client = Client::connect(bench.server.address).await?;
    let mut times = Times::default();
    let mut slowest = (std::time::Duration::ZERO, String::new());
    for _ in 0..QUESTIONS {
        let path = Question::random(&mut random, ends).path();
        let ((), time) = timed(client.expect(&get(&path, &bench.reader))).await?;
        if client.body().contains("\"totalIsExact\":false") {
            return Err(Failure(format!("{path}: the total is not exact")));
        }
        if time > slowest.0 {
            slowest = (time, path);
        }
        times.add(time);
    }
    eprintln!("  slowest: {:?} {}", slowest.0, slowest.1);
    let table = &mut workshop.table;
    table.limit(bench.store, "company page, two filters and a span, p50", (times.p50(), "ms"), 25.0, false);
    table.limit(bench.store, "company page, two filters and a span, p99", (times.p99(), "ms"), 150.0, false);
    Ok(())
}

/// A page deep in the list against the first one.
pub(crate) async fn depth(workshop: &mut Workshop, bench: &Bench) -> Result<(), Failure> {
    let rows = bench.rows as i64;
    let deep = (DEPTH_PAGES * 50).min(rows / 2);
    let mut client = Client::connect(bench.server.address).await?;
    let (mut first, mut far) = (Times::default(), Times::default());
    for round in 0..200 {
        for (times, after) in [(&mut first, rows - round), (&mut far, rows - deep - round * 50)] {
            let question = Question { after: Some(after), ..Question::default() };
            let request = get(&question.path(), &bench.reader);
            // A row that the reader does not see is no cursor.
            if client.send(&request).await? == 400 {
                continue;
            }
            times.add(timed(client.expect(&request)).await?.1);
        }
    }
    let figure = format!("company page {} against page 1 (raw), p50", deep / 50);
    workshop.table.compare(bench.store, &figure, (far.p50(), first.p50()), "ms", Bar::Most(1.3));
    Ok(())
}

/// Pages a second at 32 clients.
pub(crate) async fn rate(workshop: &mut Workshop, bench: &Bench) -> Result<(), Failure> {
    let questions: Vec<Question> = (0..4).map(Question::common).collect();
    let requests: Arc<Vec<Vec<u8>>> =
        Arc::new(questions.iter().map(|question| get(&question.path(), &bench.reader)).collect());
    let sqls: Arc<Vec<Sql>> =
        Arc::new(questions.iter().map(|question| question.sql(bench.place.dialect())).collect());
    let (mut ours, mut raw) = (0.0f64, 0.0f64);
    for _ in 0..2 {
        raw = raw.max(raw_rate(workshop, bench, &sqls).await?);
        ours = ours.max(our_rate(workshop, bench, &requests).await?);
    }
    workshop.table.compare(
        bench.store,
        "page with exact total over HTTP, 32 clients",
        (ours, raw),
        "/s",
        Bar::Least(0.35),
    );
    Ok(())
}

async fn our_rate(workshop: &Workshop, bench: &Bench, requests: &Arc<Vec<Vec<u8>>>) -> Result<f64, Failure> {
    let mut workers = Vec::new();
    for at in 0..CLIENTS {
        let client = Client::connect(bench.server.address).await?;
        workers.push(Getter { client, requests: requests.clone(), at });
    }
    rate_of(workshop.time, workers).await
}

struct Getter {
    client: Client,
    requests: Arc<Vec<Vec<u8>>>,
    at: usize,
}

impl AsyncWorker for Getter {
    async fn once(&mut self) -> Result<(), Failure> {
        self.at += 1;
        self.client.expect(&self.requests[self.at % self.requests.len()]).await
    }
}

struct Querier {
    connection: Connection,
    statements: Vec<Statement>,
    sqls: Arc<Vec<Sql>>,
    at: usize,
}

impl AsyncWorker for Querier {
    async fn once(&mut self) -> Result<(), Failure> {
        self.at += 1;
        let at = self.at % self.sqls.len();
        query_postgres(&self.connection, &self.statements[at], self.sqls[at].values()).await.map(|_| ())
    }
}

async fn raw_rate(workshop: &Workshop, bench: &Bench, sqls: &Arc<Vec<Sql>>) -> Result<f64, Failure> {
    match &bench.place {
        RawPlace::Sqlite(folder) => {
            let mut workers = Vec::new();
            for at in 0..CLIENTS {
                let connection = open_sqlite(folder)?;
                let mut at = at;
                workers.push(move || {
                    at += 1;
                    query_sqlite(&connection, &sqls[at % sqls.len()]).map(|_| ())
                });
            }
            thread_rate(workshop.time, workers)
        }
        RawPlace::Postgres(url) => {
            let mut workers = Vec::new();
            for at in 0..CLIENTS {
                let connection = load::postgres::connect(url).await?;
                // As the program does: each question is planned for its own values.
                connection.batch_execute("SET plan_cache_mode = force_custom_plan; SET jit = off").await?;
                let mut statements = Vec::new();
                for sql in sqls.iter() {
                    statements.push(connection.prepare(sql.text()).await?);
                }
                workers.push(Querier { connection, statements, sqls: sqls.clone(), at });
            }
            rate_of(workshop.time, workers).await
        }
    }
}
