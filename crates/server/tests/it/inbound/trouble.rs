//! What nobody can read, and what is told too early.

use domain::id::ChannelId;
use serde_json::json;
use store::{Author, Tx};

use super::{ADA, ada, consents, desk, of_person, text_from, text_to, understand};
use crate::support::{TestApp, on_both_stores};

/// Keeps an item as a driver would.
pub async fn keep(app: &TestApp, channel: &str, item: &str, raw: &[u8]) {
    let (channel, item, raw): (ChannelId, _, _) = (channel.parse().unwrap(), item.to_owned(), raw.to_vec());
    let now = app.clock.now();
    let kept = app.app.store.write(Author::system(app.company), async move |tx: &Tx| {
        store::arrivals::insert(tx, channel, &item, &raw, now).await
    });
    assert!(kept.await.unwrap());
}

on_both_stores! {
    async fn a_poisoned_item_is_shown_and_holds_nobody_up(app: &TestApp) {
        let (desk, channel) = desk(app).await;
        let ada = ada(app).await;
        keep(app, &channel, "poison", b"\x00\xff{").await;
        text_from(app, &desk, ADA, "Hello").await;
        assert_eq!(of_person(&desk, &ada).await.len(), 1);
        let failed = desk.get("/api/arrivals?state=failed").await.ok();
        let id = failed.ids()[0].to_owned();
        assert_eq!((failed.total(), &failed.rows()[0]["item"]), (1, &json!("poison")));
        assert!(failed.rows()[0]["reason"].is_string());
        app.agent().await.get("/api/arrivals").await.refused(403);

        assert_eq!(understand(app).await, 0);
        let again = desk.post(&format!("/api/arrivals/{id}/retry"), json!({})).await.ok();
        assert_eq!(again.data()["state"], "waiting");
        assert_eq!(understand(app).await, 1);
        assert_eq!(desk.get(&format!("/api/arrivals/{id}")).await.ok().data()["state"], "failed");
        let done = desk.get("/api/arrivals?state=done").await.ok().ids()[0].to_owned();
        desk.post(&format!("/api/arrivals/{done}/retry"), json!({})).await.refused(409);
    }

    async fn a_status_of_a_message_nobody_knows_waits_a_while_and_is_settled(app: &TestApp) {
        let (desk, channel) = desk(app).await;
        let told = json!({"kind": "event", "id": "e", "interactionId": "IN-2222-2222", "channel": "text", "event": "delivered"});
        keep(app, &channel, "early", told.to_string().as_bytes()).await;
        assert_eq!((understand(app).await, understand(app).await), (1, 0));
        assert_eq!(desk.get("/api/arrivals?state=waiting").await.ok().total(), 1);
        for _ in 0..8 {
            app.clock.turn(300);
            understand(app).await;
        }
        let settled = desk.get("/api/arrivals?state=done").await.ok();
        assert_eq!(settled.rows()[0]["reason"], "told about a message that did not go out from here");
    }

    async fn another_companys_message_is_nothing_that_a_provider_can_speak_of(app: &TestApp) {
        let (desk, _) = desk(app).await;
        let ada = ada(app).await;
        let sent = text_to(app, &desk, &ada).await;
        let elsewhere = app.another_company().await;
        let stranger = app.key(elsewhere, domain::vocabulary::Role::Administrator).await;
        stranger.post("/api/channels", json!({"kind": "sandbox"})).await.ok();
        stranger.post("/api/sandbox/events", json!({"interactionId": sent, "event": "failed"})).await.refused(404);
        text_from(app, &stranger, ADA, "STOP").await;
        assert!(consents(&desk, &ada).await.is_empty());
        assert_eq!(of_person(&desk, &ada).await.len(), 1);
    }
}
