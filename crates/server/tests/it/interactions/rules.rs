//! What goes together: subject and theme, details and the rest. The source's own examples and D12.

use serde_json::{Value, json};

use crate::support::bodies::{call, email, with, without};
use crate::support::on_both_stores;

on_both_stores! {
    async fn a_subject_brings_its_theme(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let bare = without(email(), "theme");
        for (subject, theme) in [
            ("loanOverdueFirstNotice", "opsCollDebt"),
            ("debtValidationNotice", "opsServicingDebtValidation"),
            ("creditNegativeInfoReported", "opsServicingNegativeCreditReportNotice"),
            ("caseEscalation", "agentNotification"),
            ("annualPrivacyPolicyNotice", "opsServicing"),
            ("paymentSuccessful", "opsServicing"),
        ] {
            let made = agent.post(&path, with(bare.clone(), json!({"subject": subject}))).await.ok();
            assert_eq!(made.data()["theme"], theme, "{subject}");
        }
        for subject in ["freeForm", "freeFormBranded", "custom1", "custom20"] {
            agent.post(&path, with(bare.clone(), json!({"subject": subject}))).await.refused_fields(&["theme"]);
            let said = with(bare.clone(), json!({"subject": subject, "theme": "opsCollDebt"}));
            assert_eq!(agent.post(&path, said).await.ok().data()["theme"], "opsCollDebt");
        }
        agent.post(&path, bare).await.refused_fields(&["theme"]);
    }

    async fn deprecated_words_are_stored_as_their_successors(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        for (field, old, new) in [
            ("theme", "inbBug", "inbGeneralInquiry"),
            ("theme", "inbHumanLove", "inbGeneralInquiry"),
            ("borrowerSelectedTheme", "inbBug", "inbGeneralInquiry"),
            ("subject", "locStatementGenerated", "statementGenerated"),
            ("subject", "locStatementRegenerated", "statementRegenerated"),
        ] {
            let made = agent.post(&path, with(call(), json!({field: old}))).await.ok();
            assert_eq!(made.data()[field], new, "{old}");
            assert!(agent.get(&format!("{path}?{}={old}", if field == "subject" { field } else { "theme" })).await.ok().total() > 0);
        }
    }

    async fn a_detail_needs_its_channel_status_and_direction(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        // (detail, channel, status, direction, what is said about it; nothing where it fits)
        for (detail, channel, status, direction, wrong) in [
            ("emailSent", "email", "attempted", "outbound", ""),
            ("emailSent", "voice", "attempted", "outbound", "channel email"),
            ("emailSent", "email", "succeeded", "outbound", "status attempted"),
            ("emailSent", "email", "attempted", "inbound", "direction outbound"),
            ("letterDelivered", "mail", "succeeded", "outbound", ""),
            ("letterDelivered", "document", "succeeded", "outbound", "channel mail"),
            ("voiceReceivedNoAgentsAvailable", "voice", "failed", "inbound", ""),
            ("voiceReceivedNoAgentsAvailable", "voice", "failed", "outbound", "direction inbound"),
            ("voiceNumberDisconnected", "voice", "failed", "inbound", "direction outbound"),
            ("voiceUnexpectedDisconnect", "voice", "attempted", "inbound", ""),
            ("voiceUnexpectedDisconnect", "voice", "succeeded", "outbound", ""),
            ("voiceUnexpectedDisconnect", "voice", "failed", "outbound", "status"),
            ("invalidContact", "gui", "failed", "outbound", ""),
            ("blockedByComplianceGuard", "fax", "attempted", "outbound", ""),
            ("blockedByComplianceGuard", "fax", "succeeded", "outbound", "status"),
            ("chatRead", "chat", "succeeded", "inbound", ""),
            ("textConvoTimeoutAutoclose", "chat", "attempted", "inbound", "channel text"),
        ] {
            let body = json!({"channel": channel, "status": status, "direction": direction,
                "theme": "opsServicing", "statusDetails": detail});
            let answer = agent.post(&path, body).await;
            if wrong.is_empty() {
                assert_eq!(answer.ok().data()["statusDetails"], detail);
                continue;
            }
            let answer = answer.refused_fields(&["statusDetails"]);
            let told = answer.body["errors"][0]["message"].as_str().unwrap();
            assert!(told.contains(detail) && told.contains(wrong), "{detail}: {told}");
        }
    }

    async fn what_is_needed_is_told_all_at_once(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        agent.post(&path, json!({})).await.refused_fields(&["channel", "direction", "status", "theme"]);
        let nulls = json!({"channel": null, "direction": null, "status": null, "theme": null});
        agent.post(&path, nulls).await.refused_fields(&["channel", "direction", "status", "theme"]);
        for field in ["channel", "direction", "status", "theme"] {
            agent.post(&path, without(call(), field)).await.refused_fields(&[field]);
        }
        assert_eq!(agent.get(&path).await.ok().total(), 0);
    }

    async fn every_bad_field_is_told_at_once(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let body = json!({
            "channel": "emial", "direction": 5, "theme": "outer", "sensitive": "yes", "externalId": "",
            "content": "text", "metaData": [], "startedAt": "yesterday", "loanIds": "LN-1", "subject": "none",
            "agentOutcome": "happy", "statusDetails": "sent", "twilioErrorCode": "12345678901",
        });
        agent.post(&path, body).await.refused_fields(&[
            "agentOutcome", "channel", "content", "direction", "externalId", "loanIds", "metaData", "sensitive",
            "startedAt", "status", "statusDetails", "subject", "theme", "twilioErrorCode",
        ]);
        // What cannot be read, what does not fit and what is not there are told together.
        let body = with(call(), json!({
            "statusDetails": "emailSent", "externalId": "", "contactId": "CT-2222-2222", "loanId": "ext-none",
            "previousInteractionId": "nothing",
        }));
        let answer = agent.post(&path, body).await.refused_fields(&[
            "contactId", "externalId", "loanId", "previousInteractionId", "statusDetails",
        ]);
        let told = answer.body["errors"].as_array().unwrap();
        assert_eq!(told.iter().filter(|error| error["field"] == "statusDetails").count(), 3, "{}", answer.text);
    }

    async fn a_wrong_word_is_told_with_the_right_ones(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let answer = agent.post(&path, with(call(), json!({"channel": "Voice"}))).await.refused_fields(&["channel"]);
        assert!(answer.text.contains("voice, email"), "{}", answer.text);
        let answer = agent.post(&path, with(call(), json!({"status": "null"}))).await.refused_fields(&["status"]);
        assert!(answer.text.contains("inProgress"), "{}", answer.text);
    }

    async fn the_on_hold_outcome_of_the_text_is_an_outcome_too(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let made = agent.post(&path, with(call(), json!({"agentOutcome": "voiceDisconnectedWhileQueuedOnHold"}))).await;
        assert_eq!(made.ok().data()["agentOutcome"], "voiceDisconnectedWhileQueuedOnHold");
        let made = agent.post(&path, with(call(), json!({"theme": "outOpsLoan"}))).await.ok();
        assert_eq!(made.data()["theme"], "opsServicing");
    }

    async fn a_guard_rule_goes_only_with_a_block_and_ends_do_not_precede_starts(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let rule = json!({"complianceGuardRuleId": "regF"});
        agent.post(&path, with(email(), rule.clone())).await.refused_fields(&["complianceGuardRuleId"]);
        let blocked = json!({"status": "failed", "statusDetails": "blockedByComplianceGuard"});
        let made = agent.post(&path, with(with(email(), rule), blocked)).await.ok();
        assert_eq!(made.data()["complianceGuardRuleId"], "regF");
        let times = json!({"startedAt": "2026-03-02", "endedAt": "2026-03-01"});
        agent.post(&path, with(call(), times)).await.refused_fields(&["endedAt"]);
    }

    async fn credentials_are_never_stored(app: &TestApp) {
        let key = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let body = with(without(email(), "theme"), json!({"subject": "oneTimeCode", "content": {"body": "code 551177"}}));
        let made = key.post(&path, body).await.ok();
        assert_eq!(made.data()["theme"], "opsAccountCredentials");
        assert_eq!((&made.data()["content"], &made.data()["locked"]), (&Value::Null, &json!(true)));
        let put = key.put(&format!("{path}/{}", made.id()), json!({"content": {"body": "551177"}})).await;
        assert!(!put.text.contains("551177"), "{}", put.text);
        let found = app.administrator().await.get("/api/interactions?contentContains=551177").await.ok();
        assert_eq!(found.total(), 0);
    }
}
