//! What Compliance Guard asks about a person, recorded, changed, taken back.

mod company;
mod overrides;
mod store;
mod types;

use serde_json::{Value, json};

use crate::support::{Actor, on_both_stores};

on_both_stores! {
    async fn an_agent_records_who_represents_ada_and_that_it_stopped_answering(app: &TestApp) {
        let (agent, ada) = (app.agent().await, app.person("Ada").await);
        let path = format!("/api/people/{ada}/legal-representatives");
        let body = json!({"name": "Roe & Poe", "phone": "(202) 555-0143", "email": "roe@law.example", "address": {"city": "Reno"}});
        let lawyer = agent.post(&path, body).await.ok();
        assert_eq!((&lawyer.data()["status"], &lawyer.data()["phone"]), (&json!("active"), &json!("+12025550143")));
        let one = format!("{path}/{}", lawyer.id());
        let silent = agent.put(&one, json!({"status": "nonResponsive", "email": null})).await.ok();
        assert_eq!((&silent.data()["name"], &silent.data()["email"]), (&json!("Roe & Poe"), &Value::Null));
        assert_eq!(agent.get(&one).await.ok().data()["status"], "nonResponsive");
        assert_eq!(agent.get(&path).await.ok().total(), 1);
        agent.post(&path, json!({"status": "retired", "phone": "ask"})).await.refused_fields(&["phone", "status"]);

        let bob = app.person("Bob").await;
        agent.get(&one.replace(&ada, &bob)).await.refused(404);
        assert_eq!(agent.get(&path.replace(&ada, &bob)).await.ok().total(), 0);
        agent.delete(&one).await.ok();
        agent.get(&one).await.refused(404);
        assert_eq!(agent.get(&path).await.ok().total(), 0);
        let told = ["created", "updated", "deleted"].map(|verb| format!("legalRepresentative.{verb}"));
        assert_eq!(events_of(&agent, &lawyer.id()).await, told);
    }

    async fn what_ada_agreed_to_is_kept_when_she_takes_it_back(app: &TestApp) {
        let (agent, ada) = (app.agent().await, app.person("Ada").await);
        let path = format!("/api/people/{ada}/consents");
        let phone = json!({"contactType": "phone", "value": "+12025550143", "externalId": "mobile"});
        let phone = agent.post(&format!("/api/people/{ada}/contacts"), phone).await.ok().id();
        let given = agent.post(&path, json!({"kind": "text", "contactId": "ext-mobile", "source": "form"})).await.ok();
        assert_eq!((&given.data()["contactId"], &given.data()["revokedAt"]), (&json!(phone), &Value::Null));
        assert_eq!(given.data()["givenAt"], json!(app.clock.now()));

        app.clock.turn(60);
        let one = format!("{path}/{}", given.id());
        let revoked = agent.delete(&one).await.ok();
        assert_eq!(revoked.data()["revokedAt"], json!(app.clock.now()));
        app.clock.turn(60);
        assert_eq!(agent.delete(&one).await.ok().data()["revokedAt"], revoked.data()["revokedAt"]);
        let listed = agent.get(&path).await.ok();
        assert_eq!((listed.total(), &listed.rows()[0]["revokedAt"]), (1, &revoked.data()["revokedAt"]));
        assert_eq!(events_of(&agent, &given.id()).await, ["consent.created", "consent.revoked"]);
    }

    async fn a_consent_to_extra_calls_is_short_and_a_refusal_was_never_given(app: &TestApp) {
        let (agent, ada) = (app.agent().await, app.person("Ada").await);
        let path = format!("/api/people/{ada}/consents");
        let extra = agent.post(&path, json!({"kind": "extraCalls"})).await.ok();
        assert_eq!(extra.data()["expiresAt"], "2026-03-09T15:00:00.000000+00:00");
        let long = json!({"kind": "extraCalls", "expiresAt": "2026-03-09T15:00:01Z"});
        agent.post(&path, long).await.refused_fields(&["expiresAt"]);
        let refusal = agent.post(&path, json!({"kind": "voice", "revokedAt": "2026-03-01T09:00:00-05:00"})).await.ok();
        assert_eq!(refusal.data()["givenAt"], Value::Null);
        agent.post(&path, json!({"kind": "voice", "givenAt": null})).await.refused_fields(&["givenAt"]);
        agent.post(&path, json!({"kind": "voice", "givenAt": "2026-03-03"})).await.refused_fields(&["givenAt"]);
        agent.post(&path, json!({"loanId": 7})).await.refused_fields(&["kind", "loanId"]);

        let bob = app.person("Bob").await;
        let loan = agent.post(&format!("/api/people/{bob}/loans"), json!({})).await.ok().id();
        agent.post(&path, json!({"kind": "voice", "loanId": loan})).await.refused_fields(&["loanId"]);
        assert_eq!(agent.get(&path).await.ok().total(), 2);
    }

    async fn a_case_closes_mondays_at_work_and_opens_them_again(app: &TestApp) {
        let (agent, ada) = (app.agent().await, app.person("Ada").await);
        let cases = format!("/api/people/{ada}/cases");
        let case = agent.post(&cases, json!({"caseType": "generic", "name": "night shift"})).await.ok().id();
        let path = format!("{cases}/{case}/do-not-interact");
        agent.get(&path).await.refused(404);
        agent.delete(&path).await.refused(404);
        let mondays = json!({"channels": ["voice", "text"], "themes": ["all"], "startDate": "2026-03-02", "daysOfWeek": [1],
            "timesOfDay": [{"fromHour": 9, "toHour": 17}], "contactLabels": ["work"], "timezone": "America/Denver"});
        let closed = agent.put(&path, mondays.clone()).await.ok();
        for (field, value) in mondays.as_object().unwrap() {
            assert_eq!(closed.data()[field], *value, "{field}");
        }
        assert_eq!(closed.data()["source"], "api");
        agent.put(&path, json!({"channels": ["gui"], "themes": ["opsAccountCredentials"]})).await.refused_fields(&["channels", "themes"]);
        agent.put(&path, json!({"endDate": "2026-03-01"})).await.refused_fields(&["endDate"]);
        let until = agent.put(&path, json!({"endDate": "2026-03-31", "daysOfWeek": null})).await.ok();
        assert_eq!((&until.data()["channels"], &until.data()["daysOfWeek"]), (&mondays["channels"], &json!([])));
        assert_eq!(agent.get(&path).await.ok().data(), until.data());

        let bob = app.person("Bob").await;
        agent.get(&path.replace(&ada, &bob)).await.refused(404);
        agent.delete(&path).await.ok();
        agent.get(&path).await.refused(404);
        let changed = "case.donotinteract.changed";
        assert_eq!(events_of(&agent, &case).await, ["case.created", changed, changed, changed]);
    }

    async fn what_is_known_of_a_number_and_a_loan_is_kept(app: &TestApp) {
        let (agent, ada) = (app.agent().await, app.person("Ada").await);
        let person = format!("/api/people/{ada}");
        let phone = json!({"contactType": "phone", "value": "+12025550143", "label": "work", "line": "landline"});
        let phone = agent.post(&format!("{person}/contacts"), phone).await.ok();
        assert_eq!((&phone.data()["line"], &phone.data()["refusedByEmployer"]), (&json!("landline"), &json!(false)));
        let one = format!("{person}/contacts/{}", phone.id());
        let known = json!({"line": null, "refusedByEmployer": true, "reassignedCheckedAt": "2026-03-01T00:00:00.000000+00:00"});
        agent.put(&one, known.clone()).await.ok();
        let read = agent.get(&one).await.ok();
        for (field, value) in known.as_object().unwrap() {
            assert_eq!(read.data()[field], *value, "{field}");
        }
        agent.put(&one, json!({"line": "fibre"})).await.refused_fields(&["line"]);

        let loan = agent.post(&format!("{person}/loans"), json!({"servicedBy": "thirdParty", "daysOverdue": 45, "security": "automobile"})).await.ok();
        assert_eq!((&loan.data()["daysOverdue"], &loan.data()["security"]), (&json!(45), &json!("automobile")));
        let one = format!("{person}/loans/{}", loan.id());
        agent.put(&one, json!({"daysOverdue": 0, "security": null})).await.ok();
        let read = agent.get(&one).await.ok();
        assert_eq!((&read.data()["daysOverdue"], &read.data()["security"]), (&json!(0), &Value::Null));
        agent.put(&one, json!({"daysOverdue": -1, "security": "boat"})).await.refused_fields(&["daysOverdue", "security"]);
        agent.put(&person, json!({"collectionsIntensity": "light", "timezone": "America/Denver"})).await.ok();
        let read = agent.get(&person).await.ok();
        assert_eq!((&read.data()["collectionsIntensity"], &read.data()["timezone"]), (&json!("light"), &json!("America/Denver")));
    }
}

/// The types of the events about an object, in order.
async fn events_of(reader: &Actor, id: &str) -> Vec<String> {
    let events = reader.get("/api/events?after=0&limit=1000").await.ok();
    let about = events.rows().iter().filter(|event| event["object"]["id"] == id);
    about.map(|event| event["type"].as_str().unwrap().to_owned()).collect()
}
