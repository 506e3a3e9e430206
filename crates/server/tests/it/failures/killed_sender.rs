//! kill -9 while messages go out: nothing accepted is lost, nothing goes twice.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Actor, Database, Engine, Process, program};

/// More than are handed over at the same time.
const MESSAGES: usize = 120;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_accepted_goes_out_once_after_a_kill_on_sqlite() {
    goes_out_once(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_accepted_goes_out_once_after_a_kill_on_postgres() {
    goes_out_once(Engine::Postgres).await;
}

async fn goes_out_once(engine: Engine) {
    let Some(database) = Database::create(engine).await else {
        println!("skipped: SWITCHBOARD_TEST_POSTGRES names no PostgreSQL");
        return;
    };
    server::http::serve::install_tls_provider();
    let (place, files) = (database.place(), TempDir::new().unwrap());
    let serve = async || {
        let mut command = program(&place);
        command.current_dir(files.path()).stderr(std::process::Stdio::null());
        Process::start(command, &place).await
    };
    let first = serve().await;
    let administrator = first.administrator().await;
    let accepted = accept(&administrator).await;
    wait(&administrator, |counts| counts.sent >= 20 && counts.sent < MESSAGES).await;
    first.kill().await;

    let second = serve().await;
    let again = second.actor(administrator.key.clone());
    // What was being handed over stays leased to the dead process for a while; everything else goes at once.
    let counts = wait(&again, |counts| counts.waiting == 0).await;
    assert_eq!(counts.sent + counts.sending, MESSAGES, "an accepted message is lost");
    let gone = again.get("/api/sandbox/outbox?limit=100").await.ok();
    assert!(gone.total() >= counts.sent as i64, "a message is said to be sent and is not there");
    let told: BTreeSet<String> = sent_interactions(&again).await;
    assert!(told.is_subset(&accepted));
    let events = again.get("/api/events?after=0&limit=1000").await.ok();
    let sends: Vec<&str> = events
        .rows()
        .iter()
        .filter(|event| event["type"] == "communication.send")
        .map(|event| event["object"]["id"].as_str().unwrap())
        .collect();
    assert_eq!(sends.len(), sends.iter().collect::<BTreeSet<_>>().len(), "a message went twice");
    second.kill().await;
    database.remove().await;
}

/// Sends every message; their interactions.
async fn accept(actor: &Actor) -> BTreeSet<String> {
    let slowly = json!({"kind": "sandbox", "settings": {"delayMs": 2000}});
    actor.post("/api/channels", slowly).await.ok();
    actor.post("/api/people", json!({"externalId": "ada"})).await.ok();
    let email = json!({"contactType": "email", "value": "ada@customer.example", "label": "personal"});
    actor.post("/api/people/ext-ada/contacts", email).await.ok();
    let message = json!({
        "personId": "ext-ada", "channel": "email", "subject": "freeForm", "theme": "opsServicing",
        "content": {"subject": "Your question", "bodyText": "It was booked on Monday."}
    });
    let mut accepted = BTreeSet::new();
    for _ in 0..MESSAGES {
        accepted.insert(actor.post("/api/communicator/send", message.clone()).await.ok().id());
    }
    accepted
}

/// How many messages are how far.
struct Counts {
    waiting: usize,
    sending: usize,
    sent: usize,
}

async fn wait(actor: &Actor, until: impl Fn(&Counts) -> bool) -> Counts {
    for _ in 0..600 {
        let counts = Counts {
            waiting: total(actor, "queued").await + total(actor, "retrying").await,
            sending: total(actor, "sending").await,
            sent: total(actor, "sent").await,
        };
        if until(&counts) {
            return counts;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the messages do not get where they should");
}

async fn total(actor: &Actor, state: &str) -> usize {
    let page = actor.get(&format!("/api/outbox?limit=1&state={state}")).await.ok();
    usize::try_from(page.total()).unwrap()
}

async fn sent_interactions(actor: &Actor) -> BTreeSet<String> {
    let page = actor.get("/api/outbox?limit=100&state=sent").await.ok();
    page.rows().iter().filter_map(|row: &Value| row["interactionId"].as_str()).map(str::to_owned).collect()
}
