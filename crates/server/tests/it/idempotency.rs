//! `Idempotency-Key`: a request that is sent again is not carried out again.

use std::time::Duration;

use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use server::app::Pace;
use store::{Author, Tx};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::support::bodies::{call, with};
use crate::support::{Actor, Answer, TestApp, on_both_stores};

/// A day, in seconds.
const DAY: i64 = 24 * 3600;
/// Less than an answer is waited for.
const AT_ONCE: Duration = Duration::from_secs(5);

on_both_stores! {
    async fn the_same_request_is_answered_as_the_first_time(app: &TestApp) {
        let (agent, path) = (app.agent().await, path(app).await);
        let first = keyed(&agent, "k1", &path, &call()).await.ok();
        assert!(first.headers.get("idempotent-replayed").is_none());
        let again = keyed(&agent, "k1", &path, &call()).await.ok();
        assert_eq!((again.id(), again.text.as_str()), (first.id(), first.text.as_str()));
        assert_eq!(again.headers["idempotent-replayed"], "true");
        assert_eq!(again.headers["content-type"], first.headers["content-type"]);
        assert_eq!(made(app, &agent, &path).await, (1, 1));
        // Another key, or none, is another request.
        keyed(&agent, "k2", &path, &call()).await.ok();
        agent.post(&path, call()).await.ok();
        assert_eq!(made(app, &agent, &path).await, (3, 3));
    }

    async fn of_ten_at_once_one_is_carried_out_and_all_are_answered_alike(app: &TestApp) {
        let (agent, path) = (app.agent().await, path(app).await);
        for round in 1..=5 {
            let key = format!("k{round}");
            // The external id would be a refusal of its own, were it looked at.
            let body = with(call(), json!({"externalId": key}));
            let answers = join_all((0..10).map(|_| keyed(&agent, &key, &path, &body))).await;
            let fresh: Vec<_> = answers.iter().filter(|answer| !is_replayed(answer)).collect();
            assert_eq!(fresh.len(), 1);
            for answer in &answers {
                assert_eq!(answer.clone().ok().text, fresh[0].text);
            }
            assert_eq!(made(app, &agent, &path).await, (round, round as usize));
        }
    }

    async fn of_two_requests_at_once_with_one_key_one_is_told_to_choose_another(app: &TestApp) {
        let (agent, path) = (app.agent().await, path(app).await);
        let bodies = ["failed", "attempted"].map(|status| with(call(), json!({"status": status})));
        let answers = join_all(bodies.iter().map(|body| keyed(&agent, "k", &path, body))).await;
        let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 422]);
        assert_eq!(made(app, &agent, &path).await, (1, 1));
    }

    async fn who_leaves_before_the_answer_gets_it_at_the_next_try(app: &TestApp) {
        let (agent, path) = (app.agent().await, path(app).await);
        for round in 1..=20 {
            let key = format!("k{round}");
            leave(&agent, &key, &path, &call()).await;
            // Whether it began before its sender left or not: it is carried out once.
            keyed(&agent, &key, &path, &call()).await.ok();
            assert_eq!(made(app, &agent, &path).await, (round, round as usize));
        }
    }

    async fn a_key_goes_with_one_request(app: &TestApp) {
        let (agent, path) = (app.agent().await, path(app).await);
        keyed(&agent, "k", &path, &call()).await.ok();
        keyed(&agent, "k", &path, &with(call(), json!({"status": "failed"}))).await.refused(422);
        keyed(&agent, "k", "/api/interactions", &call()).await.refused(422);
        keyed(&agent, "k", &format!("{path}?x=1"), &call()).await.refused(422);
        assert_eq!(made(app, &agent, &path).await, (1, 1));
        assert!(is_replayed(&keyed(&agent, "k", &path, &call()).await.ok()));
    }

    async fn a_failure_is_not_remembered(app: &TestApp) {
        let (agent, path) = (app.agent().await, path(app).await);
        keyed(&agent, "k", &path, &json!({"channel": "smoke"})).await.refused(400);
        keyed(&agent, "k", "/api/people/BO-2222-2222/interactions", &call()).await.refused(404);
        let taken = with(call(), json!({"externalId": "e1"}));
        let holder = agent.post(&path, taken.clone()).await.ok().id();
        keyed(&agent, "k", &path, &taken).await.refused(409);
        agent.put(&format!("{path}/{holder}"), json!({"externalId": "e2"})).await.ok();
        // What stood in its way is gone, and the key is as new.
        let now = keyed(&agent, "k", &path, &taken).await.ok();
        assert!(!is_replayed(&now));
        assert!(is_replayed(&keyed(&agent, "k", &path, &taken).await.ok()));
        assert_eq!(made(app, &agent, &path).await, (2, 2));
    }

    async fn after_a_day_a_key_is_new(app: &TestApp) {
        let (agent, path) = (app.agent().await, path(app).await);
        let first = keyed(&agent, "k", &path, &call()).await.ok().id();
        app.clock.turn(DAY - 1);
        assert_eq!(keyed(&agent, "k", &path, &call()).await.ok().id(), first);
        app.clock.turn(1);
        let second = keyed(&agent, "k", &path, &with(call(), json!({"status": "failed"}))).await.ok();
        assert!(!is_replayed(&second));
        assert_ne!(second.id(), first);
        assert_eq!(made(app, &agent, &path).await, (2, 2));
    }

    async fn everybody_has_keys_of_their_own(app: &TestApp) {
        let path = path(app).await;
        let agents = [app.agent().await, app.agent().await, app.manager().await];
        let mut ids = Vec::new();
        for agent in &agents {
            let answer = keyed(agent, "k", &path, &call()).await.ok();
            assert!(!is_replayed(&answer));
            ids.push(answer.id());
        }
        ids.dedup();
        assert_eq!(ids.len(), 3);
        for (agent, id) in agents.iter().zip(ids) {
            assert_eq!(keyed(agent, "k", &path, &call()).await.ok().id(), id);
        }
    }

    async fn a_bad_key_is_refused_before_anything_happens(app: &TestApp) {
        let (agent, path) = (app.agent().await, path(app).await);
        for bad in ["", "a b", &"k".repeat(256), "schlüssel"] {
            keyed(&agent, bad, &path, &call()).await.refused_fields(&["Idempotency-Key"]);
        }
        let twice = agent.request(Method::POST, &path).header("Idempotency-Key", "a").header("Idempotency-Key", "b");
        agent.send(twice.json(&call())).await.refused_fields(&["Idempotency-Key"]);
        assert_eq!(made(app, &agent, &path).await, (0, 0));
        keyed(&agent, &"k".repeat(255), &path, &call()).await.ok();
        app.nobody().post(&path, call()).await.refused(401);
        keyed(&app.nobody(), "k", &path, &call()).await.refused(401);
    }

    async fn a_secret_is_not_kept_to_be_told_again(app: &TestApp) {
        let administrator = app.administrator().await;
        let keys = async || administrator.get("/api/apikeys").await.ok().total();
        let body = json!({"name": "robot", "role": "agent"});
        let before = keys().await;
        let made = keyed(&administrator, "k", "/api/apikeys", &body).await.ok();
        let again = timeout(AT_ONCE, keyed(&administrator, "k", "/api/apikeys", &body));
        let again = again.await.expect("it waits for what will not come").refused(409);
        assert!(!again.text.contains(made.data()["key"].as_str().unwrap()));
        assert_eq!(keys().await, before + 1);
    }
}

