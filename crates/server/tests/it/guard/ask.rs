//! What a question may name, and that it changes nothing.

use serde_json::{Value, json};

use super::{Borrower, Verdict};
use crate::support::on_both_stores;

on_both_stores! {
    async fn asking_leaves_no_trace(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        ada.called_every_day().await;
        let admin = app.administrator().await;
        let seen = async || {
            let mut seen = vec![app.events().await.len().to_string()];
            for path in ["/api/people", "/api/interactions", "/api/guard/decisions", &format!("{}/contacts", ada.path)] {
                seen.push(admin.get(path).await.ok().text);
            }
            seen
        };
        let before = seen().await;
        ada.call("2026-02-22T18:00:00Z").await;
        let new = json!({"contactType": "phone", "value": "+15185550199"});
        ada.ask(json!({"channel": "voice", "contactDetails": new})).await;
        let item = json!({"personId": ada.id, "channel": "voice", "theme": "opsCollDebt"});
        ada.agent.post("/api/can-interact/batch", json!({"proposals": [item]})).await.ok();
        ada.agent.get(&format!("{}/contactability", ada.path)).await.ok();
        // Not even under a key that is to be remembered.
        let request = ada.agent.request(reqwest::Method::POST, &format!("{}/can-interact", ada.path));
        let body = json!({"channel": "voice", "theme": "opsCollDebt"});
        ada.agent.send(request.header("Idempotency-Key", "k").json(&body)).await.ok();
        assert_eq!(before, seen().await);
    }

    async fn whoever_is_not_there_is_404_and_what_is_only_mentioned_400(app: &TestApp) {
        let (ada, bob) = (Borrower::in_albany(app).await, Borrower::in_albany(app).await);
        let ask = async |more: Value| {
            let body = crate::support::bodies::with(json!({"channel": "voice", "theme": "opsCollDebt"}), more);
            ada.agent.post(&format!("{}/can-interact", ada.path), body).await
        };
        for (field, name) in [("contactId", &bob.phone), ("contactId", &"CT-2222-2222".to_owned()), ("contactExternalId", &format!("mobile-{}", bob.id))] {
            assert_eq!(ask(json!({field: name})).await.refused(404).message(), "contact not found");
        }
        ask(json!({"loanId": bob.loan})).await.refused_fields(&["loanId"]);
        ask(json!({"loanIds": [ada.loan, bob.loan]})).await.refused_fields(&["loanIds"]);
        ask(json!({"previousInteractionId": "ext-none"})).await.refused_fields(&["previousInteractionId"]);
        ask(json!({"at": "1066-10-14T09:00:00Z"})).await.refused_fields(&["at"]);
        ask(json!({"channel": "pigeon", "isAutodialed": "no"})).await.refused_fields(&["channel", "isAutodialed"]);
        let body = json!({"channel": "voice", "theme": "opsCollDebt"});
        for nobody in ["BO-2222-2222", "ext-nobody", "x"] {
            ada.agent.post(&format!("/api/people/{nobody}/can-interact"), body.clone()).await.refused(404);
        }
        app.manager().await.delete(&bob.path).await.ok();
        ada.agent.post(&format!("{}/can-interact", bob.path), body).await.refused(404);
    }

    async fn a_contact_is_named_or_spelled_out_recorded_or_not(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        let external = json!({"channel": "voice", "contactExternalId": format!("mobile-{}", ada.id)});
        assert_eq!(ada.ask(external).await.0["contactId"], json!(ada.phone));
        let spelled = json!({"contactType": "phone", "value": "(518) 555-0143"});
        assert_eq!(ada.ask(json!({"channel": "voice", "contactDetails": spelled})).await.0["contactId"], json!(ada.phone));
        // A number nobody recorded: judged by what is known of it, which is no consent to texts.
        let new = json!({"contactType": "phone", "value": "+15185550199"});
        ada.ask(json!({"channel": "voice", "contactDetails": new})).await.allowed();
        let verdict = ada.ask(json!({"channel": "text", "contactDetails": new})).await;
        assert_eq!((&verdict.0["complianceGuardRuleId"], &verdict.0["contactId"]), (&json!("CG-TCPA-TEXT-CONSENT"), &Value::Null));
        let bad = json!({"channel": "text", "theme": "opsCollDebt", "contactDetails": {"contactType": "phone", "value": "12"}});
        ada.agent.post(&format!("{}/can-interact", ada.path), bad).await.refused_fields(&["contactDetails.value"]);
    }

    async fn what_is_missing_before_rules_is_said_without_a_rule(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        let verdict = ada.ask(json!({"channel": "email"})).await;
        assert_eq!((&verdict.0["outcome"], &verdict.0["complianceGuardRuleId"]), (&json!("deny"), &Value::Null));
        assert_eq!(verdict.0["precondition"]["name"], "noContact");
        assert!(verdict.0["precondition"]["message"].as_str().unwrap().contains("add one"));
    }

    async fn at_another_instant_what_happened_later_is_ignored(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        ada.called_every_day().await;
        ada.call("2026-02-22T14:59:59Z").await.allowed();
        ada.call("2026-02-22T15:00:01Z").await.deferred(&["CG-REGF-7IN7"], "2026-02-23T13:00:00.000000+00:00");
        ada.call("2026-02-20T18:00:00Z").await.allowed();
        assert_eq!(ada.call("2026-02-20T18:00:00Z").await.0["evaluatedAt"], "2026-02-20T18:00:00.000000+00:00");
    }

    async fn noon_where_the_company_is_judges_the_hours_and_nothing_else(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        let zone = json!({"settings": {"timezone": "America/New_York"}});
        app.administrator().await.put("/api/company", zone).await.ok();
        let night = "2026-02-22T09:00:00Z";
        assert_eq!(ada.call(night).await.0["outcome"], "defer");
        let at_noon = json!({"channel": "voice", "at": night, "checkAtCompanyNoon": true});
        ada.ask(at_noon.clone()).await.allowed();
        ada.called_every_day().await;
        ada.rang("2026-02-22T08:00:00Z").await;
        ada.ask(at_noon).await.deferred(&["CG-REGF-7IN7"], "2026-02-23T13:00:00.000000+00:00");
    }

    async fn a_reply_names_what_it_answers_however_old(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        let asked = json!({"channel": "text", "direction": "inbound", "theme": "inbPayments", "startedAt": "2025-06-01T12:00:00Z", "contactId": ada.phone, "status": "succeeded", "externalId": "her-question"});
        ada.agent.post(&format!("{}/interactions", ada.path), asked).await.ok();
        let cease = json!({"caseType": "ceaseCommunication"});
        ada.ask(json!({"channel": "text", "previousInteractionId": "ext-her-question"})).await.allowed();
        ada.agent.post(&format!("{}/cases", ada.path), cease).await.ok();
        // She wrote before she wanted quiet: that is no wish to hear from us.
        ada.ask(json!({"channel": "text", "previousInteractionId": "ext-her-question"})).await.denied(&["CG-HOLD-CEASE"]);
    }

    async fn what_a_reader_does_not_see_counts_all_the_same_and_is_not_named(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        let manager = app.manager().await;
        for day in 24..=28 {
            let body = json!({"channel": "voice", "direction": "outbound", "status": "attempted", "statusDetails": "voiceRangNoPickup", "theme": "opsCollDebt", "startedAt": format!("2026-02-{day}T15:00:00Z"), "loanIds": [ada.loan], "sensitive": true});
            manager.post(&format!("{}/interactions", ada.path), body).await.ok();
        }
        ada.rang("2026-03-01T15:00:00Z").await;
        ada.rang("2026-03-02T14:00:00Z").await;
        ada.ask(json!({"channel": "voice"})).await.deferred(&["CG-REGF-7IN7"], "2026-03-03T13:00:00.000000+00:00");
        // A row of account credentials is nobody's to refer to.
        let code = json!({"channel": "text", "direction": "outbound", "status": "attempted", "subject": "oneTimeCode", "externalId": "code"});
        app.service().await.post(&format!("{}/interactions", ada.path), code).await.ok();
        let question = json!({"channel": "text", "theme": "opsCollDebt", "previousInteractionId": "ext-code"});
        let user = app.user(app.company, domain::vocabulary::Role::Agent).await;
        user.post(&format!("{}/can-interact", ada.path), question).await.refused_fields(&["previousInteractionId"]);
    }

    async fn screens_hear_of_every_channel_and_contact_at_once(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        ada.rang("2026-03-02T14:00:00Z").await;
        let work = json!({"contactType": "phone", "label": "work", "value": "+15185550177"});
        let work = ada.agent.post(&format!("{}/contacts", ada.path), work).await.ok().id();
        let old = json!({"contactType": "phone", "value": "+15185550178", "status": "archived"});
        let old = ada.agent.post(&format!("{}/contacts", ada.path), old).await.ok().id();
        let answer = ada.agent.get(&format!("{}/contactability", ada.path)).await.ok();
        assert_eq!(answer.data()["theme"], "opsCollDebt");
        let channels = answer.data()["channels"].as_array().unwrap();
        let of = |name: &str| channels.iter().find(|channel| channel["channel"] == name).unwrap();
        Verdict(of("voice").clone()).allowed();
        assert_eq!(of("voice")["contactId"], json!(ada.phone));
        let contacts = of("text")["contacts"].as_array().unwrap();
        let at = |id: &str| Verdict(contacts.iter().find(|contact| contact["id"] == id).unwrap().clone());
        at(&ada.phone).allowed();
        assert_eq!(at(&work).0["complianceGuardRuleId"], "CG-TCPA-TEXT-CONSENT");
        assert_eq!(of("email")["precondition"]["name"], "noContact");
        assert_eq!(of("mail")["result"], true);
        assert!(!answer.text.contains(&old) && !answer.text.contains("+1518"), "{}", answer.text);
        let path = format!("{}/contactability?theme=opsServicing", ada.path);
        assert_eq!(ada.agent.get(&path).await.ok().data()["theme"], "opsServicing");
        ada.agent.get(&format!("{}/contactability?theme=love", ada.path)).await.refused_fields(&["theme"]);
    }
}
