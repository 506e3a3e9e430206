//! Recording what took place elsewhere.

use serde_json::{Value, json};

use crate::support::bodies::{call, email, with, without};
use crate::support::on_both_stores;

on_both_stores! {
    async fn every_channel_can_be_recorded_and_read_again(app: &TestApp) {
        let agent = app.agent().await;
        let ada = app.person("Ada").await;
        for channel in ["voice", "email", "fax", "text", "chat", "mail", "gui", "document"] {
            let body = with(call(), json!({"channel": channel, "content": {"body": format!("by {channel}")}}));
            let made = agent.post(&format!("/api/people/{ada}/interactions"), body.clone()).await.ok();
            for (name, value) in body.as_object().unwrap() {
                assert_eq!(made.data()[name], *value, "{channel}: {name}");
            }
            for path in [format!("/api/interactions/{}", made.id()), format!("/api/people/{ada}/interactions/{}", made.id())] {
                assert_eq!(agent.get(&path).await.ok().data(), made.data());
            }
        }
    }

    async fn a_new_interaction_tells_what_the_server_added(app: &TestApp) {
        let agent = app.agent().await;
        let ada = app.person("Ada").await;
        let now = "2026-03-02T15:00:00.000000+00:00";
        let made = agent.post(&format!("/api/people/{ada}/interactions"), call()).await.ok();
        let data = made.data();
        assert!(is_id(&made.id(), "IN"), "{}", made.id());
        assert!(is_id(&ada, "BO"), "{ada}");
        assert_eq!(data["object"], "interaction");
        assert_eq!(data["personId"], json!(ada));
        for field in ["createdAt", "startedAt", "statusUpdatedAt"] {
            assert_eq!(data[field], now, "{field}");
        }
        assert_eq!((&data["isExternal"], &data["sensitive"]), (&json!(true), &json!(false)));
        assert_eq!(data["createdBy"]["descriptor"], "apiKey");
        assert_eq!(data["createdBy"]["name"], "agent");
        for field in ["updatedAt", "deletedAt", "endedAt", "statusDetails", "agentOutcome", "content", "loanId",
            "statusDetailsUpdatedAt", "agentOutcomeUpdatedAt", "externalId", "previousInteractionId"] {
            assert_eq!(data.get(field), Some(&Value::Null), "{field}");
        }
        assert_eq!(data["loanIds"], json!([]));
        assert_eq!(data.get("locked"), None);
    }

    async fn a_user_is_told_as_the_employee_who_recorded_it(app: &TestApp) {
        let user = app.user(app.company, domain::vocabulary::Role::Agent).await;
        let ada = app.person("Ada").await;
        let made = user.post(&format!("/api/people/{ada}/interactions"), call()).await.ok();
        let by = &made.data()["createdBy"];
        assert_eq!(by["descriptor"], "employee");
        assert!(is_id(by["id"].as_str().unwrap(), "UR"), "{by}");
    }

    async fn what_only_the_server_says_and_what_nobody_knows_is_ignored(app: &TestApp) {
        let agent = app.agent().await;
        let ada = app.person("Ada").await;
        let body = with(call(), json!({
            "id": "IN-2222-2222", "isExternal": false, "createdAt": "2001-01-01", "deletedAt": "2001-01-01",
            "object": "x", "createdBy": {"id": "me"}, "statusUpdatedAt": "2001-01-01", "nonsense": {"a": [1]},
        }));
        let data = agent.post(&format!("/api/people/{ada}/interactions"), body).await.ok().body;
        let data = &data["data"];
        assert_eq!(data["isExternal"], true);
        assert_eq!(data["createdAt"], "2026-03-02T15:00:00.000000+00:00");
        assert_eq!(data["statusUpdatedAt"], data["createdAt"]);
        assert_eq!(data["deletedAt"], Value::Null);
        assert_eq!(data.get("nonsense"), None);
        assert_ne!(data["id"], "IN-2222-2222");
    }

    async fn times_come_in_with_any_offset_and_go_out_in_utc(app: &TestApp) {
        let agent = app.agent().await;
        let ada = app.person("Ada").await;
        let body = with(email(), json!({
            "status": "scheduled",
            "startedAt": "2026-02-28", "endedAt": "2026-03-01T23:30:00.1234567-05:00",
            "scheduledAtFrom": "2026-03-03T09:00:00+02:00", "scheduledAtTo": "2026-03-03T10:00:00Z",
        }));
        let made = agent.post(&format!("/api/people/{ada}/interactions"), body).await.ok();
        let data = made.data();
        assert_eq!(data["startedAt"], "2026-02-28T00:00:00.000000+00:00");
        assert_eq!(data["endedAt"], "2026-03-02T04:30:00.123456+00:00");
        assert_eq!(data["scheduledAtFrom"], "2026-03-03T07:00:00.000000+00:00");
        assert_eq!(data["scheduledAtTo"], "2026-03-03T10:00:00.000000+00:00");
    }

    async fn a_content_comes_back_as_it_was_sent(app: &TestApp) {
        let agent = app.agent().await;
        let ada = app.person("Ada").await;
        let content = json!({"b": 1, "a": [true, null, 1.50, -0.0, {"deep": "\u{1F980} \" \\ \n\t"}], "": "empty name",
            "big": 9_007_199_254_740_993_i64});
        let body = with(call(), json!({"content": content, "metaData": {"crm": "A-1"}}));
        let made = agent.post(&format!("/api/people/{ada}/interactions"), body).await.ok();
        let read = agent.get(&format!("/api/interactions/{}", made.id())).await.ok();
        assert_eq!(read.data()["content"], content);
        assert_eq!(read.data()["metaData"], json!({"crm": "A-1"}));
    }

    async fn an_external_id_is_taken_once_and_for_ever(app: &TestApp) {
        let manager = app.manager().await;
        let (ada, bob) = (app.person("Ada").await, app.person("Bob").await);
        let body = with(call(), json!({"externalId": "call/7 é"}));
        let made = manager.post(&format!("/api/people/{ada}/interactions"), body.clone()).await.ok();
        assert_eq!(made.data()["externalId"], "call/7 é");
        let again = manager.post(&format!("/api/people/{bob}/interactions"), body.clone()).await.refused(409);
        assert!(again.message().starts_with("Duplicate external ID"), "{}", again.message());
        let by_ext = "ext-call%2F7%20%C3%A9";
        assert_eq!(manager.get(&format!("/api/interactions/{by_ext}")).await.ok().id(), made.id());
        assert_eq!(manager.get(&format!("/api/people/{ada}/interactions/{by_ext}")).await.ok().id(), made.id());
        manager.get(&format!("/api/people/{bob}/interactions/{by_ext}")).await.refused(404);

        manager.delete(&format!("/api/people/{ada}/interactions/{by_ext}")).await.ok();
        manager.get(&format!("/api/interactions/{by_ext}")).await.refused(404);
        let after = manager.post(&format!("/api/people/{ada}/interactions"), body).await.refused(409);
        assert!(after.message().starts_with("Duplicate external ID"), "{}", after.message());
        assert_eq!(manager.get("/api/interactions").await.ok().total(), 0);
    }

    async fn a_change_cannot_take_another_ones_external_id(app: &TestApp) {
        let agent = app.agent().await;
        let ada = app.person("Ada").await;
        let path = format!("/api/people/{ada}/interactions");
        agent.post(&path, with(call(), json!({"externalId": "one"}))).await.ok();
        agent.post(&path, with(call(), json!({"externalId": "two"}))).await.ok();
        let refused = agent.put(&format!("{path}/ext-two"), json!({"externalId": "one"})).await.refused(409);
        assert!(refused.message().starts_with("Duplicate external ID"), "{}", refused.message());
        agent.put(&format!("{path}/ext-two"), json!({"externalId": "two", "status": "failed"})).await.ok();
        agent.put(&format!("{path}/ext-two"), json!({"externalId": "three"})).await.ok();
        agent.get("/api/interactions/ext-three").await.ok();
        agent.get("/api/interactions/ext-two").await.refused(404);
    }

    async fn an_external_id_is_bare_and_has_a_length(app: &TestApp) {
        let agent = app.agent().await;
        let ada = app.person("Ada").await;
        let path = format!("/api/people/{ada}/interactions");
        let longest = "é".repeat(255);
        agent.post(&path, with(call(), json!({"externalId": longest}))).await.ok();
        for bad in [json!(""), json!("x".repeat(256)), json!(7), json!("a\u{0}b")] {
            agent.post(&path, with(call(), json!({"externalId": bad}))).await.refused_fields(&["externalId"]);
        }
        agent.post(&path, with(call(), json!({"externalId": null}))).await.ok();
    }

    async fn a_person_is_named_by_id_or_external_id(app: &TestApp) {
        let agent = app.agent().await;
        agent.post("/api/people", json!({"externalId": "ada"})).await.ok();
        let made = agent.post("/api/people/ext-ada/interactions", call()).await.ok();
        assert_eq!(agent.get("/api/people/ext-ada/interactions").await.ok().ids(), [made.id()]);
        for missing in ["ext-bob", "BO-2222-2222", "nobody", "ext-", "%00"] {
            agent.post(&format!("/api/people/{missing}/interactions"), call()).await.refused(404);
            agent.get(&format!("/api/people/{missing}/interactions")).await.refused(404);
        }
    }

    async fn an_inbound_one_may_belong_to_nobody_until_it_is_associated(app: &TestApp) {
        let (agent, manager, service) = (app.agent().await, app.manager().await, app.service().await);
        let ada = app.person("Ada").await;
        let made = agent.post("/api/interactions", call()).await.ok();
        assert_eq!(made.data()["personId"], Value::Null);
        let path = format!("/api/interactions/{}", made.id());
        agent.get(&path).await.refused(404);
        assert_eq!(agent.get("/api/interactions").await.ok().total(), 0);
        agent.get("/api/interactions?hasNoPerson=true").await.refused(403);
        for seer in [&manager, &service] {
            assert_eq!(seer.get("/api/interactions?hasNoPerson=true").await.ok().ids(), [made.id()]);
            assert_eq!(seer.get("/api/interactions?hasNoPerson=false").await.ok().total(), 0);
        }
        let to_ada = json!({"personId": ada});
        agent.put(&format!("{path}/person"), to_ada.clone()).await.refused(403);
        service.put(&format!("{path}/person"), to_ada.clone()).await.refused(403);
        manager.put(&format!("{path}/person"), json!({"personId": "ext-nobody"})).await.refused_fields(&["personId"]);
        manager.put(&format!("{path}/person"), json!({})).await.refused_fields(&["personId"]);

        app.clock.turn(60);
        let linked = manager.put(&format!("{path}/person"), to_ada).await.ok();
        assert_eq!(linked.data()["personId"], json!(ada));
        assert_eq!(linked.data()["updatedAt"], "2026-03-02T15:01:00.000000+00:00");
        assert_eq!(agent.get(&format!("/api/people/{ada}/interactions")).await.ok().ids(), [made.id()]);
        assert_eq!(manager.get("/api/interactions?hasNoPerson=true").await.ok().total(), 0);

        manager.put(&format!("{path}/person"), json!({"personId": null})).await.ok();
        agent.get(&path).await.refused(404);
        assert_eq!(manager.get("/api/interactions?hasNoPerson=true").await.ok().total(), 1);
    }

    async fn an_outbound_one_needs_a_person(app: &TestApp) {
        let manager = app.manager().await;
        manager.post("/api/interactions", email()).await.refused_fields(&["direction"]);
        let bare = manager.post("/api/interactions", without(call(), "direction")).await;
        bare.refused_fields(&["direction"]);
        assert_eq!(manager.get("/api/interactions").await.ok().total(), 0);
    }
}

/// Two letters and two groups of at least four symbols without look-alikes.
fn is_id(text: &str, prefix: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let symbols = |group: &str| group.chars().all(|c| "23456789ABCDEFGHJKLMNPQRSTUVWXYZ".contains(c));
    matches!(groups[..], [first, one, two] if first == prefix
        && one.len() >= 4 && one.len() == two.len() && symbols(one) && symbols(two))
}