on_both_stores! {
    at Pace { answer_time: Duration::from_millis(100), ..Pace::default() };

    async fn an_answer_that_was_lost_is_waited_for_and_then_told_of(app: &TestApp) {
        let (agent, path) = (app.agent().await, path(app).await);
        keyed(&agent, "k", &path, &call()).await.ok();
        let lose = async |tx: &Tx| {
            let mut sql = tx.sql();
            sql.push("UPDATE idempotency SET answer = NULL");
            tx.execute(&sql).await
        };
        assert_eq!(app.app.store.write(Author::system(app.company), lose).await.unwrap(), 1);
        let again = keyed(&agent, "k", &path, &call()).await.refused(409);
        assert!(again.message().contains("was carried out"), "{}", again.text);
        assert_eq!(made(app, &agent, &path).await, (1, 1));
    }
}

/// Sends a request and is gone at once.
async fn leave(actor: &Actor, key: &str, path: &str, body: &Value) {
    let mut socket = TcpStream::connect(actor.base.strip_prefix("http://").unwrap()).await.unwrap();
    let (body, credential) = (body.to_string(), actor.key.as_deref().unwrap());
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: here\r\nX-API-KEY: {credential}\r\nIdempotency-Key: {key}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    socket.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
}

async fn path(app: &TestApp) -> String {
    format!("/api/people/{}/interactions", app.person("Ada").await)
}

async fn keyed(actor: &Actor, key: &str, path: &str, body: &Value) -> Answer {
    actor.send(actor.request(Method::POST, path).header("Idempotency-Key", key).json(body)).await
}

fn is_replayed(answer: &Answer) -> bool {
    answer.headers.contains_key("idempotent-replayed")
}

/// The rows there are, and the events that tell of their making.
async fn made(app: &TestApp, actor: &Actor, path: &str) -> (i64, usize) {
    let events = app.events().await;
    let told = events.iter().filter(|event| event.name == "interaction.created").count();
    (actor.get(path).await.ok().total(), told)
}
