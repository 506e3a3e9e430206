//! What other systems keep beside an interaction: qualifications, answers to surveys, invoices, payment requests.

use serde_json::{Value, json};

use super::people::Floor;
use crate::support::bodies::{call, with};
use crate::support::{Actor, TestApp, on_both_stores};

/// Every kind, with a body that is good and one in which these fields are wrong.
fn kinds() -> [(&'static str, Value, Value, &'static [&'static str]); 3] {
    [
        (
            "qualifications",
            json!({"label": "Promise to pay", "path": ["Collections", "Reached"], "comment": "on Friday", "qualifiedBy": "Bo", "qualifiedAt": "2026-03-01T10:00:00.000000+00:00"}),
            json!({"path": [""], "qualifiedAt": "soon"}),
            &["label", "path", "qualifiedAt"],
        ),
        (
            "survey-answers",
            json!({"survey": "After the call", "question": "How was it?", "answer": "Good", "score": 80, "answeredAt": "2026-03-01T10:00:00.000000+00:00"}),
            json!({"survey": "x", "question": "", "score": 101}),
            &["answer", "question", "score"],
        ),
        (
            "invoices",
            json!({"number": "2026-17", "amount": "125.50", "currency": "USD", "status": "paid", "issuedOn": "2026-02-01", "dueOn": "2026-03-01", "url": "https://example.com/17"}),
            json!({"amount": "1,5", "currency": "dollar", "url": "javascript:alert(1)", "dueOn": "soon", "status": "lost"}),
            &["amount", "currency", "dueOn", "number", "status", "url"],
        ),
    ]
}

async fn interaction(app: &TestApp, who: &Actor, fields: Value) -> String {
    let ada = app.person("Ada").await;
    who.post(&format!("/api/people/{ada}/interactions"), with(call(), fields)).await.ok().id()
}

on_both_stores! {
    async fn each_is_kept_as_it_was_said_and_shown_newest_first(app: &TestApp) {
        let key = app.administrator().await;
        let id = interaction(app, &key, json!({})).await;
        for (kind, body, wrong, fields) in kinds() {
            let path = format!("/api/interactions/{id}/{kind}");
            let first = key.post(&path, body.clone()).await.ok();
            for (field, said) in body.as_object().unwrap() {
                assert_eq!(first.data()[field], *said, "{kind} {field}");
            }
            assert_eq!(first.data()["interactionId"], json!(id));
            let second = key.post(&path, with(body.clone(), json!({"externalId": "7"}))).await.ok().id();
            key.post(&path, with(body, json!({"externalId": "7"}))).await.refused(409);
            key.post(&path, wrong).await.refused_fields(fields);
            assert_eq!(key.get(&path).await.ok().ids(), [second.clone(), first.id()]);
            let page = key.get(&format!("{path}?limit=1")).await.ok();
            assert_eq!(key.get(page.body["nextUrl"].as_str().unwrap()).await.ok().ids(), [first.id()]);
            key.delete(&format!("{path}/ext-7")).await.ok();
            assert_eq!(key.get(&path).await.ok().ids(), [first.id()]);
            app.agent().await.delete(&format!("{path}/{}", first.id())).await.refused(403);
        }
    }

    async fn an_import_takes_what_is_good_replaces_what_is_there_and_tells_the_rest(app: &TestApp) {
        let key = app.service().await;
        let one = interaction(app, &key, json!({"externalId": "call-1"})).await;
        let other = interaction(app, &key, json!({})).await;
        for (kind, body, wrong, fields) in kinds() {
            let path = format!("/api/{kind}/import");
            let line = |fields: Value| with(body.clone(), fields);
            let lines = json!({"lines": [
                line(json!({"interactionId": "ext-call-1", "externalId": "a"})),
                line(json!({"interactionId": other})),
                line(json!({"interactionId": "IN-2222-2222"})),
                with(wrong, json!({"interactionId": one})),
                line(json!({"interactionId": other, "externalId": "a"})),
                line(json!({"interactionId": one, "externalId": "a"})),
            ]});
            let told = key.post(&path, lines.clone()).await.ok();
            assert_eq!((&told.data()["imported"], &told.data()["replaced"], &told.data()["refused"]), (&json!(2), &json!(1), &json!(3)), "{}", told.text);
            let refused = |at: usize| {
                let refusal = &told.data()["refusals"][at];
                let mut fields: Vec<_> = refusal["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
                fields.sort_unstable();
                (refusal["line"].as_i64().unwrap(), fields)
            };
            assert_eq!((refused(0), refused(1), refused(2)), ((3, vec!["interactionId"]), (4, fields.to_vec()), (5, vec!["externalId"])));
            // Once more: nothing goes in twice under its external id.
            assert_eq!(key.post(&path, lines).await.ok().data()["replaced"], 2);
            assert_eq!(key.get(&format!("/api/interactions/{one}/{kind}")).await.ok().total(), 1);
            let many: Vec<Value> = (0..1_001).map(|_| json!({})).collect();
            key.post(&path, json!({"lines": many})).await.refused_fields(&["lines"]);
            key.post(&path, json!({"rows": []})).await.refused_fields(&["lines"]);
        }
    }

    async fn who_may_not_read_an_interaction_sees_nothing_beside_it(app: &TestApp) {
        let floor = Floor::make(app).await;
        let key = app.administrator().await;
        let locked = interaction(app, &key, json!({"sensitive": true, "advisorId": floor.agent_id})).await;
        let credentials = interaction(app, &key, json!({"theme": "opsAccountCredentials"})).await;
        let adrift = key.post("/api/interactions", call()).await.ok().id();
        let kinds = kinds().into_iter().map(|(kind, body, ..)| (kind, body));
        for (kind, body) in kinds.chain([("payment-requests", json!({"amount": "5", "currency": "usd"}))]) {
            for (id, code) in [(&locked, 403), (&credentials, 404), (&adrift, 404)] {
                let path = format!("/api/interactions/{id}/{kind}");
                let made = key.post(&path, body.clone()).await;
                // Account credentials are locked to keys as well.
                let made = if *id == credentials { made.refused(403) } else { made.ok() };
                floor.agent.get(&path).await.refused(code);
                floor.agent.post(&path, body.clone()).await.refused(code);
                // Nor is it told of in the log, which knows where something is kept and never what.
                let events = floor.agent.get("/api/events?limit=100").await.ok();
                let seen = events.rows().iter().any(|event| event["object"]["id"] == made.data()["id"] && made.status == 200);
                assert_eq!(seen, code == 403, "{kind} {code}");
                assert!(!events.text.contains("on Friday") && !events.text.contains("Good"), "{}", events.text);
                if kind != "payment-requests" {
                    let lines = json!({"lines": [with(body.clone(), json!({"interactionId": id}))]});
                    assert_eq!(floor.agent.post(&format!("/api/{kind}/import"), lines).await.ok().data()["refused"], 1);
                }
            }
        }
    }

    async fn a_payment_is_asked_for_and_whoever_collects_it_says_what_came_of_it(app: &TestApp) {
        let (agent, service) = (app.agent().await, app.service().await);
        let id = interaction(app, &agent, json!({})).await;
        let path = format!("/api/interactions/{id}/payment-requests");
        agent.post(&path, json!({"amount": "0.00", "reason": 7})).await.refused_fields(&["amount", "currency", "reason"]);
        let asked = agent.post(&path, json!({"amount": "80", "currency": "eur", "reason": "March"})).await.ok();
        assert_eq!((&asked.data()["amount"], &asked.data()["currency"], &asked.data()["status"], &asked.data()["url"]), (&json!("80.00"), &json!("EUR"), &json!("open"), &Value::Null));
        assert_eq!(asked.data()["createdBy"]["descriptor"], "apiKey");
        let one = format!("{path}/{}", asked.id());
        service.put(&one, json!({"url": "ftp://x", "status": null})).await.refused_fields(&["status", "url"]);
        service.put(&one, json!({"url": "https://pay.example/80"})).await.ok();
        let paid = service.put(&one, json!({"status": "paid"})).await.ok();
        assert_eq!((&paid.data()["status"], &paid.data()["url"]), (&json!("paid"), &json!("https://pay.example/80")));
        assert_eq!(agent.get(&path).await.ok().rows(), [paid.data().clone()]);
        let events = service.get("/api/events?limit=100").await.ok();
        let told: Vec<_> = events.rows().iter().filter(|event| event["object"]["id"] == json!(asked.id())).collect();
        let types: Vec<_> = told.iter().map(|event| event["type"].as_str().unwrap()).collect();
        assert_eq!(types.len(), 3, "{types:?}");
        assert!(told.iter().any(|event| event["type"] == "paymentRequest.created" && event["changes"]["interactionId"]["to"] == json!(id)), "{}", events.text);
        service.put(&format!("{path}/PQ-2222-2222"), json!({"status": "paid"})).await.refused(404);
    }
}
