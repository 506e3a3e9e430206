//! What Compliance Guard says of a send: refused with its rule, put off, let pass once.

use domain::vocabulary::Role;
use serde_json::json;
use server::jobs::outbox::run_due;

use super::{Desk, with};
use crate::support::{Actor, on_both_stores};

on_both_stores! {
    async fn a_text_to_somebody_who_takes_none_is_refused_and_on_record(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let contacts = format!("/api/people/{}/contacts", desk.person);
        let silent = json!({"contactType": "phone", "value": "+15185550199", "label": "personal"});
        let silent = desk.administrator.post(&contacts, silent).await.ok().id();
        let text = json!({
            "personId": desk.person, "channel": "text", "subject": "freeForm", "theme": "opsCollDebt",
            "contactId": silent, "isAutodialed": true, "externalId": "T-1", "content": {"body": "Please call us. STOP ends."}
        });
        let refused = desk.send(text.clone()).await.refused(422);
        let body = &refused.body;
        assert!(body["complianceGuardRuleId"].is_string(), "{body}");
        assert!(body.get("sendAt").is_none(), "{body}");
        let id = body["interactionId"].as_str().unwrap();
        let blocked = desk.agent.get(&format!("/api/interactions/{id}")).await.ok().data().clone();
        assert_eq!(blocked["status"], "failed");
        assert_eq!(blocked["statusDetails"], "blockedByComplianceGuard");
        assert_eq!(blocked["complianceGuardRuleId"], body["complianceGuardRuleId"]);
        assert_eq!(blocked["externalId"], json!(null), "the same send may be tried again");
        assert_eq!(run_due(&app.app).await.unwrap(), 0);
        desk.send(text).await.refused(422);
        assert_eq!(desk.rows().await.len(), 2);
        let told: Vec<_> = app.events().await.into_iter().map(|event| event.name).collect();
        assert_eq!(told.iter().filter(|name| *name == "interaction.blocked").count(), 2);
        assert_eq!(told.iter().filter(|name| *name == "communication.send").count(), 0);
    }

    async fn at_night_a_text_is_deferred_to_the_morning_and_goes_then(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        // 22:30 in Albany.
        app.clock.turn(12 * 3600 + 1800);
        let text = json!({
            "personId": desk.person, "channel": "text", "subject": "freeForm", "theme": "opsCollDebt",
            "externalId": "T-2", "content": {"body": "Your payment is late. Reply STOP to end texts."}
        });
        let refused = desk.send(text.clone()).await.refused(422);
        assert_eq!(refused.body["sendAt"], "2026-03-03T13:00:00.000000+00:00", "{}", refused.body);
        app.clock.turn(9 * 3600 + 1800);
        let sent = desk.send(text).await.ok();
        run_due(&app.app).await.unwrap();
        assert_eq!(desk.interaction(&sent).await["status"], "attempted");
    }

    async fn a_refusal_by_the_guard_is_not_remembered_under_its_idempotency_key(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        app.clock.turn(12 * 3600 + 1800);
        let text = json!({
            "personId": desk.person, "channel": "text", "subject": "freeForm", "theme": "opsCollDebt",
            "content": {"body": "Your payment is late. Reply STOP to end texts."}
        });
        let keyed = |actor: &Actor| {
            actor.request(reqwest::Method::POST, "/api/communicator/send").header("Idempotency-Key", "one").json(&text)
        };
        desk.agent.send(keyed(&desk.agent)).await.refused(422);
        app.clock.turn(9 * 3600 + 1800);
        let sent = desk.agent.send(keyed(&desk.agent)).await.ok();
        let again = desk.agent.send(keyed(&desk.agent)).await.ok();
        assert_eq!(sent.data(), again.data());
        assert_eq!(run_due(&app.app).await.unwrap(), 1);
    }

    async fn of_two_sends_for_the_last_place_one_goes(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let light = json!({"collectionsIntensity": "light"});
        desk.administrator.put(&format!("/api/people/{}", desk.person), light).await.ok();
        let one_a_week = json!({"settings": {"complianceGuard": {"intensity": {"light": 1}}}});
        desk.administrator.put("/api/company", one_a_week).await.ok();
        let overdue = with(desk.email(), json!({"theme": "opsCollDebt"}));
        let sends = (0..8).map(|_| desk.agent.post("/api/communicator/send", overdue.clone()));
        let answers = futures::future::join_all(sends).await;
        let accepted = answers.iter().filter(|answer| answer.status == 200).count();
        assert_eq!(accepted, 1, "{:?}", answers.iter().map(|answer| &answer.body).collect::<Vec<_>>());
        assert_eq!(run_due(&app.app).await.unwrap(), 1);
        assert_eq!(desk.rows().await.len(), 8);
    }

    async fn an_override_that_names_no_address_lets_one_message_pass(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let person = format!("/api/people/{}", desk.person);
        desk.administrator.put(&person, json!({"collectionsIntensity": "light"})).await.ok();
        let one_a_week = json!({"settings": {"complianceGuard": {"intensity": {"light": 1}}}});
        desk.administrator.put("/api/company", one_a_week).await.ok();
        let overdue = with(desk.email(), json!({"theme": "opsCollDebt"}));
        desk.send(overdue.clone()).await.ok();
        desk.send(overdue.clone()).await.refused(422);
        let manager = app.user(app.company, Role::Manager).await;
        let proposal = json!({"channel": "email", "theme": "opsCollDebt", "subject": "freeForm"});
        let body = json!({"ruleId": "CG-INTENSITY", "reason": "she asked for it", "proposal": proposal});
        let given = manager.post(&format!("{person}/overrides"), body).await.ok().id();
        let sent = desk.send(overdue.clone()).await.ok();
        let listed = manager.get(&format!("{person}/overrides")).await.ok();
        assert_eq!((&listed.rows()[0]["id"], &listed.rows()[0]["usedBy"]), (&json!(given), &sent.data()["id"]));
        desk.send(overdue).await.refused(422);
        run_due(&app.app).await.unwrap();
        assert_eq!(desk.interaction(&sent).await["status"], "attempted");
    }

    async fn of_two_accepted_for_fewer_places_than_before_one_still_goes(app: &TestApp) {
        let desk = Desk::open(app, json!({})).await;
        let light = json!({"collectionsIntensity": "light"});
        desk.administrator.put(&format!("/api/people/{}", desk.person), light).await.ok();
        let a_week = |most: i64| json!({"settings": {"complianceGuard": {"intensity": {"light": most}}}});
        desk.administrator.put("/api/company", a_week(2)).await.ok();
        let overdue = with(desk.email(), json!({"theme": "opsCollDebt"}));
        let (one, two) = (desk.send(overdue.clone()).await.ok(), desk.send(overdue).await.ok());
        desk.administrator.put("/api/company", a_week(1)).await.ok();
        assert_eq!(run_due(&app.app).await.unwrap(), 2);
        // The first is refused for the second's sake; refused, it no longer stands in the second's way.
        let (one, two) = (desk.interaction(&one).await, desk.interaction(&two).await);
        assert_eq!((&one["status"], &one["statusDetails"]), (&json!("failed"), &json!("blockedByComplianceGuard")));
        assert_eq!(two["status"], "attempted");
    }
}
