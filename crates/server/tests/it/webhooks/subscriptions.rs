//! Subscriptions themselves, and the secret that nobody reads again.

use domain::id::{AnyId, SubscriptionId};
use reqwest::Method;
use serde_json::json;

use super::{PATH, happens, run_due, subscribe};
use crate::support::on_both_stores;
use crate::webhooks::endpoint::Endpoint;

on_both_stores! {
    async fn an_administrator_subscribes_changes_and_removes(app: &TestApp) {
        let administrator = app.administrator().await;
        let body = json!({"url": "https://example.com/hooks?tenant=7", "eventTypes": ["interaction.*", "case.updated"], "description": "ledger"});
        let made = administrator.post(PATH, body).await.ok();
        let path = format!("{PATH}/{}", made.id());
        assert!(made.id().starts_with("WS-"));
        assert_eq!((&made.data()["enabled"], &made.data()["disabledReason"]), (&json!(true), &json!(null)));
        let changed = administrator.put(&path, json!({"enabled": false, "description": null})).await.ok();
        assert_eq!(changed.data()["disabledReason"], "switched off by hand");
        assert_eq!((&changed.data()["description"], &changed.data()["eventTypes"]), (&json!(null), &made.data()["eventTypes"]));
        assert_eq!(administrator.get(PATH).await.ok().ids(), [made.id().as_str()]);
        administrator.delete(&path).await.ok();
        administrator.get(&path).await.refused(404);
        administrator.get(&format!("{path}/deliveries")).await.refused(404);
        let log = administrator.get("/api/events?objectType=webhook").await.ok();
        let told: Vec<_> = log.rows().iter().map(|row| row["type"].as_str().unwrap()).collect();
        assert_eq!(told, ["webhook.created", "webhook.updated", "webhook.deleted"]);
        // Addresses may hold tokens: the log tells them to administrators alone.
        assert_eq!(app.manager().await.get("/api/events?objectType=webhook").await.ok().rows().len(), 0);
    }

    async fn what_is_wrong_with_a_body_is_told_field_by_field(app: &TestApp) {
        let administrator = app.administrator().await;
        administrator.post(PATH, json!({})).await.refused_fields(&["eventTypes", "url"]);
        let wrong = json!({"url": 7, "eventTypes": ["interacton.created"], "enabled": "yes"});
        administrator.post(PATH, wrong).await.refused_fields(&["enabled", "eventTypes", "url"]);
        for url in ["ftp://example.com", "example.com", "https://u:p@example.com", "http://169.254.169.254/"] {
            administrator.post(PATH, json!({"url": url, "eventTypes": ["*"]})).await.refused_fields(&["url"]);
        }
        let made = administrator.post(PATH, json!({"url": "https://example.com", "eventTypes": ["*"]})).await.ok();
        let path = format!("{PATH}/{}", made.id());
        administrator.put(&path, json!({"url": null, "eventTypes": []})).await.refused_fields(&["eventTypes", "url"]);
        for from in [json!(0), json!("1"), json!(null), json!(1000)] {
            administrator.post(&format!("{path}/replay"), json!({"from": from})).await.refused_fields(&["from"]);
        }
        administrator.get(&format!("{path}/deliveries?state=lost")).await.refused_fields(&["state"]);
    }

    async fn a_secret_is_shown_once_and_kept_sealed(app: &TestApp) {
        let administrator = app.administrator().await;
        let endpoint = Endpoint::open().await;
        let request = administrator.request(Method::POST, PATH).header("Idempotency-Key", "once");
        let body = json!({"url": endpoint.url, "eventTypes": ["*"]});
        let made = administrator.send(request.json(&body)).await.ok();
        let first = made.data()["secret"].as_str().unwrap().to_owned();
        assert!(first.starts_with("whsec_") && first.len() == 50, "{first}");
        let path = format!("{PATH}/{}", made.id());
        let rotated = administrator.post(&format!("{path}/rotate-secret"), json!({})).await.ok();
        let second = rotated.data()["secret"].as_str().unwrap().to_owned();
        assert_ne!(first, second);
        assert_eq!(rotated.headers["cache-control"], "no-store");
        happens(&administrator, "ada").await;
        run_due(app).await;
        let again = administrator.request(Method::POST, PATH).header("Idempotency-Key", "once").json(&body);
        let again = administrator.send(again).await;
        let answers = [
            again,
            administrator.get(PATH).await.ok(),
            administrator.get(&path).await.ok(),
            administrator.put(&path, json!({"description": "x"})).await.ok(),
            administrator.get(&format!("{path}/deliveries")).await.ok(),
            administrator.get("/api/events?limit=1000").await.ok(),
            administrator.delete(&path).await.ok(),
        ];
        for answer in answers {
            assert!(!answer.text.contains(&first) && !answer.text.contains(&second), "{}", answer.asked);
            assert!(!answer.text.contains("whsec_"), "{}", answer.asked);
        }
    }

    async fn the_store_holds_no_secret_in_plain(app: &TestApp) {
        let administrator = app.administrator().await;
        let endpoint = Endpoint::open().await;
        let (path, shown) = subscribe(&administrator, &endpoint, &["*"]).await;
        let AnyId::Ours(id) = AnyId::<SubscriptionId>::read(path.rsplit('/').next().unwrap()) else { panic!() };
        let sealed = store::webhooks::secrets(&app.app.store, app.company, id).await.unwrap().unwrap().current;
        let plain = app.app.sealer.open(&format!("{}/webhook/{id}", app.company), &sealed).unwrap();
        assert_eq!(shown, format!("whsec_{}", base64(&plain)));
        assert!(!sealed.windows(8).any(|part| plain.windows(8).any(|other| other == part)));
    }
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
