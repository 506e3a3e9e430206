//! Hooks: believed for their signature, answered once what they tell is kept.

use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;

use super::{ADA, DESK, KEY, ada, desk, of_person, understand};
use crate::support::{Answer, TestApp, on_both_stores};

fn text(id: &str) -> Value {
    json!({"id": id, "channel": "text", "from": ADA, "to": DESK, "body": "Hello"})
}

/// A provider calls with this body, signed for this URL.
async fn call(app: &TestApp, path: &str, signed_url: &str, body: &str) -> Answer {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(KEY.as_bytes()).unwrap();
    mac.update(format!("{signed_url}\n{body}").as_bytes());
    let signature: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let nobody = app.nobody();
    let request = nobody.request(Method::POST, path).header("x-sandbox-signature", signature);
    let request = request.header("host", "evil.example").body(Bytes::copy_from_slice(body.as_bytes()));
    nobody.send(request).await
}

async fn signed(app: &TestApp, path: &str, body: &str) -> Answer {
    call(app, path, &format!("{}{path}", app.base), body).await
}

on_both_stores! {
    async fn what_is_signed_is_taken_once_however_often_it_comes(app: &TestApp) {
        let (desk, channel) = desk(app).await;
        let ada = ada(app).await;
        let hook = format!("/hooks/{channel}/inbound?from=provider");
        for _ in 0..5 {
            let answer = signed(app, &hook, &text("one").to_string()).await;
            assert_eq!((answer.status, answer.text.as_str()), (200, r#"{"taken":true}"#), "{}", answer.text);
        }
        assert_eq!(desk.get("/api/arrivals?state=waiting").await.ok().total(), 1);
        assert_eq!(understand(app).await, 1);
        assert_eq!(of_person(&desk, &ada).await.len(), 1);
        assert_eq!(desk.get("/api/arrivals?state=waiting").await.ok().total(), 0);
    }

    async fn what_is_not_signed_leaves_no_trace(app: &TestApp) {
        let (desk, channel) = desk(app).await;
        let hook = format!("/hooks/{channel}/inbound");
        let words = text("one").to_string();
        app.nobody().post(&hook, text("one")).await.refused(403);
        call(app, &hook, "https://elsewhere.example/hooks", &words).await.refused(403);
        signed(app, &hook, "{}").await.refused(400);
        signed(app, &format!("/hooks/{channel}/other"), &words).await.refused(404);
        signed(app, "/hooks/CH-2222-2222/inbound", &words).await.refused(404);
        signed(app, "/hooks/nothing/inbound", &words).await.refused(404);
        assert_eq!(desk.get("/api/arrivals").await.ok().total(), 0);
    }

    async fn a_channel_that_is_not_used_still_takes_and_one_that_is_gone_does_not(app: &TestApp) {
        let (desk, channel) = desk(app).await;
        let path = format!("/api/channels/{channel}");
        desk.put(&path, json!({"enabled": false})).await.ok();
        let hook = format!("/hooks/{channel}/inbound");
        assert_eq!(signed(app, &hook, &text("one").to_string()).await.status, 200);
        desk.delete(&path).await.ok();
        signed(app, &hook, &text("two").to_string()).await.refused(404);
        assert_eq!(desk.get("/api/arrivals").await.ok().total(), 1);
    }
}
