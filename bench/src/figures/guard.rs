//! Compliance Guard: one question against one row, and a morning's call list.

use std::sync::Arc;
use std::time::Duration;

use domain::id::{Id, PersonId};

use crate::Failure;
use crate::http::Client;
use crate::maker::PEOPLE;
use crate::measure::{AsyncWorker, Times, rate as rate_of, timed};
use crate::random::Random;
use crate::requests::{get, post};
use crate::table::Bar;
use crate::workshop::{Bench, Workshop};

const CLIENTS: usize = 32;
/// Different requests that are ready.
const READY: usize = 4_000;
const BATCH: usize = 10_000;
const BATCHES: usize = 5;
/// A Thursday morning at the end of what was made.
const AT: &str = "2026-10-29T15:00:00Z";

/// Questions a second against single rows a second, asked in turns.
pub(crate) async fn one(workshop: &mut Workshop, bench: &Bench) -> Result<(), Failure> {
    let people = people(READY);
    let rows = people.iter().map(|person| get(&format!("/api/people/{person}"), &bench.reader));
    let rows = Arc::new(rows.collect::<Vec<_>>());
    let body = format!(r#"{{"channel":"voice","theme":"opsCollDebt","at":"{AT}"}}"#);
    let path = |person: &PersonId| format!("/api/people/{person}/can-interact");
    let questions = people.iter().map(|person| post(&path(person), &bench.reader, &body));
    let questions = Arc::new(questions.collect::<Vec<_>>());
    let (mut asked, mut read) = (0.0f64, 0.0f64);
    for _ in 0..2 {
        read = read.max(rate(bench, workshop.time, &rows).await?);
        asked = asked.max(rate(bench, workshop.time, &questions).await?);
    }
    let figure = "can-interact over HTTP against one row (raw), 32 clients";
    workshop.table.compare(bench.store, figure, (asked, read), "/s", Bar::Least(0.25));
    Ok(())
}

/// How long a batch of 10,000 takes, of as many people.
pub(crate) async fn batch(workshop: &mut Workshop, bench: &Bench) -> Result<(), Failure> {
    let proposals: Vec<String> = people(BATCH)
        .iter()
        .map(|person| {
            format!(r#"{{"personId":"{person}","channel":"voice","theme":"opsCollDebt","at":"{AT}"}}"#)
        })
        .collect();
    let body = format!(r#"{{"proposals":[{}]}}"#, proposals.join(","));
    let request = post("/api/can-interact/batch", &bench.reader, &body);
    let mut client = Client::connect(bench.server.address).await?;
    client.expect(&request).await?;
    let mut times = Times::default();
    for _ in 0..BATCHES {
        times.add(timed(client.expect(&request)).await?.1);
    }
    let slowest = (times.at(1.0), "ms");
    workshop.table.limit(bench.store, "can-interact, a batch of 10,000, slowest", slowest, 2_000.0, false);
    Ok(())
}

/// People of the company that is read, each as likely as the other.
fn people(count: usize) -> Vec<PersonId> {
    let mut random = Random::new(23);
    (0..count).map(|_| PersonId::of(1 + random.below(PEOPLE) as i64)).collect()
}

async fn rate(bench: &Bench, time: Duration, requests: &Arc<Vec<Vec<u8>>>) -> Result<f64, Failure> {
    let mut workers = Vec::new();
    for at in 0..CLIENTS {
        let client = Client::connect(bench.server.address).await?;
        workers.push(Asker { client, requests: requests.clone(), at: at * READY / CLIENTS });
    }
    rate_of(time, workers).await
}

struct Asker {
    client: Client,
    requests: Arc<Vec<Vec<u8>>>,
    at: usize,
}

impl AsyncWorker for Asker {
    async fn once(&mut self) -> Result<(), Failure> {
        self.at += 1;
        self.client.expect(&self.requests[self.at % self.requests.len()]).await
    }
}
