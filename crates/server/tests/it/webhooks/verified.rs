//! The published library of Standard Webhooks verifies ours.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::endpoint::{Endpoint, Sent};
use super::{happens, run_due, subscribe};
use crate::support::{Database, Engine, TestApp};

#[tokio::test]
async fn the_published_verifier_verifies_ours() {
    let database = Database::create(Engine::Sqlite).await.unwrap();
    let app = TestApp::start(&database, server::app::Pace::default()).await;
    let administrator = app.administrator().await;
    let mut endpoint = Endpoint::open().await;
    let (path, first) = subscribe(&administrator, &endpoint, &["person.created"]).await;
    // The library asks whether a message is new by the clock of the machine.
    let real = jiff::Timestamp::now().as_second();
    app.clock.turn(real - app.clock.now().0 / 1_000_000);
    happens(&administrator, "ada").await;
    run_due(&app).await;
    let one = endpoint.next().await;
    let rotated = administrator.post(&format!("{path}/rotate-secret"), json!({})).await.ok();
    let second = rotated.data()["secret"].as_str().unwrap().to_owned();
    happens(&administrator, "grace").await;
    run_due(&app).await;
    let both = endpoint.next().await;
    administrator.post(&format!("{path}/test"), json!({})).await.ok();
    let tested = endpoint.next().await;

    let mut changed = one.clone();
    changed.body.push(' ');
    let told = verify(&[
        message(&first, &one),
        message(&second, &both),
        // For a day the old secret verifies too.
        message(&first, &both),
        message(&second, &tested),
        message(&second, &one),
        message(&first, &changed),
    ]);
    app.stop().await;
    database.remove().await;
    let Some(told) = told else { return };
    let verified: Vec<bool> = told.iter().map(|line| line == "verified").collect();
    assert_eq!(verified, [true, true, true, true, false, false], "{told:?}");
}

fn message(secret: &str, sent: &Sent) -> Value {
    let names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
    let headers: serde_json::Map<_, _> =
        names.iter().map(|name| ((*name).to_owned(), sent.header(name).into())).collect();
    json!({"secret": secret, "headers": headers, "body": sent.body})
}

/// What the library says of each; nothing where it cannot be installed.
fn verify(messages: &[Value]) -> Option<Vec<String>> {
    let tool = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tools/standardwebhooks");
    let mut child = Command::new(tool).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for message in messages {
        writeln!(stdin, "{message}").unwrap();
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}");
    if text.starts_with("standardwebhooks skipped") {
        println!("{}", text.trim_end());
        return None;
    }
    Some(text.lines().map(str::to_owned).collect())
}
