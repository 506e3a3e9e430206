//! What is sent, to whom, in what order, and again.

use serde_json::json;
use store::event::{NewEvent, Object};

use super::endpoint::Endpoint;
use super::{deliveries, happens, run_due, states, subscribe};
use crate::support::bodies::{email, with};
use crate::support::{World, on_both_stores};

on_both_stores! {
    async fn events_arrive_as_the_log_tells_them_and_only_the_wanted_ones(app: &TestApp) {
        let administrator = app.administrator().await;
        let (mut people, mut all) = (Endpoint::open().await, Endpoint::open().await);
        let (path, _) = subscribe(&administrator, &people, &["person.*", "case.created"]).await;
        subscribe(&administrator, &all, &["*"]).await;
        let start = app.events().await.last().unwrap().number;
        World::make(&administrator, &app.user(app.company, domain::vocabulary::Role::Administrator).await).await;
        for name in ["ada", "grace", "joan"] {
            happens(&administrator, name).await;
        }
        run_due(app).await;

        let log = administrator.get(&format!("/api/events?after={start}&limit=1000")).await.ok();
        let sent = all.all();
        let mut told: Vec<_> = sent.iter().filter(|one| one.number() > start).map(|one| one.json()["data"].clone()).collect();
        told.sort_by_key(|event| event["number"].as_i64());
        assert_eq!(told, log.rows());
        let one = &sent[sent.len() - 1].json();
        assert_eq!((&one["type"], &one["timestamp"]), (&one["data"]["type"], &one["data"]["at"]));
        let wanted: Vec<_> = people.all().iter().map(|one| one.json()["type"].as_str().unwrap().to_owned()).collect();
        assert_eq!(wanted.iter().filter(|name| *name == "person.created").count(), 4);
        assert!(wanted.iter().all(|name| name.starts_with("person.") || name == "case.created"), "{wanted:?}");
        let rows = deliveries(&administrator, &path).await;
        assert!(rows.is_sorted_by_key(|row| row["eventNumber"].as_i64()));
        let first = &rows[0];
        assert_eq!((&first["state"], &first["attempts"], &first["responseStatus"]), (&json!("delivered"), &json!(1), &json!(200)));
        assert_eq!((&first["responseExcerpt"], &first["error"]), (&json!("answered 200"), &json!(null)));

        // Nothing is sent again, and the cursor stands at the end of the log.
        run_due(app).await;
        assert!(all.all().is_empty() && people.all().is_empty());
        let cursor = administrator.get(&path).await.ok().data()["cursor"].as_i64().unwrap();
        assert_eq!(cursor, app.events().await.last().unwrap().number);
    }

    async fn nothing_of_another_company_is_sent(app: &TestApp) {
        let administrator = app.administrator().await;
        let mut endpoint = Endpoint::open().await;
        subscribe(&administrator, &endpoint, &["person.*"]).await;
        let elsewhere = app.key(app.another_company().await, domain::vocabulary::Role::Administrator).await;
        happens(&elsewhere, "theirs").await;
        happens(&administrator, "ours").await;
        run_due(app).await;
        let sent = endpoint.all();
        assert_eq!(sent.len(), 1);
        assert!(sent[0].header("webhook-id").starts_with(&app.company.to_string()));
    }

    async fn a_sent_and_a_blocked_interaction_come_along_without_words(app: &TestApp) {
        let administrator = app.administrator().await;
        let mut endpoint = Endpoint::open().await;
        subscribe(&administrator, &endpoint, &["communication.send", "interaction.blocked", "interaction.created"]).await;
        let ada = app.person("Ada").await;
        let words = with(email(), json!({"sensitive": true, "content": {"body": "zanzibar"}, "metaData": {"x": "zanzibar"}}));
        let id = administrator.post(&format!("/api/people/{ada}/interactions"), words).await.ok().id();
        for (verb, communication) in [("blocked", false), ("send", true)] {
            let key = id.parse().unwrap();
            let object = if communication { Object::Communication(key) } else { Object::Interaction(key) };
            let (person, at) = (ada.parse().ok(), app.clock.now());
            let event = NewEvent { verb, object, person, changes: "{}".to_owned(), at, credentials: false };
            app.tell(event).await;
        }
        run_due(app).await;
        let mut sent: Vec<_> = endpoint.all().iter().map(|one| one.json()).collect();
        sent.sort_by_key(|one| one["data"]["number"].as_i64());
        let types: Vec<_> = sent.iter().map(|one| one["type"].as_str().unwrap()).collect();
        assert_eq!(types, ["interaction.created", "interaction.blocked", "communication.send"]);
        assert!(sent[0]["data"].get("interaction").is_none());
        for one in &sent[1..] {
            let card = &one["data"]["interaction"];
            assert_eq!((&card["id"], &card["channel"], &card["personId"]), (&json!(id), &json!("email"), &json!(ada)));
            assert_eq!((&card["content"], &card["locked"]), (&json!(null), &json!(true)));
            assert!(!one.to_string().contains("zanzibar"), "{one}");
        }
    }

    async fn a_replay_sends_again_from_a_number_under_the_same_ids(app: &TestApp) {
        let administrator = app.administrator().await;
        let mut endpoint = Endpoint::open().await;
        let (path, _) = subscribe(&administrator, &endpoint, &["person.created"]).await;
        for name in ["ada", "grace", "joan"] {
            happens(&administrator, name).await;
        }
        run_due(app).await;
        let mut first = endpoint.all();
        first.sort_by_key(|one| one.number());
        let from = first[1].number();
        // One that still waits for its next attempt is not sent twice by it.
        endpoint.change(|_| 500);
        happens(&administrator, "mary").await;
        run_due(app).await;
        endpoint.all();
        endpoint.change(|_| 200);
        administrator.post(&format!("{path}/replay"), json!({"from": from})).await.ok();
        app.clock.turn(3600);
        run_due(app).await;
        let mut again = endpoint.all();
        again.sort_by_key(|one| one.number());
        assert_eq!(again.len(), 3);
        assert_eq!(again[0].body, first[1].body);
        assert_eq!(again[0].header("webhook-id"), first[1].header("webhook-id"));
        assert_eq!(states(&administrator, &path).await, ["delivered", "delivered", "delivered", "abandoned", "delivered", "delivered", "delivered"]);
        assert_eq!(administrator.get(&format!("{path}/deliveries?state=abandoned")).await.ok().total(), 1);
    }

    async fn a_test_tells_what_the_endpoint_answers(app: &TestApp) {
        let administrator = app.administrator().await;
        let mut endpoint = Endpoint::open().await;
        let (path, _) = subscribe(&administrator, &endpoint, &["person.*"]).await;
        administrator.put(&path, json!({"enabled": false})).await.ok();
        let well = administrator.post(&format!("{path}/test"), json!({})).await.ok();
        assert_eq!((&well.data()["delivered"], &well.data()["responseStatus"]), (&json!(true), &json!(200)));
        let sent = endpoint.next().await;
        assert_eq!(sent.json()["type"], "webhook.test");
        endpoint.change(|_| 418);
        let ill = administrator.post(&format!("{path}/test"), json!({})).await.ok();
        assert_eq!((&ill.data()["delivered"], &ill.data()["error"]), (&json!(false), &json!("answered 418")));
        assert_eq!(ill.data()["responseExcerpt"], "answered 418");
        assert_ne!(endpoint.next().await.header("webhook-id"), sent.header("webhook-id"));
        assert_eq!(states(&administrator, &path).await.len(), 0);
    }
}
