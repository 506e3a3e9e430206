//! My buttons: where they are there, what they open, what they tell, and that nobody else can tell it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use ring::hmac;
use serde_json::{Value, json};

use super::people::Floor;
use crate::support::bodies::{call, with};
use crate::support::{TestApp, on_both_stores};
use crate::webhooks::endpoint::Endpoint;

/// A floor, its profile, and an interaction that its agent handled for a person.
async fn scene(app: &TestApp) -> (Floor, String, String, String) {
    let floor = Floor::make(app).await;
    let key = app.administrator().await;
    let profile =
        floor.agent.get("/api/users/me").await.ok().data()["activeProfileId"].as_str().unwrap().to_owned();
    let person = json!({"externalId": "loan & 7", "name": {"firstName": "Ada", "lastName": "Okafor"}});
    let person = key.post("/api/people", person).await.ok().id();
    let row = json!({"advisorId": floor.agent_id, "customerAddress": "+12025550143", "campaign": "Spring"});
    let id = key.post(&format!("/api/people/{person}/interactions"), with(call(), row)).await.ok().id();
    (floor, profile, person, id)
}

fn secret(of: &Value) -> Vec<u8> {
    STANDARD.decode(of["secret"].as_str().unwrap().strip_prefix("whsec_").unwrap()).unwrap()
}

fn claims(url: &str, secret: &[u8]) -> Option<Value> {
    let token = url.split("context=").nth(1)?.split(['&', '#']).next()?;
    let mut validation = Validation::new(Algorithm::HS256);
    // The clock of a story stands still in the past.
    validation.validate_exp = false;
    Some(decode(token, &DecodingKey::from_secret(secret), &validation).ok()?.claims)
}

