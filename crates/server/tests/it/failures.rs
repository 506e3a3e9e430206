//! What a killed process, a full disk and a database that goes away may not do: lose what was
//! acknowledged, leave anything half, or need more than a restart.

mod full_disk;
mod killed;
mod killed_sender;
mod restarted_database;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use tokio::sync::Mutex;
use tokio::task::JoinSet;

use crate::support::Actor;

/// Writers that go on until they are told to stop, and what was acknowledged to them.
pub(crate) struct Load {
    stop: Arc<AtomicBool>,
    acknowledged: Arc<Mutex<Vec<String>>>,
    writers: JoinSet<()>,
}

impl Load {
    /// Starts `writers` of them on a person's interactions.
    pub(crate) fn begin(actor: &Actor, path: &str, writers: usize) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let acknowledged = Arc::new(Mutex::new(Vec::new()));
        let mut set = JoinSet::new();
        for writer in 0..writers {
            let (actor, path) = (actor.clone(), path.to_owned());
            let (stop, acknowledged) = (stop.clone(), acknowledged.clone());
            set.spawn(async move {
                let mut number = 0;
                while !stop.load(Ordering::Relaxed) {
                    number += 1;
                    let external = format!("w{writer}-{number}");
                    let body = json!({
                        "channel": "email", "direction": "outbound", "status": "attempted",
                        "theme": "opsServicing", "externalId": external,
                        "content": {"bodyText": format!("needle of {external} in a haystack")}
                    });
                    let sent = actor.request(reqwest::Method::POST, &path).json(&body).send().await;
                    if sent.is_ok_and(|answer| answer.status() == 200) {
                        acknowledged.lock().await.push(external);
                    } else {
                        tokio::task::yield_now().await;
                    }
                }
            });
        }
        Self { stop, acknowledged, writers: set }
    }

    /// Waits until so many were acknowledged.
    pub(crate) async fn reach(&self, count: usize) {
        let enough = async {
            while self.acknowledged.lock().await.len() < count {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(60), enough).await.expect("the load got nowhere");
    }

    /// How many were acknowledged so far.
    pub(crate) async fn count(&self) -> usize {
        self.acknowledged.lock().await.len()
    }

    /// Stops the writers; what was acknowledged.
    pub(crate) async fn end(mut self) -> Vec<String> {
        self.stop.store(true, Ordering::Relaxed);
        while self.writers.join_next().await.is_some() {}
        self.acknowledged.lock().await.clone()
    }
}

/// Every acknowledged write is there, with its words; none is half: rows, counters, events and
/// the search index tell the same number.
pub(crate) async fn nothing_is_lost_or_half(actor: &Actor, path: &str, acknowledged: &[String]) {
    let mut stored = std::collections::HashSet::new();
    let mut next = Some(format!("{path}?limit=100"));
    while let Some(url) = next {
        let page = actor.get(&url).await.ok();
        for row in page.data().as_array().unwrap() {
            stored.insert(row["externalId"].as_str().unwrap().to_owned());
        }
        next = page.body["nextUrl"].as_str().map(str::to_owned);
    }
    for external in acknowledged {
        assert!(stored.contains(external), "{external} was acknowledged and is not there");
    }
    let counted = actor.get(&format!("{path}?limit=1")).await.ok().total();
    assert_eq!(counted, stored.len() as i64, "the counters tell another number than the rows");
    let found =
        actor.get(&format!("{path}?limit=1&contentContains=in+a+haystack&exactTotal=true")).await.ok();
    assert_eq!(found.total(), stored.len() as i64, "the search finds another number than there are");
    let everywhere = "/api/interactions?limit=1&contentContains=NEEDLE%20of&exactTotal=true";
    assert_eq!(actor.get(everywhere).await.ok().total(), stored.len() as i64);
    assert_eq!(created_events(actor).await, stored.len(), "the log tells another number than the rows");
}

async fn created_events(actor: &Actor) -> usize {
    let (mut after, mut created) = (0, 0);
    loop {
        let page = actor.get(&format!("/api/events?after={after}&limit=1000")).await.ok();
        let events = page.data().as_array().unwrap();
        if events.is_empty() {
            return created;
        }
        created += events.iter().filter(|event| event["type"] == "interaction.created").count();
        after = page.body["last"].as_i64().unwrap();
    }
}
