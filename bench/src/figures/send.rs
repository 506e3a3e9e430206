//! Sending: from the answer to the mail server, and how many messages a second go all the way.
//!
//! The mail server is a sink of this process that takes everything and notes when each message was whole. The guard is
//! on, as shipped.

mod sink;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use self::sink::Sink;
use super::start::empty;
use crate::http::Client;
use crate::measure::{AsyncWorker, Times, rate};
use crate::requests::post;
use crate::server::Server;
use crate::workshop::{SECRETS_KEY, Workshop};
use crate::{Failure, Stores};

/// Messages one after another.
const SINGLE: usize = 200;
const PAUSE: Duration = Duration::from_millis(20);
/// People who get messages, and clients that send them.
const PEOPLE: usize = 500;
const CLIENTS: usize = 32;
/// Longest wait for what has not arrived yet.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) async fn measure(workshop: &mut Workshop, store: Stores) -> Result<(), Failure> {
    let place = empty(workshop, store).await?;
    let server = Server::start(&workshop.program, &place, &[SECRETS_KEY]).await?;
    let key = workshop.first_key(&place)?;
    let sink = Sink::open().await?;
    let people = furnish(&server, &key, sink.port).await?;
    let requests: Vec<Vec<u8>> = people.iter().map(|person| message(person, &key)).collect();
    let mut taken = alone(&server, &requests, &sink).await?;
    let figure = "send accepted to handed to the mail server, idle, p99";
    workshop.table.limit(store, figure, (taken.p99(), "ms"), 50.0, false);
    let (accepted, sent) = many(workshop.time, &server, &requests, &sink).await?;
    workshop.table.note(store, "messages accepted, 32 clients", (accepted, "/s"));
    let figure = "messages sent to the mail server, guard on, 32 clients";
    workshop.table.limit(store, figure, (sent, "/s"), 500.0, true);
    Ok(())
}

/// A mail channel to the sink, and people who can be written to.
async fn furnish(server: &Server, key: &str, port: u16) -> Result<Vec<String>, Failure> {
    let mut client = Client::connect(server.address).await?;
    let settings = json!({"smtp": {"host": "127.0.0.1", "port": port, "tls": "none"}});
    let senders = json!([{"address": "desk@lender.example"}]);
    let channel = json!({"kind": "email", "settings": settings, "senders": senders});
    client.expect(&post("/api/channels", key, &channel.to_string())).await?;
    let mut people = Vec::with_capacity(PEOPLE);
    for at in 0..PEOPLE {
        let body = json!({"name": {"firstName": format!("Ada {at}")}, "timezone": "America/New_York"});
        client.expect(&post("/api/people", key, &body.to_string())).await?;
        let answer: Value = serde_json::from_str(&client.body())?;
        let person = answer["data"]["id"].as_str().unwrap_or_default().to_owned();
        let address = format!("ada-{at}@customer.example");
        let contact = json!({"contactType": "email", "value": address, "label": "personal"});
        client.expect(&post(&format!("/api/people/{person}/contacts"), key, &contact.to_string())).await?;
        people.push(person);
    }
    Ok(people)
}

fn message(person: &str, key: &str) -> Vec<u8> {
    let content = json!({"subject": "Your statement", "bodyText": "It is in your account. The desk"});
    let body = json!({
        "personId": person, "channel": "email", "subject": "freeForm", "theme": "opsServicing", "content": content
    });
    post("/api/communicator/send", key, &body.to_string())
}

/// One after another: from the answer until the sink has the whole message.
async fn alone(server: &Server, requests: &[Vec<u8>], sink: &Sink) -> Result<Times, Failure> {
    let mut client = Client::connect(server.address).await?;
    let mut answered = HashMap::new();
    for request in requests.iter().cycle().take(SINGLE) {
        tokio::time::sleep(PAUSE).await;
        client.expect(request).await?;
        let at = Instant::now();
        let answer: Value = serde_json::from_str(&client.body())?;
        answered.insert(answer["data"]["id"].as_str().unwrap_or_default().to_owned(), at);
    }
    sink.wait_for(SINGLE, PATIENCE).await?;
    let mut times = Times::default();
    for (interaction, at) in sink.take() {
        let answered =
            answered.get(&interaction).ok_or_else(|| Failure(format!("nobody sent {interaction}")))?;
        // It may be there before its sender has read that it was accepted.
        times.add(at.saturating_duration_since(*answered));
    }
    Ok(times)
}

/// Messages accepted a second, and messages that reached the sink a second until the last one was there.
async fn many(
    time: Duration,
    server: &Server,
    requests: &[Vec<u8>],
    sink: &Sink,
) -> Result<(f64, f64), Failure> {
    let mut workers = Vec::new();
    for at in 0..CLIENTS {
        let client = Client::connect(server.address).await?;
        workers.push(Sender { client, requests: requests.to_vec(), at: at * PEOPLE / CLIENTS });
    }
    let started = Instant::now();
    let accepted = rate(time, workers).await?;
    let count = (accepted * started.elapsed().as_secs_f64()).round() as usize;
    // The rate counts whole answers: a few more may have been accepted than it says.
    sink.wait_for(count.saturating_sub(CLIENTS), PATIENCE).await?;
    let arrived = sink.take();
    let last = arrived.iter().map(|(_, at)| *at).max().unwrap_or(started);
    Ok((accepted, arrived.len() as f64 / (last - started).as_secs_f64()))
}

struct Sender {
    client: Client,
    requests: Vec<Vec<u8>>,
    at: usize,
}

impl AsyncWorker for Sender {
    async fn once(&mut self) -> Result<(), Failure> {
        self.at += 1;
        self.client.expect(&self.requests[self.at % self.requests.len()]).await
    }
}
