//! `Idempotency-Key`: a request that is sent again is not carried out again.

use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::bodies::{call, with};
use crate::support::{Actor, Answer, TestApp, on_both_stores};

/// A day, in seconds.
const DAY: i64 = 24 * 3600;

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

    async fn of_ten_at_once_one_is_carried_out(app: &TestApp) {
        let (agent, path) = (app.agent().await, path(app).await);
        let body = call();
        let answers = join_all((0..10).map(|_| keyed(&agent, "k", &path, &body))).await;
        let fresh: Vec<_> = answers.iter().filter(|answer| answer.status == 200 && !is_replayed(answer)).collect();
        assert_eq!(fresh.len(), 1);
        for answer in &answers {
            // Whoever comes while the first is on its way is told so.
            match answer.status {
                200 => assert_eq!(answer.id(), fresh[0].id()),
                _ => drop(answer.clone().refused(409)),
            }
        }
        assert_eq!(made(app, &agent, &path).await, (1, 1));
        let after = keyed(&agent, "k", &path, &call()).await.ok();
        assert_eq!((after.id(), is_replayed(&after)), (fresh[0].id(), true));
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
        let again = keyed(&administrator, "k", "/api/apikeys", &body).await.refused(409);
        assert!(!again.text.contains(made.data()["key"].as_str().unwrap()));
        assert_eq!(keys().await, before + 1);
    }
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
