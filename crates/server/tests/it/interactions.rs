//! One interaction: recorded, changed, protected.

use serde_json::json;

use crate::support::{TestApp, on_both_stores};

on_both_stores! {
    async fn a_call_is_recorded_and_read_again(app: &TestApp) {
        let agent = app.agent().await;
        let ada = app.person("Ada").await;
        let call = json!({"channel": "voice", "direction": "inbound", "status": "succeeded", "theme": "inbPayments"});
        let made = agent.post(&format!("/api/people/{ada}/interactions"), call).await.ok();
        let read = agent.get(&format!("/api/people/{ada}/interactions/{}", made.id())).await.ok();
        assert_eq!(read.data(), made.data());
        let native = app.native(&ada, json!({"channel": "text", "direction": "outbound", "status": "attempted", "theme": "opsServicing"})).await;
        let read = agent.get(&format!("/api/interactions/{native}")).await.ok();
        assert_eq!(read.data()["isExternal"], false);
    }
}
