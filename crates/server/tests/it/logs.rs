//! Logs tell of requests and never what they carry, however much is logged.

use std::process::Stdio;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::bodies::{call, with};
use crate::support::{Installed, Process, by_the_program};

/// Sent as content, in questions and in what is refused.
const SECRET: &str = "zanzibar";
const PASSWORD: &str = "zanzibar correct horse battery";

by_the_program! {
    async fn no_secret_and_no_content_is_logged_at_any_level(here: &Installed) {
        let log = here.path("log");
        let mut command = here.program();
        command.env("SWITCHBOARD_LOGS_LEVEL", "trace").env("SWITCHBOARD_LOGS_FORMAT", "json");
        command.env("SWITCHBOARD_WEBHOOKS_ALLOW_PRIVATE", "true");
        command.stderr(Stdio::from(std::fs::File::create(&log).unwrap()));
        let server = Process::start(command, &here.place).await;
        let (key, signing) = carry_the_secret(here, &server).await;
        server.terminate().await;

        let log = std::fs::read_to_string(&log).unwrap();
        let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let requests: Vec<_> = lines.iter().filter(|line| line["route"].is_string() && line["status"].is_number()).collect();
        assert!(requests.len() >= 15, "the requests are not in the log: {log}");
        assert!(requests.iter().all(|line| line.to_string().contains("request_id")), "{}", requests[0]);
        for word in [SECRET, key.split_once('.').unwrap().1, signing.split_once('_').unwrap().1] {
            let line = log.lines().find(|line| line.to_lowercase().contains(&word.to_lowercase()));
            assert_eq!(line, None, "{word}");
        }
    }
}

/// Asks for much, with the secret wherever a request can hold it; the key, and the secret of a webhook.
async fn carry_the_secret(here: &Installed, server: &Process) -> (String, String) {
    let administrator = server.administrator().await;
    let person =
        administrator.post("/api/people", json!({"externalId": "ada", "name": {"firstName": SECRET}})).await;
    let path = "/api/people/ext-ada/interactions";
    person.ok();
    let body =
        with(call(), json!({"sensitive": true, "content": {"body": SECRET}, "metaData": {SECRET: SECRET}}));
    let made = administrator.post(path, body.clone()).await.ok().id();
    administrator
        .put(&format!("{path}/{made}"), json!({"content": {"body": format!("{SECRET} again")}}))
        .await
        .ok();
    administrator.post(&format!("/api/interactions/{made}/notes"), json!({"content": SECRET})).await.ok();
    administrator.get(&format!("{path}/{made}")).await.ok();
    administrator.get(&format!("/api/interactions?contentContains={SECRET}")).await.ok();
    administrator.get(&format!("/api/people/search?q={SECRET}")).await.ok();

    // Where nobody listens.
    let hook = json!({"url": format!("https://127.0.0.1:9/{SECRET}?token={SECRET}"), "eventTypes": ["*"], "description": SECRET});
    let hook = administrator.post("/api/webhooks/subscriptions", hook).await.ok();
    administrator.post(&format!("/api/webhooks/subscriptions/{}/test", hook.id()), json!({})).await.ok();

    // In what is refused.
    administrator
        .post(path, json!({"channel": SECRET, "status": SECRET, "startedAt": SECRET}))
        .await
        .refused(400);
    administrator.get(&format!("/api/interactions?{SECRET}={SECRET}&status={SECRET}")).await.refused(400);
    let broken = format!("{{\"content\": \"{SECRET}\", ");
    administrator.bytes(Method::POST, path, "application/json", broken.into_bytes()).await.refused(400);
    administrator.bytes(Method::POST, path, "text/plain", SECRET.into()).await.refused(415);
    let recording = format!("/api/interactions/{made}/recording");
    administrator.put_bytes(&recording, "audio/wav", SECRET.into()).await.refused(415);
    administrator.post(path, with(body.clone(), json!({"externalId": SECRET}))).await.ok();
    administrator.post(path, with(body, json!({"externalId": SECRET}))).await.refused(409);
    let user = json!({"email": "ada@example.com", "role": "agent", "password": PASSWORD});
    administrator.post("/api/users", user).await.ok();
    let nobody = server.actor(None);
    let session = json!({"email": "ada@example.com", "password": PASSWORD});
    let session = nobody.post("/api/sessions", session).await.ok();
    let token = session.data()["token"].as_str().unwrap();
    nobody.send(nobody.request(Method::GET, "/api/users/me").bearer_auth(token)).await.ok();
    nobody
        .post("/api/sessions", json!({"email": "ada@example.com", "password": format!("{SECRET}!")}))
        .await
        .refused(401);
    server.actor(Some(format!("AK-2222-2222.{SECRET}"))).get("/api/people").await.refused(401);
    here.run(&["export"]).await.fine();
    (administrator.key.unwrap(), hook.data()["secret"].as_str().unwrap().to_owned())
}