on_both_stores! {
    async fn a_button_opens_an_address_with_a_signed_context(app: &TestApp) {
        let (floor, profile, person, id) = scene(app).await;
        let key = app.administrator().await;
        let target = "https://erp.example/c/{personExternalId}?phone={customerAddress}&by={userEmail}#top";
        let made = key.post("/api/buttons", json!({"profileId": profile, "label": "Open in ERP", "target": target})).await.ok();
        let button = made.id();
        assert!(key.get(&format!("/api/buttons/{button}")).await.ok().data()["secret"].is_null());
        let offered = floor.agent.get(&format!("/api/history/{id}/buttons")).await.ok();
        assert_eq!(offered.data(), &json!([{"id": button, "label": "Open in ERP", "place": "interaction", "kind": "url"}]));
        let press = format!("/api/history/{id}/buttons/{button}");
        let pressed = floor.agent.post(&press, json!({})).await.ok();
        let url = pressed.data()["url"].as_str().unwrap();
        let email = floor.agent.get("/api/users/me").await.ok().data()["email"].as_str().unwrap().replace('@', "%40");
        assert!(url.starts_with(&format!("https://erp.example/c/loan%20%26%207?phone=%2B12025550143&by={email}&context=")) && url.ends_with("#top"), "{url}");
        let told = claims(url, &secret(made.data())).unwrap();
        assert_eq!((&told["user"]["id"], &told["interaction"]["id"], &told["person"]["id"], &told["person"]["externalId"]), (&json!(floor.agent_id), &json!(id), &json!(person), &json!("loan & 7")));
        assert_eq!(told["exp"].as_i64().unwrap() - told["iat"].as_i64().unwrap(), 300);
        assert_eq!(told["iat"].as_i64().unwrap(), app.clock.now().0 / 1_000_000);
        assert!(claims(url, b"another").is_none());
        // A new secret ends the old one.
        let rotated = key.post(&format!("/api/buttons/{button}/rotate-secret"), json!({})).await.ok();
        let again = floor.agent.post(&press, json!({})).await.ok();
        let again = again.data()["url"].as_str().unwrap().to_owned();
        assert!(claims(&again, &secret(made.data())).is_none() && claims(&again, &secret(rotated.data())).is_some());
        let events = key.get("/api/events?limit=100").await.ok();
        let pressed: Vec<_> = events.rows().iter().filter(|event| event["type"] == "button.pressed").collect();
        assert_eq!((pressed.len(), &pressed[0]["actor"]["id"], &pressed[0]["personId"]), (2, &json!(floor.agent_id), &json!(person)));
        assert!(!events.text.contains("whsec_") && !floor.agent.get("/api/events?limit=100").await.ok().text.contains(&button));
    }

    async fn a_button_calls_an_endpoint_that_knows_who_called(app: &TestApp) {
        let (floor, profile, _, id) = scene(app).await;
        let key = app.administrator().await;
        let mut endpoint = Endpoint::saying(r#"{"message": "Ticket 42 opened"}"#).await;
        let body = json!({"profileId": profile, "label": "Open a ticket", "kind": "webhook", "place": "case", "target": endpoint.url});
        let made = key.post("/api/buttons", body).await.ok();
        let press = format!("/api/history/{id}/buttons/{}", made.id());
        let pressed = floor.agent.post(&press, json!({})).await.ok();
        assert_eq!(pressed.data(), &json!({"url": null, "delivered": true, "responseStatus": 200, "message": "Ticket 42 opened"}));
        let sent = endpoint.next().await;
        let signed = format!("{}.{}.{}", sent.header("webhook-id"), sent.header("webhook-timestamp"), sent.body);
        let signature = STANDARD.decode(sent.header("webhook-signature").strip_prefix("v1,").unwrap()).unwrap();
        let verified = |key: &[u8]| hmac::verify(&hmac::Key::new(hmac::HMAC_SHA256, key), signed.as_bytes(), &signature).is_ok();
        assert!(verified(&secret(made.data())) && !verified(b"another"));
        assert_eq!((&sent.json()["type"], &sent.json()["data"]["interaction"]["id"]), (&json!("button.pressed"), &json!(id)));
        endpoint.change(|_| 500);
        let failed = floor.agent.post(&press, json!({})).await.ok();
        assert_eq!((&failed.data()["delivered"], &failed.data()["responseStatus"]), (&json!(false), &json!(500)));
    }

    async fn a_button_is_there_for_its_profile_where_its_conditions_hold(app: &TestApp) {
        let (floor, profile, person, id) = scene(app).await;
        let key = app.administrator().await;
        let make = async |label: &str, fields: Value| {
            let body = with(json!({"profileId": profile, "label": label, "target": "https://example.com/"}), fields);
            key.post("/api/buttons", body).await.ok().id()
        };
        make("second", json!({"position": 2})).await;
        let off = make("off", json!({"enabled": false})).await;
        make("for calls", json!({"position": 1, "place": "card", "conditions": {"flows": ["voice"], "directions": ["inbound"], "hasPerson": true}})).await;
        make("for emails", json!({"conditions": {"flows": ["email"]}})).await;
        let with_case = make("with a case", json!({"position": 3, "place": "case", "conditions": {"hasCase": true}})).await;
        let other = key.post("/api/profiles", json!({"name": "Other", "userIds": [floor.agent_id]})).await.ok().id();
        key.post("/api/buttons", json!({"profileId": other, "label": "of another", "target": "https://example.com/"})).await.ok();
        let labels = async || {
            let offered = floor.agent.get(&format!("/api/history/{id}/buttons")).await.ok();
            offered.data().as_array().unwrap().iter().map(|one| one["label"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(labels().await, ["for calls", "second"]);
        for not_there in [&off, &with_case] {
            floor.agent.post(&format!("/api/history/{id}/buttons/{not_there}"), json!({})).await.refused(404);
        }
        let case = key.post(&format!("/api/people/{person}/cases"), json!({"caseType": "generic", "name": "a case"})).await.ok().id();
        key.put(&format!("/api/people/{person}/cases/{case}/interactions/{id}"), json!({})).await.ok();
        assert_eq!(labels().await, ["for calls", "second", "with a case"]);
        floor.agent.put("/api/users/me/profile", json!({"profileId": other})).await.ok();
        assert_eq!(labels().await, ["of another"]);
        // What one does not see in the history has no buttons.
        let theirs = key.post(&format!("/api/people/{person}/interactions"), with(call(), json!({"advisorId": floor.stranger_id}))).await.ok().id();
        floor.agent.get(&format!("/api/history/{theirs}/buttons")).await.refused(404);
        key.delete(&format!("/api/profiles/{other}")).await.ok();
        assert_eq!(key.get("/api/buttons?limit=100").await.ok().total(), 5);
    }

    async fn what_is_wrong_with_a_button_is_told(app: &TestApp) {
        let (floor, profile, ..) = scene(app).await;
        let key = app.administrator().await;
        floor.manager.get("/api/buttons").await.refused(403);
        key.post("/api/buttons", json!({})).await.refused_fields(&["label", "profileId", "target"]);
        let body = |fields: Value| with(json!({"profileId": profile, "label": "x", "target": "https://example.com/"}), fields);
        for (fields, wrong) in [
            (json!({"profileId": "PF-2222-2222"}), "profileId"),
            (json!({"target": "javascript:alert(1)"}), "target"),
            (json!({"target": "https://{customerAddress}/"}), "target"),
            (json!({"target": "https://example.com/{amount}"}), "target"),
            (json!({"target": "https://a:b@example.com/"}), "target"),
            (json!({"kind": "webhook", "target": "https://example.com/{flow}"}), "target"),
            (json!({"kind": "webhook", "target": "ftp://example.com/"}), "target"),
            (json!({"conditions": {"flows": ["smoke"]}}), "conditions"),
            (json!({"place": "roof"}), "place"),
        ] {
            key.post("/api/buttons", body(fields)).await.refused_fields(&[wrong]);
        }
        let made = key.post("/api/buttons", body(json!({}))).await.ok().id();
        let path = format!("/api/buttons/{made}");
        key.put(&path, json!({"kind": "webhook", "target": "https://example.com/{flow}"})).await.refused_fields(&["target"]);
        let changed = key.put(&path, json!({"label": "y", "conditions": {"hasCase": true}})).await.ok();
        assert_eq!((&changed.data()["label"], &changed.data()["conditions"]["hasCase"]), (&json!("y"), &json!(true)));
        key.delete(&path).await.ok();
        key.get(&path).await.refused(404);
    }
}
