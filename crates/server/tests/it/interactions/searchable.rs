//! `searchable=true`: one flat document, bare.

use serde_json::json;

use crate::support::bodies::{call, with};
use crate::support::on_both_stores;

on_both_stores! {
    async fn a_search_document_is_flat_and_bare(app: &TestApp) {
        let agent = app.agent().await;
        let ada = app.person("Ada").await;
        let phone = json!({"contactType": "phone", "value": "+12025550143", "name": "Ada at work"});
        let phone = agent.post(&format!("/api/people/{ada}/contacts"), phone).await.ok().id();
        let loan = agent.post(&format!("/api/people/{ada}/loans"), json!({})).await.ok().id();
        let case = agent.post(&format!("/api/people/{ada}/cases"), json!({"caseType": "generic", "name": "x"})).await.ok().id();
        let path = format!("/api/people/{ada}/interactions");
        let body = with(call(), json!({
            "contactId": phone, "loanId": loan, "externalId": "c-1", "subject": "statement",
            "statusDetails": "voiceSpokeWithFirstParty", "agentOutcome": "voiceSpokeWithFirstParty",
            "startedAt": "2026-03-01T12:00:00.123456Z", "endedAt": "2026-03-01T12:05:00Z",
            "content": {"transcript": "ΟΔΥΣΣΕΥΣ Said HELLO"},
        }));
        let made = agent.post(&path, body.clone()).await.ok().id();
        agent.put(&format!("/api/people/{ada}/cases/{case}/interactions/{made}"), json!({})).await.ok();
        let expected = json!({
            "id": made, "object": "interaction", "companyId": app.company.to_string(), "personId": ada,
            "borrowerName": "Ada Okafor", "contactName": "Ada at work", "channel": "voice", "direction": "inbound",
            "status": "succeeded", "statusDetails": "voiceSpokeWithFirstParty", "subject": "statement",
            "theme": "inbPayments", "agentOutcome": "voiceSpokeWithFirstParty", "caseIds": [case], "loanIds": [loan],
            "externalId": "c-1", "sensitive": false, "isExternal": true, "createdAt": 1_772_463_600_000_i64,
            "startedAt": 1_772_366_400_123_i64, "endedAt": 1_772_366_700_000_i64, "text": "οδυσσευσ said hello",
        });
        for way in [format!("{path}/{made}"), format!("/api/interactions/{made}")] {
            let answer = agent.get(&format!("{way}?searchable=true")).await;
            assert_eq!((answer.status, answer.body), (200, expected.clone()), "{way}");
            assert_eq!(agent.get(&format!("{way}?searchable=false")).await.ok().id(), made);
            agent.get(&format!("{way}?searchable=yes")).await.refused_fields(&["searchable"]);
        }
        let created = agent.post(&format!("{path}?searchable=true"), with(body, json!({"externalId": "c-2"}))).await;
        assert_eq!((created.status, &created.body["externalId"]), (200, &json!("c-2")));
        assert_eq!(created.body["caseIds"], json!([]));
    }

    async fn a_search_document_that_is_refused_records_nothing(app: &TestApp) {
        let (agent, manager) = (app.agent().await, app.manager().await);
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let body = with(call(), json!({"sensitive": true, "content": {"transcript": "hush"}}));
        let refused = agent.post(&format!("{path}?searchable=true"), body).await.refused(403);
        assert!(!refused.text.contains("hush"));
        assert_eq!(manager.get(&path).await.ok().total(), 0);
    }
}
