//! A provider calls our hook: how soon it is told that we have kept what it says.

use std::time::{SystemTime, UNIX_EPOCH};

use domain::id::ChannelId;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::task::JoinSet;

use crate::Failure;
use crate::http::Client;
use crate::measure::{Times, timed};
use crate::workshop::{Bench, Workshop};

/// Providers that call at the same time.
const CALLERS: usize = 8;
/// Calls of each.
const CALLS: usize = 400;
/// Signs the calls.
const KEY: &str = "a key for the bench alone";

pub(crate) async fn measure(workshop: &mut Workshop, bench: &Bench) -> Result<(), Failure> {
    let mut client = Client::connect(bench.server.address).await?;
    let body = json!({"kind": "sandbox", "secrets": {"hookKey": KEY}}).to_string();
    client.expect(&request("POST", "/api/channels", &format!("x-api-key: {}", bench.writer), &body)).await?;
    let made: Value = serde_json::from_str(&client.body())?;
    let channel = made["data"]["id"].as_str().and_then(|id| id.parse::<ChannelId>().ok());
    let channel = channel.ok_or_else(|| Failure("no channel was made".to_owned()))?;
    let mut callers = JoinSet::new();
    for caller in 0..CALLERS {
        let client = Client::connect(bench.server.address).await?;
        callers.spawn(call(client, calls(bench, channel, caller)?));
    }
    let mut times = Times::default();
    while let Some(called) = callers.join_next().await {
        times.append(called??);
    }
    let figure = format!("inbound webhook acknowledged, {CALLERS} callers");
    workshop.table.limit(bench.store, &format!("{figure}, p99"), (times.p99(), "ms"), 20.0, false);
    workshop.table.note(bench.store, &format!("{figure}, p50"), (times.p50(), "ms"));
    let gone = format!("/api/channels/{channel}");
    client.expect(&request("DELETE", &gone, &format!("x-api-key: {}", bench.writer), "")).await
}

async fn call(mut client: Client, calls: Vec<Vec<u8>>) -> Result<Times, Failure> {
    let mut times = Times::default();
    for one in calls {
        times.add(timed(client.expect(&one)).await?.1);
    }
    Ok(times)
}

/// Texts of numbers that nobody knows, each told once.
fn calls(bench: &Bench, channel: ChannelId, caller: usize) -> Result<Vec<Vec<u8>>, Failure> {
    let path = format!("/hooks/{channel}/inbound");
    let url = format!("http://{}{path}", bench.server.address);
    let run = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_micros());
    let call = |number: usize| {
        let from = format!("+1212555{:04}", caller * CALLS + number);
        let id = format!("{run}-{caller}-{number}");
        let body =
            json!({"id": id, "channel": "text", "from": from, "body": "Can I pay on Friday?"}).to_string();
        let signature = signed(&url, &body)?;
        Ok(request("POST", &path, &format!("x-sandbox-signature: {signature}"), &body))
    };
    (0..CALLS).map(call).collect()
}

fn signed(url: &str, body: &str) -> Result<String, Failure> {
    let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(KEY.as_bytes());
    let mut mac = mac.map_err(|_| Failure("the key cannot sign".to_owned()))?;
    mac.update(format!("{url}\n{body}").as_bytes());
    Ok(mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn request(method: &str, path: &str, header: &str, body: &str) -> Vec<u8> {
    format!(
        "{method} {path} HTTP/1.1\r\nhost: bench\r\n{header}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
