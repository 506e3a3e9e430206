//! The conversation of a text or chat: who is inside, what was said, how it ends.

use domain::vocabulary::Role;
use serde_json::{Value, json};

use crate::support::{Answer, TestApp, on_both_stores};

fn chat() -> Value {
    json!({
        "channel": "chat", "direction": "inbound", "status": "inProgress", "theme": "inbPayments",
        "startedAt": "2026-03-02T14:00:00Z",
        "content": {"messages": [
            {"at": "2026-03-02T14:00:01Z", "author": "customer", "body": "Where is my payment?"},
            {"author": {"type": "agent", "id": "UR-1", "name": "Bo"}, "body": "Let me look."}
        ]}
    })
}

async fn record(app: &TestApp, body: Value) -> (String, String) {
    let ada = app.person("Ada").await;
    let made = app.manager().await.post(&format!("/api/people/{ada}/interactions"), body).await.ok();
    (format!("/api/interactions/{}/convo", made.id()), made.id())
}

fn inside(answer: &Answer) -> usize {
    let all = answer.data()["participants"].as_array().unwrap();
    all.iter().filter(|one| one["leftAt"].is_null()).count()
}

on_both_stores! {
    async fn a_recorded_chat_shows_its_messages_under_ids_that_stay(app: &TestApp) {
        let agent = app.agent().await;
        let (convo, id) = record(app, chat()).await;
        let read = agent.get(&convo).await.ok();
        assert!(read.id().starts_with("CV-"));
        assert_eq!(read.data()["interactionId"], id);
        assert_eq!(read.data()["state"], "open");
        assert_eq!(read.data()["participants"], json!([]));
        let said = read.data()["messages"].as_array().unwrap();
        assert_eq!(said[0]["author"], json!({"type": "borrower", "id": null, "name": null}));
        assert_eq!(said[0]["body"], "Where is my payment?");
        assert_eq!(said[0]["at"], "2026-03-02T14:00:01.000000+00:00");
        assert_eq!(said[1]["author"], json!({"type": "agent", "id": "UR-1", "name": "Bo"}));
        assert_ne!(said[0]["id"], said[1]["id"]);
        assert!(said[0]["id"].as_str().unwrap().starts_with("MS-"));
        assert_eq!(agent.get(&convo).await.ok().data(), read.data());
    }

    async fn agents_join_take_over_and_leave(app: &TestApp) {
        let (bo, cy) = (app.user(app.company, Role::Agent).await, app.user(app.company, Role::Manager).await);
        let (convo, _) = record(app, chat()).await;
        let join = format!("{convo}/join");
        let first = bo.send(bo.request(reqwest::Method::POST, &join)).await.ok();
        assert_eq!(inside(&first), 1);
        assert_eq!(bo.post(&join, json!({"joinType": "solo"})).await.ok().data(), first.data());
        cy.post(&join, json!({})).await.refused(409);
        assert_eq!(inside(&cy.post(&join, json!({"joinType": "add"})).await.ok()), 2);
        let taken = bo.post(&join, json!({"joinType": "takeover"})).await.ok();
        assert_eq!((inside(&taken), taken.data()["participants"].as_array().unwrap().len()), (1, 2));
        cy.post(&format!("{convo}/leave"), json!({})).await.refused(409);
        assert_eq!(inside(&bo.post(&format!("{convo}/leave"), json!({})).await.ok()), 0);
        bo.post(&join, json!({"joinType": "sole"})).await.refused_fields(&["joinType"]);
        let events = bo.get("/api/events?limit=1000").await.ok();
        let told = |name: &str| events.rows().iter().filter(|event| event["type"] == name).count();
        assert_eq!((told("convo.created"), told("convo.updated")), (1, 4));
    }

    async fn only_agent_users_take_part(app: &TestApp) {
        let (convo, _) = record(app, chat()).await;
        let service = app.user(app.company, Role::Service).await;
        for actor in [app.administrator().await, app.agent().await, app.service().await, service] {
            for verb in ["join", "leave", "close"] {
                actor.post(&format!("{convo}/{verb}"), json!({})).await.refused(403);
            }
        }
    }

    async fn closing_ends_a_text(app: &TestApp) {
        let bo = app.user(app.company, Role::Agent).await;
        let text = json!({"channel": "text", "direction": "inbound", "status": "inProgress", "theme": "inbPayments", "content": {"body": "Hello"}});
        let (convo, id) = record(app, text).await;
        let closed = bo.post(&format!("{convo}/close"), json!({})).await.ok();
        assert_eq!(closed.data()["state"], "closed");
        assert_eq!(closed.data()["messages"][0]["body"], "Hello");
        let row = bo.get(&format!("/api/interactions/{id}")).await.ok();
        assert_eq!(row.data()["statusDetails"], "textConvoClosedByAgent");
        assert_eq!(row.data()["status"], "attempted");
        assert_eq!(row.data()["endedAt"], app.clock.now().to_string());
        for verb in ["join", "close", "leave"] {
            bo.post(&format!("{convo}/{verb}"), json!({})).await.refused(409);
        }
        let events = bo.get("/api/events?limit=1000").await.ok();
        let changes = |name: &str| events.rows().iter().find(|event| event["type"] == name).unwrap()["changes"].clone();
        assert_eq!(changes("convo.updated"), json!({"state": {"from": "open", "to": "closed"}}));
        assert_eq!(changes("interaction.updated")["status"], json!({"from": "inProgress", "to": "attempted"}));
    }

    async fn what_came_ended_is_closed_and_calls_have_none(app: &TestApp) {
        let bo = app.user(app.company, Role::Agent).await;
        let mut ended = chat();
        ended["endedAt"] = json!("2026-03-02T14:30:00Z");
        let (convo, _) = record(app, ended).await;
        assert_eq!(bo.get(&convo).await.ok().data()["state"], "closed");
        bo.post(&format!("{convo}/join"), json!({})).await.refused(409);
        let call = json!({"channel": "voice", "direction": "inbound", "status": "succeeded", "theme": "inbPayments"});
        let (convo, _) = record(app, call).await;
        bo.get(&convo).await.refused(404);
        bo.post(&format!("{convo}/join"), json!({})).await.refused(404);
    }

    async fn a_sensitive_conversation_is_locked(app: &TestApp) {
        let bo = app.user(app.company, Role::Agent).await;
        let mut secret = chat();
        secret["sensitive"] = json!(true);
        let (convo, _) = record(app, secret).await;
        bo.get(&convo).await.refused(403);
        bo.post(&format!("{convo}/join"), json!({})).await.refused(403);
        let manager = app.manager().await;
        manager.get(&convo).await.ok();
        let events = manager.get("/api/events?limit=1000").await.ok();
        assert_eq!(events.rows().iter().filter(|event| event["type"] == "interaction.read").count(), 1);
    }

    async fn the_cases_of_an_interaction_are_listed(app: &TestApp) {
        let agent = app.agent().await;
        let ada = app.person("Ada").await;
        let made = agent.post(&format!("/api/people/{ada}/interactions"), chat()).await.ok().id();
        let mut cases = Vec::new();
        for _ in 0..3 {
            let case = agent.post(&format!("/api/people/{ada}/cases"), json!({"caseType": "generic", "name": "Late fee"})).await.ok().id();
            cases.push(case);
        }
        for case in &cases[..2] {
            agent.put(&format!("/api/people/{ada}/cases/{case}/interactions/{made}"), json!({})).await.ok();
        }
        let path = format!("/api/people/{ada}/interactions/{made}/cases");
        let all = agent.get(&path).await.ok();
        assert_eq!((all.ids(), all.total()), (vec![cases[1].as_str(), cases[0].as_str()], 2));
        let page = agent.get(&format!("{path}?limit=1")).await.ok();
        let next = agent.get(page.body["nextUrl"].as_str().unwrap()).await.ok();
        assert_eq!((next.ids(), next.body["nextUrl"].is_null()), (vec![cases[0].as_str()], true));
        agent.get(&format!("{path}?startingAfter={}", cases[2])).await.refused_fields(&["startingAfter"]);
    }
}
