//! Webhooks: what happens reaches who asked for it, signed, once or more, and nobody else.

mod blocked;
mod deliveries;
pub mod endpoint;
mod failing;
mod process;
mod runner;
mod subscriptions;
mod verified;

use serde_json::{Value, json};
use server::jobs;

use self::endpoint::Endpoint;
use crate::support::{Actor, TestApp};

const PATH: &str = "/api/webhooks/subscriptions";

/// A subscription of this endpoint to these types; its path and its secret.
async fn subscribe(administrator: &Actor, endpoint: &Endpoint, types: &[&str]) -> (String, String) {
    let body = json!({"url": endpoint.url, "eventTypes": types});
    let made = administrator.post(PATH, body).await.ok();
    (format!("{PATH}/{}", made.id()), made.data()["secret"].as_str().unwrap().to_owned())
}

/// Does what is due at this moment.
async fn run_due(app: &TestApp) {
    jobs::webhooks::run_due(&app.app).await.unwrap();
}

/// Something happens: a person is recorded under this external id.
async fn happens(administrator: &Actor, name: &str) {
    administrator.post("/api/people", json!({"externalId": name})).await.ok();
}

/// The deliveries of a subscription, oldest first.
async fn deliveries(administrator: &Actor, subscription: &str) -> Vec<Value> {
    let page = administrator.get(&format!("{subscription}/deliveries?limit=100")).await.ok();
    page.rows().iter().rev().cloned().collect()
}

/// What each delivery of a subscription has come to, oldest first.
async fn states(administrator: &Actor, subscription: &str) -> Vec<String> {
    let rows = deliveries(administrator, subscription).await;
    rows.iter().map(|row| row["state"].as_str().unwrap().to_owned()).collect()
}
