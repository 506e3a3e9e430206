//! PUT merges: absent fields stay, null clears, stamps move only with their field.

use serde_json::{Value, json};

use crate::support::bodies::{call, email, with};
use crate::support::on_both_stores;

const BEGINNING: &str = "2026-03-02T15:00:00.000000+00:00";

on_both_stores! {
    async fn absent_stays_null_clears_and_a_value_replaces(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let whole = with(email(), json!({
            "statusDetails": "emailSent", "subject": "statement", "borrowerSelectedTheme": "inbOther",
            "agentOutcome": "voicePickedHungUp", "content": {"body": "dear Ada"}, "metaData": {"a": "b"},
            "sensitive": false, "externalId": "e-1", "isTransactional": true, "twilioErrorCode": "30003",
            "failureDescriptionShort": "short", "failureDescriptionLong": "long",
            "startedAt": "2026-03-01", "endedAt": "2026-03-02", "scheduledAtFrom": "2026-03-01", "scheduledAtTo": "2026-03-02",
        }));
        let made = agent.post(&path, whole).await.ok();
        let one = format!("{path}/{}", made.id());
        let same = agent.put(&one, json!({})).await.ok();
        assert_eq!(same.data(), made.data());

        app.clock.turn(3600);
        let again = agent.put(&one, json!({"status": "attempted", "statusDetails": "emailSent"})).await.ok();
        assert_eq!(again.data(), made.data(), "what changes nothing leaves no trace");

        let clearable = ["statusDetails", "subject", "borrowerSelectedTheme", "agentOutcome", "content", "metaData",
            "externalId", "isTransactional", "twilioErrorCode", "failureDescriptionShort", "failureDescriptionLong",
            "endedAt", "scheduledAtFrom", "scheduledAtTo"];
        for field in clearable {
            let cleared = agent.put(&one, json!({field: null})).await.ok();
            assert_eq!(cleared.data()[field], Value::Null, "{field}");
        }
        let left = agent.get(&one).await.ok();
        for field in ["channel", "direction", "status", "theme", "startedAt", "createdAt", "isExternal"] {
            assert_eq!(left.data()[field], made.data()[field], "{field}");
        }
        let put = agent.put(&one, json!({"content": {"body": "new"}, "channel": "voice"})).await.ok();
        assert_eq!(put.data()["content"], json!({"body": "new"}));
        assert_eq!(agent.get(&one).await.ok().data(), put.data());
    }

    async fn what_is_needed_cannot_be_cleared(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let made = agent.post(&path, call()).await.ok();
        let one = format!("{path}/{}", made.id());
        let nulls = json!({"channel": null, "direction": null, "status": null, "theme": null, "startedAt": null});
        agent.put(&one, nulls).await.refused_fields(&["channel", "direction", "startedAt", "status", "theme"]);
        assert_eq!(agent.get(&one).await.ok().data(), made.data());
        let bad = json!({"channel": "x", "statusDetails": "emailSent", "contactId": "ext-none", "externalId": ""});
        agent.put(&one, bad).await.refused_fields(&["channel", "contactId", "externalId", "statusDetails"]);
        assert_eq!(agent.get(&one).await.ok().data(), made.data());
    }

    async fn each_stamp_moves_with_its_own_field_only(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let made = agent.post(&path, with(email(), json!({"statusDetails": "emailSent"}))).await.ok();
        let one = format!("{path}/{}", made.id());
        let stamps = ["statusUpdatedAt", "statusDetailsUpdatedAt", "agentOutcomeUpdatedAt"];
        assert_eq!(stamps.map(|stamp| &made.data()[stamp]), [BEGINNING, BEGINNING, ""].map(said).each_ref());

        // (what is put, which stamps move)
        for (body, moved) in [
            (json!({"metaData": {"x": "y"}}), [false, false, false]),
            (json!({"agentOutcome": "voicePickedHungUp"}), [false, false, true]),
            (json!({"statusDetails": "emailOpened"}), [true, true, false]),
            (json!({"statusDetails": "emailClick"}), [false, true, false]),
            (json!({"status": "succeeded"}), [false, false, false]),
            (json!({"statusDetails": null}), [false, true, false]),
            (json!({"status": "failed", "agentOutcome": null}), [true, false, true]),
        ] {
            let before = agent.get(&one).await.ok();
            app.clock.turn(60);
            let after = agent.put(&one, body.clone()).await.ok();
            for (stamp, moved) in stamps.into_iter().zip(moved) {
                let expected = if moved { json!(app.clock.now()) } else { before.data()[stamp].clone() };
                assert_eq!(after.data()[stamp], expected, "{body}: {stamp}");
            }
        }
    }

    async fn the_life_of_an_email(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let made = agent.post(&path, with(email(), json!({"statusDetails": "emailSent"}))).await.ok();
        let one = format!("{path}/{}", made.id());
        // Details alone bring the status they force (D12).
        assert_eq!(agent.put(&one, json!({"statusDetails": "emailOpened"})).await.ok().data()["status"], "succeeded");
        assert_eq!(agent.put(&one, json!({"statusDetails": "emailBounced"})).await.ok().data()["status"], "failed");
        let both = json!({"status": "attempted", "statusDetails": "emailBounced"});
        agent.put(&one, both).await.refused_fields(&["statusDetails"]);
        let other = json!({"statusDetails": "voiceConnected"});
        agent.put(&one, other).await.refused_fields(&["statusDetails"]);
        agent.put(&one, json!({"channel": "voice"})).await.refused_fields(&["statusDetails"]);
        agent.put(&one, json!({"direction": "inbound"})).await.refused_fields(&["statusDetails"]);
    }

    async fn an_external_one_moves_freely(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let made = agent.post(&path, call()).await.ok();
        for status in ["canceled", "scheduled", "inProgress", "failed", "scheduled", "succeeded", "canceled", "attempted"] {
            let put = agent.put(&format!("{path}/{}", made.id()), json!({"status": status})).await.ok();
            assert_eq!(put.data()["status"], status);
        }
    }

    async fn a_native_one_follows_its_course(app: &TestApp) {
        let agent = app.agent().await;
        let ada = app.person("Ada").await;
        let all = ["scheduled", "inProgress", "attempted", "succeeded", "failed", "canceled"];
        let allowed = |from: &str| match from {
            "scheduled" => vec!["inProgress", "attempted", "failed", "canceled"],
            "inProgress" | "attempted" | "succeeded" | "failed" => vec!["attempted", "succeeded", "failed"],
            _ => vec![],
        };
        for from in all {
            for to in all {
                let native = app.native(&ada, with(email(), json!({"status": from}))).await;
                let one = format!("/api/people/{ada}/interactions/{native}");
                let put = agent.put(&one, json!({"status": to})).await;
                if from == to || allowed(from).contains(&to) {
                    assert_eq!(put.ok().data()["status"], to, "from {from}");
                } else {
                    put.refused(409);
                    assert_eq!(agent.get(&one).await.ok().data()["status"], from);
                }
            }
        }
    }

    async fn a_change_is_an_event_that_tells_what_changed(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let made = agent.post(&path, call()).await.ok();
        let one = format!("{path}/{}", made.id());
        agent.put(&one, json!({"status": "failed", "content": {"body": "lorem"}})).await.ok();
        agent.put(&one, json!({"status": "failed"})).await.ok();
        let events = app.events().await;
        let mine: Vec<_> = events.iter().filter(|event| event.object.id() == made.id()).collect();
        let names: Vec<_> = mine.iter().map(|event| event.name.as_str()).collect();
        assert_eq!(names, ["interaction.created", "interaction.updated"]);
        let changes: Value = serde_json::from_str(&mine[1].changes).unwrap();
        assert_eq!(changes["status"], json!({"from": "succeeded", "to": "failed"}));
        assert!(!mine[1].changes.contains("lorem"));
        assert_eq!((mine[1].actor_kind.as_str(), mine[1].address.as_deref()), ("apiKey", Some("127.0.0.1")));
    }

    async fn why_an_interaction_was_locked_stands_in_the_audit_trail(app: &TestApp) {
        let manager = app.manager().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let made = manager.post(&path, call()).await.ok();
        let one = format!("{path}/{}", made.id());
        manager.put(&one, json!({"sensitive": true, "reason": "about a hardship"})).await.ok();
        // Nothing changes here, so nothing is told.
        manager.put(&one, json!({"sensitive": true, "reason": "once more"})).await.ok();
        manager.put(&one, json!({"status": "failed", "sensitive": true, "reason": "and again"})).await.ok();
        manager.put(&one, json!({"reason": "alone"})).await.refused_fields(&["reason"]);
        manager.put(&one, json!({"sensitive": false, "reason": ""})).await.refused_fields(&["reason"]);
        let told = manager.get(&format!("{one}/events?after=0")).await.ok();
        let updates: Vec<_> = told.rows().iter().filter(|event| event["type"] == "interaction.updated").collect();
        let locked = json!({"sensitive": {"from": false, "to": true}, "reason": "about a hardship"});
        assert_eq!(updates[0]["changes"], locked);
        assert_eq!((updates.len(), &updates[1]["changes"]["reason"]), (2, &Value::Null));
    }

    async fn whoever_loses_an_interaction_is_told_as_well_as_whoever_gets_it(app: &TestApp) {
        let manager = app.manager().await;
        let (ada, bob) = (app.person("Ada").await, app.person("Bob").await);
        let made = manager.post(&format!("/api/people/{ada}/interactions"), call()).await.ok().id();
        manager.put(&format!("/api/interactions/{made}/person"), json!({"personId": bob})).await.ok();
        manager.put(&format!("/api/interactions/{made}/person"), json!({"personId": null})).await.ok();
        for (person, count) in [(ada, 1), (bob, 2)] {
            let told = manager.get(&format!("/api/people/{person}/events")).await.ok();
            let moved = told.rows().iter().filter(|event| event["type"] == "interaction.associated").count();
            assert_eq!(moved, count, "{}", told.text);
        }
    }
}

fn said(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { json!(text) }
}
