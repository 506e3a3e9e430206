//! kill -9 while something is being sent.

use std::collections::BTreeSet;
use std::process::Stdio;

use serde_json::json;

use super::endpoint::{Endpoint, SILENCE};
use super::{happens, subscribe};
use crate::support::{Installed, Process, by_the_program};

by_the_program! {
    async fn what_a_killed_server_was_sending_is_sent_by_the_next(here: &Installed) {
        let mut endpoint = Endpoint::answering(|_| SILENCE).await;
        let doomed = serve(here).await;
        let administrator = doomed.administrator().await;
        subscribe(&administrator, &endpoint, &["person.created"]).await;
        let mut expected = BTreeSet::new();
        for name in 0..30 {
            happens(&administrator, &name.to_string()).await;
        }
        // It is in the middle of sending, and knows of no answer.
        let first = endpoint.next().await.number();
        doomed.kill().await;
        endpoint.change(|_| 200);

        let next = serve(here).await;
        let again = next.actor(administrator.key.clone());
        happens(&again, "after").await;
        let log = again.get("/api/events?type=person.created&limit=1000").await.ok();
        expected.extend(log.rows().iter().map(|row| row["number"].as_i64().unwrap()));
        assert_eq!(expected.len(), 31);
        let mut arrived = BTreeSet::new();
        while arrived.len() < expected.len() {
            arrived.insert(endpoint.next().await.number());
        }
        assert_eq!(arrived, expected);
        assert!(expected.contains(&first));
        next.terminate().await;
    }

    async fn a_server_that_ends_lets_go_of_what_it_worked_on(here: &Installed) {
        let mut endpoint = Endpoint::open().await;
        let first = serve(here).await;
        let administrator = first.administrator().await;
        let (path, _) = subscribe(&administrator, &endpoint, &["person.created"]).await;
        happens(&administrator, "ada").await;
        endpoint.next().await;
        first.terminate().await;
        let second = serve(here).await;
        let again = second.actor(administrator.key.clone());
        happens(&again, "grace").await;
        let sent = endpoint.next().await;
        assert_eq!(sent.json()["data"]["object"]["type"], "person");
        second.terminate().await;
        let third = serve(here).await;
        let rows = third.actor(administrator.key.clone()).get(&format!("{path}/deliveries")).await.ok();
        assert!(rows.rows().iter().all(|row| row["attempts"] == json!(1)), "{}", rows.text);
        third.terminate().await;
    }
}

async fn serve(here: &Installed) -> Process {
    let mut command = here.program();
    command.env("SWITCHBOARD_WEBHOOKS_ALLOW_PRIVATE", "true").stderr(Stdio::null());
    Process::start(command, &here.place).await
}
