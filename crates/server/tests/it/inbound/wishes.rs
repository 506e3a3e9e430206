//! STOP, START and HELP: effective at once, confirmed once, recorded.

use serde_json::{Value, json};

use super::{ADA, ada, consents, contact, desk, hand_over, happen, text_from, text_to, understand};
use crate::support::{Actor, TestApp, on_both_stores};

async fn would_be_sent(app: &TestApp, desk: &Actor) -> Vec<Value> {
    hand_over(app).await;
    desk.get("/api/sandbox/outbox?channel=text").await.ok().rows().to_vec()
}

fn text(person: &str) -> Value {
    json!({
        "personId": person, "channel": "text", "subject": "freeForm", "theme": "opsServicing",
        "content": {"body": "One more thing."}
    })
}

on_both_stores! {
    async fn a_stop_silences_at_once_and_is_confirmed_once(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        for word in ["STOP", "please stop", "Stop!"] {
            text_from(app, &desk, ADA, word).await;
        }
        let sent = would_be_sent(app, &desk).await;
        assert_eq!(sent.len(), 1, "{sent:?}");
        assert_eq!((&sent[0]["sandbox"], &sent[0]["message"]["to"]["address"]), (&json!(true), &json!(ADA)));
        assert!(sent[0]["message"]["content"]["body"].as_str().unwrap().contains("no more texts"));
        let known = consents(&desk, &ada).await;
        assert_eq!((known.len(), &known[0]["kind"], &known[0]["source"]), (1, &json!("text"), &json!("text STOP")));
        assert!(known[0]["revokedAt"].is_string() && known[0]["givenAt"].is_null());
        assert_eq!(contact(&desk, &ada, "phone").await["receiveTextMessages"], false);
        desk.post("/api/communicator/send", text(&ada)).await.refused(422);
        assert_eq!(would_be_sent(app, &desk).await.len(), 1);
    }

    async fn a_start_lets_us_write_again(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        text_from(app, &desk, ADA, "STOP").await;
        app.clock.turn(600);
        text_from(app, &desk, ADA, "START").await;
        assert_eq!(contact(&desk, &ada, "phone").await["receiveTextMessages"], true);
        let known = consents(&desk, &ada).await;
        assert_eq!((known.len(), &known[0]["source"]), (2, &json!("text START")));
        desk.post("/api/communicator/send", text(&ada)).await.ok();
    }

    async fn a_help_is_answered(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        text_from(app, &desk, ADA, "HELP").await;
        let sent = would_be_sent(app, &desk).await;
        assert_eq!(sent.len(), 1);
        assert!(sent[0]["message"]["content"]["body"].as_str().unwrap().contains("Reply STOP"));
        assert!(consents(&desk, &ada).await.is_empty());
    }

    async fn a_stop_that_is_read_too_late_is_obeyed_and_not_confirmed(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        let stop = json!({"channel": "text", "from": ADA, "body": "STOP"});
        desk.post("/api/sandbox/inbound", stop).await.ok();
        app.clock.turn(301);
        understand(app).await;
        assert_eq!(consents(&desk, &ada).await.len(), 1);
        assert!(would_be_sent(app, &desk).await.is_empty());
    }

    async fn a_carriers_word_that_somebody_opted_out_is_a_stop(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        let sent = text_to(app, &desk, &ada).await;
        happen(app, &desk, json!({"interactionId": sent, "event": "undelivered", "code": "21610"})).await;
        assert_eq!(consents(&desk, &ada).await[0]["source"], "told by the provider");
        assert_eq!(contact(&desk, &ada, "phone").await["receiveTextMessages"], false);
        assert!(contact(&desk, &ada, "phone").await["valid"].as_bool().unwrap());
    }
}
