//! Do-not-interact types: cases that close channels by themselves.

use serde_json::{Value, json};

use crate::support::{Actor, on_both_stores};

const TYPES: &str = "/api/do-not-interact-types";

/// A case of a person and what it closes.
async fn closed(agent: &Actor, person: &str, case: &str) -> Value {
    agent.get(&format!("/api/people/{person}/cases/{case}/do-not-interact")).await.ok().data().clone()
}

on_both_stores! {
    async fn a_new_bankruptcy_closes_collection_for_thirty_days(app: &TestApp) {
        let (agent, administrator) = (app.agent().await, app.administrator().await);
        let body = json!({
            "name": "Bankruptcy", "caseType": "bankruptcy", "onStatus": "initiated", "channels": ["voice", "text"],
            "themes": ["opsCollDebt"], "duration": 30
        });
        agent.post(TYPES, body.clone()).await.refused(403);
        let made = administrator.post(TYPES, body).await.ok();
        assert_eq!((&made.data()["unit"], &made.data()["enabled"]), (&json!("calendarDays"), &json!(true)));
        let ada = app.person("Ada").await;
        let cases = format!("/api/people/{ada}/cases");
        let case = agent.post(&cases, json!({"caseType": "bankruptcy"})).await.ok().id();
        let instance = closed(&agent, &ada, &case).await;
        assert_eq!((&instance["source"], &instance["typeId"]), (&json!("doNotInteractType"), &json!(made.id())));
        assert_eq!((&instance["channels"], &instance["themes"]), (&json!(["voice", "text"]), &json!(["opsCollDebt"])));
        assert_eq!((&instance["startDate"], &instance["endDate"]), (&json!("2026-03-02"), &json!("2026-04-02")));
        let told: Vec<_> = app.events().await.into_iter().map(|event| event.name).collect();
        assert_eq!(told.iter().filter(|name| *name == "case.donotinteract.changed").count(), 1);

        let ask = json!({"channel": "voice", "theme": "opsCollDebt"});
        let phone = json!({"contactType": "phone", "value": "+15185550143", "label": "personal"});
        agent.post(&format!("/api/people/{ada}/contacts"), phone).await.ok();
        let answer = agent.post(&format!("/api/people/{ada}/can-interact"), ask).await.ok();
        let rules: Vec<_> = answer.data()["reasons"].as_array().unwrap().iter().map(|reason| reason["ruleId"].clone()).collect();
        assert!(rules.contains(&json!("CG-DNI")), "{}", answer.text);

        // Another kind of case closes nothing.
        let other = agent.post(&cases, json!({"caseType": "deceased"})).await.ok().id();
        agent.get(&format!("{cases}/{other}/do-not-interact")).await.refused(404);
    }

    async fn a_type_waits_for_its_outcome_and_leaves_what_somebody_settled(app: &TestApp) {
        let (agent, administrator) = (app.agent().await, app.administrator().await);
        let body = json!({
            "name": "Fraud", "caseType": "identityTheft", "onStatus": "completed", "onOutcome": "confirmed",
            "onCondition": [{"fieldName": "metaData.amount", "operator": "greaterThan", "value": "100", "dataType": "number"}]
        });
        let kind = administrator.post(TYPES, body).await.ok().id();
        let ada = app.person("Ada").await;
        let cases = format!("/api/people/{ada}/cases");
        let open = async |amount: i64| {
            let body = json!({"caseType": "identityTheft", "status": "processing", "metaData": {"amount": amount}});
            agent.post(&cases, body).await.ok().id()
        };
        let end = json!({"status": "completed", "outcome": "confirmed"});
        let (large, small, by_hand) = (open(500).await, open(50).await, open(500).await);
        agent.get(&format!("{cases}/{large}/do-not-interact")).await.refused(404);
        agent.put(&format!("{cases}/{by_hand}/do-not-interact"), json!({"channels": ["fax"]})).await.ok();
        for case in [&large, &small, &by_hand] {
            agent.put(&format!("{cases}/{case}"), end.clone()).await.ok();
        }
        let instance = closed(&agent, &ada, &large).await;
        assert_eq!((&instance["typeId"], &instance["endDate"]), (&json!(kind), &Value::Null));
        agent.get(&format!("{cases}/{small}/do-not-interact")).await.refused(404);
        assert_eq!(closed(&agent, &ada, &by_hand).await["channels"], json!(["fax"]));

        // Changed by hand it is somebody's own; taken away, the type leaves it so.
        agent.put(&format!("{cases}/{large}/do-not-interact"), json!({"channels": ["voice"]})).await.ok();
        assert_eq!(closed(&agent, &ada, &large).await["typeId"], Value::Null);
        administrator.delete(&format!("{TYPES}/{kind}")).await.ok();
        assert_eq!(agent.get(TYPES).await.ok().total(), 0);
        assert_eq!(closed(&agent, &ada, &large).await["channels"], json!(["voice"]));
    }

    async fn a_type_that_is_switched_off_makes_nothing(app: &TestApp) {
        let (agent, administrator) = (app.agent().await, app.administrator().await);
        let body = json!({"name": "Death", "caseType": "deceased", "onStatus": "initiated"});
        let kind = administrator.post(TYPES, body).await.ok().id();
        administrator.put(&format!("{TYPES}/{kind}"), json!({"enabled": false})).await.ok();
        let ada = app.person("Ada").await;
        let case = agent.post(&format!("/api/people/{ada}/cases"), json!({"caseType": "deceased"})).await.ok().id();
        agent.get(&format!("/api/people/{ada}/cases/{case}/do-not-interact")).await.refused(404);
        administrator.put(&format!("{TYPES}/{kind}"), json!({"onStatus": null})).await.refused_fields(&["onStatus"]);
        administrator.post(TYPES, json!({"name": "x"})).await.refused_fields(&["caseType"]);
    }
}
