//! Several nodes and processes write into one log; one is killed.

use std::process::Stdio;
use std::sync::Arc;

use domain::id::{CompanyId, Id, PersonId};
use domain::time::Instant;
use serde_json::json;
use store::event::{NewEvent, Object};
use store::{Author, Place, Store, StoreError, Tx, events};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::reader::Reader;
use crate::support::{Actor, TestApp, on_both_stores};

const WRITES: i64 = 60;

on_both_stores! {
    async fn no_smaller_number_ever_appears_behind_a_reader_while_two_nodes_write(app: &TestApp) {
        let (first, second) = (node(app).await, node(app).await);
        let start = events::newest(first.as_ref(), app.company).await.unwrap();
        let writers: Vec<_> = (0..8)
            .map(|index| {
                let node = if index % 2 == 0 { first.clone() } else { second.clone() };
                let company = app.company;
                tokio::spawn(async move {
                    for number in 0..WRITES {
                        tell(&node, company, index * WRITES + number).await;
                    }
                })
            })
            .collect();
        // Whatever it has read, what comes next is the next number: nothing was committed behind it.
        let (mut position, end) = (start, start + 8 * WRITES);
        while position < end {
            let rows = events::after(&app.app.store, app.company, position, 7).await.unwrap();
            for event in rows {
                assert_eq!(event.number, position + 1);
                position = event.number;
            }
        }
        for writer in writers {
            writer.await.unwrap();
        }
        assert_eq!(events::newest(first.as_ref(), app.company).await.unwrap(), end);
    }

    async fn a_killed_process_takes_nothing_with_it_and_leaves_no_gap_behind_the_reader(app: &TestApp) {
        let here = app.administrator().await;
        let start = here.get("/api/events?limit=1000").await.ok().body["last"].as_i64().unwrap();
        let mut stream = Reader::after(&here, start).await;
        let place = app.app.store.place();
        let ((mut doomed, doomed_url), (mut other, other_url)) =
            (process(place).await, process(place).await);
        let at = |base: String| Actor { base, ..here.clone() };
        let lost: Vec<_> = (0..4).map(|_| tokio::spawn(write_until_refused(at(doomed_url.clone())))).collect();
        let kept: Vec<_> = (0..4).map(|_| tokio::spawn(write(at(other_url.clone()), 25))).collect();
        let mut heard: Vec<_> = Vec::new();
        while heard.len() < 30 {
            heard.push(stream.next().await.unwrap());
        }
        doomed.kill().await.unwrap();
        let mut acknowledged = Vec::new();
        for writer in lost.into_iter().chain(kept) {
            acknowledged.extend(writer.await.unwrap());
        }
        let last = here.get("/api/events?limit=1000").await.ok().body["last"].as_i64().unwrap();
        if heard.last().unwrap().id < last {
            heard.extend(stream.through(last).await);
        }
        other.kill().await.unwrap();
        let numbers: Vec<i64> = heard.iter().map(|frame| frame.id).collect();
        assert_eq!(numbers, (start + 1..=last).collect::<Vec<i64>>());
        for id in acknowledged {
            let told = heard.iter().filter(|frame| frame.data.as_ref().unwrap()["object"]["id"] == id);
            assert_eq!(told.count(), 1, "{id} was answered and must be told once");
        }
    }
}

async fn node(app: &TestApp) -> Arc<Store> {
    Arc::new(Store::open(app.app.store.place().clone()).await.unwrap())
}

async fn tell(node: &Store, company: CompanyId, key: i64) {
    let told: Result<(), StoreError> = node
        .write(Author::system(company), async move |tx: &Tx| {
            tx.record(NewEvent {
                verb: "updated",
                object: Object::Person(PersonId::of(key)),
                person: Some(PersonId::of(key)),
                changes: "{}".to_owned(),
                at: Instant(0),
                credentials: false,
            });
            Ok(())
        })
        .await;
    told.unwrap();
}

/// A server process of its own on the same store, and its address.
async fn process(place: &Place) -> (Child, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_switchboard"));
    match place {
        Place::Folder(folder) => command.arg("--data").arg(folder),
        Place::Url(url) => command.arg("--database-url").arg(url),
    };
    command.args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.kill_on_drop(true).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.next_line().await.unwrap().expect("the server did not start");
    let url = line.strip_prefix("listening on ").expect(&line).to_owned();
    (child, url)
}

async fn write(actor: Actor, count: usize) -> Vec<String> {
    let mut made = Vec::new();
    for _ in 0..count {
        made.push(actor.post("/api/people", grace()).await.ok().id());
    }
    made
}

/// The ids that were answered before the server was gone.
async fn write_until_refused(actor: Actor) -> Vec<String> {
    let mut made = Vec::new();
    loop {
        let request = actor.request(reqwest::Method::POST, "/api/people").json(&grace());
        let Ok(response) = request.send().await else { return made };
        let Ok(body) = response.json::<serde_json::Value>().await else { return made };
        made.push(body["data"]["id"].as_str().unwrap().to_owned());
    }
}

fn grace() -> serde_json::Value {
    json!({"name": {"firstName": "Grace", "lastName": "Okafor"}})
}
