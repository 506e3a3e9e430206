//! Texts: one conversation for each number, in the order they were written.

use serde_json::json;
use server::jobs;

use super::{ADA, DESK, ada, desk, of_person, person, receive, said, text_from, text_to, understand};
use crate::support::on_both_stores;

on_both_stores! {
    async fn a_text_of_a_known_number_begins_a_conversation_with_its_person(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        let arrival = text_from(app, &desk, "(202) 555-0143", "Can I pay on Friday?").await;
        let rows = of_person(&desk, &ada).await;
        assert_eq!((rows.len(), &arrival["state"], &arrival["interactionId"]), (1, &json!("done"), &rows[0]["id"]));
        let row = &rows[0];
        assert_eq!((&row["channel"], &row["direction"], &row["status"]), (&json!("text"), &json!("inbound"), &json!("succeeded")));
        assert_eq!((&row["content"]["body"], &row["content"]["to"]), (&json!("Can I pay on Friday?"), &json!(DESK)));
        assert_eq!((&row["isExternal"], &row["theme"]), (&json!(false), &json!("opsServicing")));
        assert_eq!((&row["createdBy"]["descriptor"], row["endedAt"].is_null()), (&json!("system"), true));
    }

    async fn what_is_told_often_and_out_of_order_is_one_thread_in_the_right_order(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        let at = |millisecond: u32| format!("2026-03-02T14:59:00.00{millisecond}Z");
        let told = |id: &str, words: &str, when: String| json!({
            "channel": "text", "from": ADA, "to": DESK, "body": words, "id": id, "at": when
        });
        for _ in 0..5 {
            desk.post("/api/sandbox/inbound", told("b", "on Friday?", at(1))).await.ok();
            desk.post("/api/sandbox/inbound", told("c", "Or on Monday?", at(1))).await.ok();
        }
        understand(app).await;
        for _ in 0..5 {
            receive(app, &desk, told("a", "Can I pay", at(0))).await;
        }
        let rows = of_person(&desk, &ada).await;
        assert_eq!(rows.len(), 1);
        let words = said(&desk, rows[0]["id"].as_str().unwrap()).await;
        assert_eq!(words, ["Can I pay", "on Friday?", "Or on Monday?"]);
        let events = app.events().await;
        let of_convo = events.iter().filter(|event| event.name == "convo.updated").count();
        assert_eq!(of_convo, 2, "a message is told once");
    }

    async fn an_answer_joins_what_was_sent_until_nobody_wrote_for_a_day(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        let sent = text_to(app, &desk, &ada).await;
        app.clock.turn(3600);
        text_from(app, &desk, ADA, "Thank you").await;
        assert_eq!(said(&desk, &sent).await, ["Your statement is ready.", "Thank you"]);
        assert_eq!(of_person(&desk, &ada).await.len(), 1);

        app.clock.turn(23 * 3600);
        assert_eq!(jobs::conversations::run_due(&app.app).await.unwrap(), 0);
        app.clock.turn(2 * 3600);
        text_from(app, &desk, ADA, "One more thing").await;
        let rows = of_person(&desk, &ada).await;
        assert_eq!((rows.len(), &rows[0]["previousInteractionId"]), (2, &json!(sent)));
        assert_eq!(rows[1]["statusDetails"], "textConvoTimeoutAutoclose");
        assert!(rows[1]["endedAt"].is_string() && rows[0]["endedAt"].is_null());
    }

    async fn a_conversation_that_is_quiet_for_too_long_is_closed(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        desk.put("/api/company", json!({"settings": {"conversationTimeoutHours": 2}})).await.ok();
        text_from(app, &desk, ADA, "Hello?").await;
        app.clock.turn(2 * 3600);
        assert_eq!(jobs::conversations::run_due(&app.app).await.unwrap(), 0);
        app.clock.turn(1);
        assert_eq!(jobs::conversations::run_due(&app.app).await.unwrap(), 1);
        assert_eq!(jobs::conversations::run_due(&app.app).await.unwrap(), 0);
        let rows = of_person(&desk, &ada).await;
        assert_eq!(rows[0]["statusDetails"], "textConvoTimeoutAutoclose");
        text_from(app, &desk, ADA, "Still there?").await;
        assert_eq!(of_person(&desk, &ada).await.len(), 2);
    }

    async fn a_number_of_two_people_is_whose_was_written_to_last(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        let bola = person(app, "Bola", ADA, "bola@customer.example").await;
        text_from(app, &desk, ADA, "Who are you?").await;
        assert!(of_person(&desk, &ada).await.is_empty() && of_person(&desk, &bola).await.is_empty());
        let adrift = desk.get("/api/interactions?hasNoPerson=true").await.ok();
        assert_eq!((adrift.total(), &adrift.rows()[0]["content"]["body"]), (1, &json!("Who are you?")));
        let sent = text_to(app, &desk, &bola).await;
        text_from(app, &desk, ADA, "Ah, it is you").await;
        assert_eq!(said(&desk, &sent).await.len(), 2);
        assert!(of_person(&desk, &ada).await.is_empty());
    }

    async fn an_unknown_number_is_recorded_and_nobodys(app: &TestApp) {
        let (desk, _) = desk(app).await;
        for words in ["Hello", "Anybody there?"] {
            text_from(app, &desk, "+12125550177", words).await;
        }
        let adrift = desk.get("/api/interactions?hasNoPerson=true").await.ok();
        assert_eq!(adrift.total(), 1);
        assert_eq!(said(&desk, adrift.ids()[0]).await, ["Hello", "Anybody there?"]);
    }

    async fn a_company_without_a_sandbox_pretends_nothing(app: &TestApp) {
        let administrator = app.administrator().await;
        let body = json!({"channel": "text", "from": ADA, "body": "Hello"});
        let answer = administrator.post("/api/sandbox/inbound", body.clone()).await.refused(404);
        assert!(answer.message().contains("POST /api/channels"), "{}", answer.message());
        administrator.get("/api/sandbox/outbox").await.refused(404);
        let (desk, _) = desk(app).await;
        desk.post("/api/sandbox/inbound", json!({"channel": "voice", "body": 1})).await.refused_fields(&["body", "channel", "from"]);
        app.manager().await.post("/api/sandbox/inbound", body).await.refused(403);
    }
}
