//! Addresses of our own network are refused, unless the operator allows them.

use serde_json::json;
use server::app::Settings;
use server::config::SecretsKey;
use tempfile::TempDir;
use tokio::net::TcpListener;

use super::{PATH, happens, run_due, states};
use crate::support::{Database, Engine, TestApp};

#[tokio::test]
async fn a_private_address_is_refused_and_a_name_that_leads_to_one_is_not_called() {
    let database = Database::create(Engine::Sqlite).await.unwrap();
    let settings = Settings { secrets_key: Some(SecretsKey::new([7; 32])), ..Settings::default() };
    let app = TestApp::start_with(&database, TempDir::new().unwrap(), settings).await;
    let administrator = app.administrator().await;
    for url in [
        "http://example.com/",
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
        "https://0x7f.1/",
        "https://[::1]/",
        "https://[fd00::1]/",
        "https://[fe80::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
    ] {
        administrator.post(PATH, json!({"url": url, "eventTypes": ["*"]})).await.refused_fields(&["url"]);
    }

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}/", listener.local_addr().unwrap().port());
    let made = administrator.post(PATH, json!({"url": url, "eventTypes": ["person.*"]})).await.ok();
    let path = format!("{PATH}/{}", made.id());
    let tested = administrator.post(&format!("{path}/test"), json!({})).await.ok();
    let error = tested.data()["error"].as_str().unwrap();
    assert!(
        error.contains("private or reserved address") && error.contains("webhooks.allow_private"),
        "{error}"
    );
    happens(&administrator, "ada").await;
    run_due(&app).await;
    assert_eq!(states(&administrator, &path).await, ["pending"]);
    let somebody = tokio::select! {
        biased;
        _ = listener.accept() => true,
        () = std::future::ready(()) => false,
    };
    assert!(!somebody, "somebody was called");
    app.stop().await;
    database.remove().await;
}
