//! A morning's call list.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Borrower;
use crate::support::on_both_stores;

on_both_stores! {
    async fn a_call_list_is_answered_in_its_order(app: &TestApp) {
        let (ada, bob) = (Borrower::in_albany(app).await, Borrower::in_albany(app).await);
        ada.called_every_day().await;
        let at = "2026-02-22T18:00:00Z";
        let ask = |person: &str, more: Value| {
            crate::support::bodies::with(json!({"personId": person, "channel": "voice", "theme": "opsCollDebt", "at": at}), more)
        };
        let proposals = [
            ask(&bob.id, json!({})),
            ask(&ada.id, json!({})),
            ask("ext-nobody", json!({})),
            ask(&ada.id, json!({"at": "2026-02-20T18:00:00Z"})),
            ask(&ada.id, json!({"contactId": bob.phone})),
            ask(&bob.id, json!({"loanId": ada.loan})),
            ask(&ada.id, json!({"channel": "text", "theme": "opsServicing"})),
        ];
        let answer = ada.agent.post("/api/can-interact/batch", json!({"proposals": proposals})).await.ok();
        let rows = answer.rows();
        let results: Vec<_> = rows.iter().map(|row| row["result"].as_bool().unwrap()).collect();
        assert_eq!(results, [true, false, false, true, false, false, true], "{}", answer.text);
        assert_eq!((&rows[1]["outcome"], &rows[1]["complianceGuardRuleId"]), (&json!("defer"), &json!("CG-REGF-7IN7")));
        assert_eq!((&rows[0]["personId"], &rows[1]["personId"], &rows[2]["personId"]), (&json!(bob.id), &json!(ada.id), &Value::Null));
        let errors: Vec<_> = [2, 4, 5].map(|at: usize| (rows[at]["error"]["status"].as_u64().unwrap(), rows[at]["error"]["field"].as_str().unwrap())).into();
        assert_eq!(errors, [(404, "personId"), (404, "contactId"), (400, "loanId")]);

        // Alone each is answered the same.
        for (asked, told) in proposals.iter().zip(rows).filter(|(_, told)| told["error"].is_null()) {
            let person = asked["personId"].as_str().unwrap();
            let alone = ada.agent.post(&format!("/api/people/{person}/can-interact"), asked.clone()).await.ok();
            let mut told = told.clone();
            told.as_object_mut().unwrap().remove("personId");
            assert_eq!(*alone.data(), told);
        }
    }

    async fn a_malformed_list_is_refused_with_every_place(app: &TestApp) {
        let agent = app.agent().await;
        let proposals = json!({"proposals": [{"personId": "ext-1", "channel": "voice", "theme": "opsCollDebt"}, {"channel": "pigeon", "theme": "opsCollDebt"}]});
        agent.post("/api/can-interact/batch", proposals).await.refused_fields(&["proposals[1].channel", "proposals[1].personId"]);
        agent.post("/api/can-interact/batch", json!({})).await.refused_fields(&["proposals"]);
        agent.post("/api/can-interact/batch", json!({"proposals": [3]})).await.refused_fields(&["proposals"]);
        let many = vec![json!({}); 10_001];
        agent.post("/api/can-interact/batch", json!({"proposals": many})).await.refused_fields(&["proposals"]);
        assert_eq!(agent.post("/api/can-interact/batch", json!({"proposals": []})).await.ok().rows().len(), 0);
    }

    /// The figure is `make bench`'s, of a release; here only that nothing is asked once for each person.
    async fn ten_thousand_take_seconds_and_not_minutes(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        let mut people = vec![ada.id.clone()];
        for _ in 0..20 {
            people.push(app.person("Bob").await);
        }
        let asked = people.iter().cycle().take(10_000);
        let proposals: Vec<_> = asked.map(|person| json!({"personId": person, "channel": "voice", "theme": "opsCollDebt"})).collect();
        let begun = Instant::now();
        let answer = ada.agent.post("/api/can-interact/batch", json!({"proposals": proposals})).await.ok();
        assert_eq!(answer.rows().len(), 10_000);
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
        assert_eq!(answer.rows().iter().filter(|row| row["result"] == true).count(), 477);
    }
}
