//! The acceptance vectors of D14 of the API reference, each recorded and asked over HTTP.

use serde_json::json;

use super::Borrower;
use super::borrower::{BOSTON, WASHINGTON};
use crate::support::on_both_stores;

on_both_stores! {
    async fn seven_unanswered_calls_defer_an_eighth_to_monday_at_eight(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        ada.called_every_day().await;
        let verdict = ada.call("2026-02-22T18:00:00Z").await;
        verdict.deferred(&["CG-REGF-7IN7"], "2026-02-23T13:00:00.000000+00:00");
        let reason = &verdict.0["reasons"][0];
        assert_eq!((&reason["count"], &reason["max"]), (&json!(7), &json!(7)));
        assert_eq!(reason["until"], "2026-02-23T05:00:00.000000+00:00");
        assert!(reason["citation"].as_str().unwrap().contains("1006.14"), "{reason}");
        assert!(reason["ruleVersion"].is_u64());
    }

    async fn an_inbound_talk_blocks_seven_days_and_counts_as_no_call(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        let talk = json!({"channel": "voice", "direction": "inbound", "theme": "inbPayments", "statusDetails": "voiceSpokeWithFirstParty"});
        ada.happened("2026-02-16T15:00:00Z", talk).await;
        ada.call("2026-02-22T18:00:00Z").await.deferred(&["CG-REGF-7AFTER"], "2026-02-23T13:00:00.000000+00:00");
        for day in 17..=22 {
            ada.rang(&format!("2026-02-{day}T20:00:00Z")).await;
        }
        // Were the inbound call one of seven, this would be the eighth.
        ada.call("2026-02-23T13:00:00Z").await.allowed();
    }

    async fn calls_on_one_loan_leave_another_free_but_not_a_call_that_names_none(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        ada.called_every_day().await;
        let other = ada.agent.post(&format!("{}/loans", ada.path), json!({"servicedBy": "thirdParty"})).await.ok().id();
        let at = "2026-02-22T18:00:00Z";
        ada.ask(json!({"channel": "voice", "loanId": other, "at": at})).await.allowed();
        let none = json!({"channel": "voice", "loanId": null, "at": at});
        ada.ask(none).await.deferred(&["CG-REGF-7IN7"], "2026-02-23T13:00:00.000000+00:00");
        let first = format!("ext-L1-{}", ada.id);
        let both = json!({"channel": "voice", "loanId": null, "loanIds": [other, first], "at": at});
        ada.ask(both).await.deferred(&["CG-REGF-7IN7"], "2026-02-23T13:00:00.000000+00:00");
    }

    async fn a_text_is_allowed_while_seven_calls_are_used(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        ada.called_every_day().await;
        for day in 24..=28 {
            ada.rang(&format!("2026-02-{day}T15:00:00Z")).await;
        }
        ada.rang("2026-03-01T15:00:00Z").await;
        ada.rang("2026-03-02T14:00:00Z").await;
        ada.ask(json!({"channel": "voice"})).await.deferred(&["CG-REGF-7IN7"], "2026-03-03T13:00:00.000000+00:00");
        ada.ask(json!({"channel": "text"})).await.allowed();
    }

    async fn eight_in_the_morning_is_right_on_both_sundays_of_change(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        let closed = ["CG-REGF-HOURS", "CG-POLICY-HOURS"];
        for (before, eight, after) in [
            ("2026-03-08T11:59:59Z", "2026-03-08T12:00:00.000000+00:00", "2026-03-09T01:00:01Z"),
            ("2026-11-01T12:59:59Z", "2026-11-01T13:00:00.000000+00:00", "2026-11-02T02:00:01Z"),
        ] {
            ada.call(before).await.deferred(&closed, eight);
            ada.call(eight).await.allowed();
            assert_eq!(ada.call(after).await.0["outcome"], "defer");
        }
    }

    async fn two_texts_that_never_arrived_in_massachusetts_leave_room_for_a_third(app: &TestApp) {
        let ada = Borrower::at(app, BOSTON, true).await;
        for day in ["2026-02-25T15:00:00Z", "2026-02-26T15:00:00Z"] {
            let lost = json!({"channel": "text", "direction": "outbound", "status": "failed", "statusDetails": "textDeviceUnreachable"});
            ada.happened(day, lost).await;
        }
        ada.ask(json!({"channel": "text"})).await.allowed();
        for day in ["2026-02-27T15:00:00Z", "2026-02-28T15:00:00Z"] {
            ada.texted(day).await;
        }
        ada.ask(json!({"channel": "text"})).await.deferred(&["CG-MA-2IN7"], "2026-03-06T13:00:00.000000+00:00");
    }

    async fn a_text_without_consent_in_the_district_may_ask_once(app: &TestApp) {
        let ada = Borrower::at(app, WASHINGTON, false).await;
        ada.ask(json!({"channel": "text"})).await.allowed();
        ada.texted("2026-03-01T15:00:00Z").await;
        ada.ask(json!({"channel": "text"})).await.deferred(&["CG-DC-1ASK"], "2026-03-08T12:00:00.000000+00:00");
    }

    async fn an_active_attorney_stops_collection_but_not_servicing(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        let lawyers = format!("{}/legal-representatives", ada.path);
        let lawyer = ada.agent.post(&lawyers, json!({"name": "Roe & Poe"})).await.ok().id();
        ada.ask(json!({"channel": "voice"})).await.denied(&["CG-HOLD-ATTORNEY"]);
        ada.ask(json!({"channel": "voice", "theme": "opsServicing"})).await.allowed();
        ada.agent.put(&format!("{lawyers}/{lawyer}"), json!({"status": "nonResponsive"})).await.ok();
        let verdict = ada.ask(json!({"channel": "voice"})).await;
        verdict.allowed();
        assert_eq!(verdict.0["warnings"][0]["ruleId"], "CG-HOLD-ATTORNEY");
    }

    async fn do_not_interact_with_everything_does_not_stop_a_one_time_code(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        let case = json!({"caseType": "generic", "name": "wants quiet"});
        let case = ada.agent.post(&format!("{}/cases", ada.path), case).await.ok().id();
        let closed = format!("{}/cases/{case}/do-not-interact", ada.path);
        ada.agent.put(&closed, json!({"channels": ["all"], "themes": ["all"]})).await.ok();
        ada.ask(json!({"channel": "text"})).await.denied(&["CG-DNI"]);
        let code = json!({"channel": "text", "subject": "oneTimeCode"});
        let answer = ada.agent.post(&format!("{}/can-interact", ada.path), code).await.ok();
        assert_eq!(answer.data()["result"], true, "{}", answer.text);
        ada.agent.delete(&closed).await.ok();
        ada.ask(json!({"channel": "text"})).await.allowed();
    }

    async fn a_machine_needs_consent_to_dial_and_a_person_does_not(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        ada.ask(json!({"channel": "voice", "isAutodialed": true})).await.denied(&["CG-TCPA-AUTODIAL"]);
        ada.ask(json!({"channel": "voice", "isAutodialed": null})).await.allowed();
        ada.agent.post(&format!("{}/consents", ada.path), json!({"kind": "autodial"})).await.ok();
        ada.ask(json!({"channel": "voice", "isAutodialed": true})).await.allowed();
    }

    async fn stop_silences_texts_but_not_calls_and_is_confirmed_once(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        app.clock.turn(60);
        let stop = json!({"kind": "text", "contactId": ada.phone, "givenAt": null, "revokedAt": app.clock.now()});
        ada.agent.post(&format!("{}/consents", ada.path), stop).await.ok();
        app.clock.turn(60);
        assert_eq!(ada.ask(json!({"channel": "text"})).await.0["complianceGuardRuleId"], "CG-OPTOUT-TEXT");
        ada.ask(json!({"channel": "voice"})).await.allowed();
        let confirmation = json!({"channel": "text", "theme": null, "subject": "electronicConsentOptOut", "contactId": ada.phone});
        ada.ask(confirmation.clone()).await.allowed();
        let sent = json!({"channel": "text", "direction": "outbound", "theme": "opsServicing", "subject": "electronicConsentOptOut"});
        ada.happened(&app.clock.now().to_string(), sent).await;
        app.clock.turn(60);
        assert_eq!(ada.ask(confirmation).await.0["result"], false);
    }

    async fn a_call_entered_days_late_counts_where_it_belongs(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        for day in 24..=28 {
            ada.rang(&format!("2026-02-{day}T15:00:00Z")).await;
        }
        ada.rang("2026-03-01T15:00:00Z").await;
        ada.ask(json!({"channel": "voice"})).await.allowed();
        ada.rang("2026-02-27T16:00:00Z").await;
        ada.ask(json!({"channel": "voice"})).await.deferred(&["CG-REGF-7IN7"], "2026-03-03T13:00:00.000000+00:00");
    }

    async fn two_contacts_are_enough_for_somebody_to_be_treated_lightly(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        ada.agent.put(&ada.path, json!({"collectionsIntensity": "light"})).await.ok();
        ada.rang("2026-02-27T15:00:00Z").await;
        ada.ask(json!({"channel": "voice"})).await.allowed();
        ada.rang("2026-02-28T15:00:00Z").await;
        let verdict = ada.ask(json!({"channel": "voice"})).await;
        verdict.deferred(&["CG-INTENSITY"], "2026-03-06T13:00:00.000000+00:00");
    }

    async fn a_free_subject_needs_a_theme(app: &TestApp) {
        let ada = Borrower::in_albany(app).await;
        let path = format!("{}/can-interact", ada.path);
        ada.agent.post(&path, json!({"channel": "email", "subject": "freeForm"})).await.refused_fields(&["theme"]);
        ada.agent.post(&path, json!({"channel": "email"})).await.refused_fields(&["theme"]);
        ada.agent.post(&path, json!({"channel": "voice", "subject": "loanOverdueFirstNotice"})).await.ok();
    }
}
