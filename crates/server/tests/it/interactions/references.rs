//! What an interaction names: contact, loans, cases, the interaction it continues.

use serde_json::{Value, json};

use crate::support::bodies::{call, with};
use crate::support::on_both_stores;

on_both_stores! {
    async fn a_contact_is_named_by_id_or_external_id(app: &TestApp) {
        let agent = app.agent().await;
        let (ada, bob) = (app.person("Ada").await, app.person("Bob").await);
        let phone = json!({"contactType": "phone", "value": "+12025550143", "externalId": "ph-1", "name": "Ada O."});
        let phone = agent.post(&format!("/api/people/{ada}/contacts"), phone).await.ok().id();
        let path = format!("/api/people/{ada}/interactions");
        for named in [json!({"contactId": phone}), json!({"contactId": "ext-ph-1"}), json!({"contactExternalId": "ph-1"}),
            json!({"contactId": phone, "contactExternalId": "ph-1"})] {
            let made = agent.post(&path, with(call(), named.clone())).await.ok();
            assert_eq!(made.data()["contactId"], json!(phone), "{named}");
            assert_eq!(made.data()["contactExternalId"], "ph-1", "{named}");
        }
        agent.post(&path, with(call(), json!({"contactId": "CT-2222-2222"}))).await.refused_fields(&["contactId"]);
        agent.post(&path, with(call(), json!({"contactExternalId": "ext-ph-1"}))).await.refused_fields(&["contactExternalId"]);
        let of_bob = format!("/api/people/{bob}/interactions");
        agent.post(&of_bob, with(call(), json!({"contactId": phone}))).await.refused_fields(&["contactId"]);

        let made = agent.post(&path, with(call(), json!({"contactId": phone}))).await.ok();
        let cleared = agent.put(&format!("{path}/{}", made.id()), json!({"contactId": null})).await.ok();
        assert_eq!((&cleared.data()["contactId"], &cleared.data()["contactExternalId"]), (&Value::Null, &Value::Null));
    }

    async fn loans_are_named_by_id_or_external_id(app: &TestApp) {
        let agent = app.agent().await;
        let ada = app.person("Ada").await;
        let loans = format!("/api/people/{ada}/loans");
        let one = agent.post(&loans, json!({"externalId": "loan-1"})).await.ok().id();
        let two = agent.post(&loans, json!({})).await.ok().id();
        let path = format!("/api/people/{ada}/interactions");
        let made = agent.post(&path, with(call(), json!({"loanIds": ["ext-loan-1", two, one]}))).await.ok();
        assert_eq!(made.data()["loanIds"], json!([one, two]));
        assert_eq!(made.data()["loanId"], json!(one));
        let made = agent.post(&path, with(call(), json!({"loanId": two}))).await.ok();
        assert_eq!(made.data()["loanIds"], json!([two]));
        let cleared = agent.put(&format!("{path}/{}", made.id()), json!({"loanIds": []})).await.ok();
        assert_eq!((&cleared.data()["loanIds"], &cleared.data()["loanId"]), (&json!([]), &Value::Null));
        agent.post(&path, with(call(), json!({"loanIds": [one, "LN-2222-2222"]}))).await.refused_fields(&["loanIds"]);
        agent.post(&path, with(call(), json!({"loanId": "ext-none"}))).await.refused_fields(&["loanId"]);
    }

    async fn the_chain_of_what_came_before(app: &TestApp) {
        let agent = app.agent().await;
        let ada = app.person("Ada").await;
        let path = format!("/api/people/{ada}/interactions");
        let first = agent.post(&path, with(call(), json!({"externalId": "first"}))).await.ok().id();
        let second = agent.post(&path, with(call(), json!({"previousInteractionId": "ext-first"}))).await.ok().id();
        let third = agent.post(&path, with(call(), json!({"previousInteractionId": second}))).await.ok();
        assert_eq!(third.data()["previousInteractionId"], json!(second));
        let third = third.id();
        let ways = [format!("/api/interactions/{third}/previous"), format!("{path}/{third}/previous"),
            format!("/api/companies/{}/interactions/{third}/previous", app.company)];
        for way in ways {
            let answer = agent.get(&way).await.ok();
            assert_eq!(answer.ids(), [&second, &first], "{way}");
            assert_eq!(agent.get(&format!("{way}?include=borrower")).await.ok().rows()[0]["borrower"]["id"], json!(ada));
        }
        assert!(agent.get(&format!("/api/interactions/{first}/previous")).await.ok().rows().is_empty());
        agent.get(&format!("/api/companies/CP-2222-2222/interactions/{third}/previous")).await.refused(404);

        // A chain that bites its own tail still ends.
        agent.put(&format!("{path}/{first}"), json!({"previousInteractionId": third})).await.ok();
        assert_eq!(agent.get(&format!("/api/interactions/{third}/previous")).await.ok().ids(), [&second, &first]);
        assert_eq!(agent.get(&format!("/api/interactions/{first}/previous")).await.ok().ids(), [&third, &second]);
        let itself = json!({"previousInteractionId": first});
        agent.put(&format!("{path}/{first}"), itself).await.refused_fields(&["previousInteractionId"]);
        let cleared = agent.put(&format!("{path}/{third}"), json!({"previousInteractionId": null})).await.ok();
        assert_eq!(cleared.data()["previousInteractionId"], Value::Null);
    }

    async fn an_interaction_is_linked_to_cases(app: &TestApp) {
        let agent = app.agent().await;
        let ada = app.person("Ada").await;
        let case = json!({"caseType": "collection", "externalId": "case-1"});
        let case = agent.post(&format!("/api/people/{ada}/cases"), case).await.ok().id();
        let call = agent.post(&format!("/api/people/{ada}/interactions"), call()).await.ok().id();
        let link = format!("/api/people/{ada}/cases/{case}/interactions/{call}");
        agent.put(&link, json!({})).await.ok();
        agent.put(&link, json!({})).await.ok();
        for named in [case.as_str(), "ext-case-1"] {
            assert_eq!(agent.get(&format!("/api/interactions?caseIds={named}")).await.ok().ids(), [&call]);
        }
        agent.delete(&link).await.ok();
        assert_eq!(agent.get(&format!("/api/interactions?caseIds={case}")).await.ok().total(), 0);
    }
}
