//! What became of our messages: folded by rank, whatever the order it is told in.

use serde_json::json;

use super::{ada, consents, contact, desk, email_to, happen, text_to};
use crate::support::on_both_stores;

on_both_stores! {
    async fn a_later_stage_is_never_replaced_by_an_earlier_one(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        let sent = email_to(app, &desk, &ada).await;
        let now = async || desk.get(&format!("/api/interactions/{sent}")).await.ok().data()["statusDetails"].clone();
        assert_eq!(now().await, "emailSent");
        for (event, then) in [
            ("opened", "emailOpened"), ("delivered", "emailOpened"), ("clicked", "emailClick"),
            ("bounced", "emailBounced"), ("clicked", "emailBounced"), ("spam", "emailReportedAsSpam"),
            ("delivered", "emailReportedAsSpam"),
        ] {
            happen(app, &desk, json!({"interactionId": sent, "event": event})).await;
            assert_eq!(now().await, then, "after {event}");
        }
        let row = desk.get(&format!("/api/interactions/{sent}")).await.ok();
        assert_eq!((&row.data()["status"], row.data()["twilioErrorCode"].is_null()), (&json!("failed"), true));
    }

    async fn of_two_words_of_one_rank_the_later_counts_however_late_it_comes(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        let sent = email_to(app, &desk, &ada).await;
        let at = |minute: u32| format!("2026-03-02T15:{minute:02}:00Z");
        happen(app, &desk, json!({"interactionId": sent, "event": "bounced", "at": at(20)})).await;
        let arrival = happen(app, &desk, json!({"interactionId": sent, "event": "blocked", "at": at(10)})).await;
        assert_eq!(arrival["reason"], "a status that a later one had overtaken");
        assert_eq!(desk.get(&format!("/api/interactions/{sent}")).await.ok().data()["statusDetails"], "emailBounced");
    }

    async fn a_dead_address_is_marked_and_a_spam_report_stops_emails(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        let (text, email) = (text_to(app, &desk, &ada).await, email_to(app, &desk, &ada).await);
        happen(app, &desk, json!({"interactionId": text, "event": "undelivered", "code": "30005"})).await;
        let row = desk.get(&format!("/api/interactions/{text}")).await.ok();
        assert_eq!((&row.data()["status"], &row.data()["statusDetails"]), (&json!("failed"), &json!("textNumberDisconnected")));
        assert_eq!(row.data()["failureDescriptionShort"], "textNumberDisconnected (30005)");
        assert_eq!(contact(&desk, &ada, "phone").await["valid"], false);
        assert_eq!(contact(&desk, &ada, "email").await["valid"], true);
        happen(app, &desk, json!({"interactionId": email, "event": "spam"})).await;
        let known = consents(&desk, &ada).await;
        assert_eq!((&known[0]["kind"], &known[0]["source"]), (&json!("email"), &json!("reported as spam")));
        assert_eq!(contact(&desk, &ada, "email").await["valid"], true);
    }

    async fn what_cannot_happen_is_refused(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        let sent = text_to(app, &desk, &ada).await;
        desk.post("/api/sandbox/events", json!({"interactionId": sent, "event": "opened"})).await.refused_fields(&["event"]);
        desk.post("/api/sandbox/events", json!({"event": "vanished"})).await.refused_fields(&["event", "interactionId"]);
        let other = app.native(&ada, crate::support::bodies::email()).await;
        desk.post("/api/sandbox/events", json!({"interactionId": other, "event": "opened"})).await.refused_fields(&["interactionId"]);
    }
}
