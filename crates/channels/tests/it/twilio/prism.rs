//! Requests checked by Prism against Twilio's own OpenAPI document.

use domain::vocabulary::Status;
use serde_json::{Value, json};

use super::{ACCOUNT, ADA, OURS, TOKEN, open_with};
use crate::support::{Peer, data, folder_of, text};

/// Prism refuses repeated form fields unless the document says how they are written.
fn with_array_encodings(document: &mut Value) {
    let paths = document["paths"].as_object_mut().unwrap().values_mut();
    for operation in paths.filter_map(Value::as_object_mut).flat_map(|path| path.values_mut()) {
        let form = "/requestBody/content/application~1x-www-form-urlencoded";
        let Some(form) = operation.pointer_mut(form) else { continue };
        let Some(fields) = form["schema"]["properties"].as_object() else { continue };
        let arrays = fields.iter().filter(|(_, field)| field["type"] == "array");
        let encoding: serde_json::Map<String, Value> =
            arrays.map(|(name, _)| (name.clone(), json!({"style": "form", "explode": true}))).collect();
        if !encoding.is_empty() {
            form["encoding"] = Value::Object(encoding);
        }
    }
}

#[tokio::test]
async fn our_requests_are_what_twilios_document_says() {
    let Some(document) = data("openapi/twilio_api_v2010.json") else { return };
    let Some(modules) = folder_of("prism").await else { return };
    let mut document: Value = serde_json::from_str(&document).unwrap();
    with_array_encodings(&mut document);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("twilio.json");
    std::fs::write(&file, document.to_string()).unwrap();

    let script = modules.join("@stoplight/prism-cli/dist/index.js");
    let file = file.to_str().unwrap();
    let prism = Peer::start(&modules, &script, |port| {
        ["mock", "-h", "127.0.0.1", "-p", &port.to_string(), file].map(str::to_owned).to_vec()
    })
    .await;

    let hooks = Some("https://desk.example/hooks/CH-7K3Q-9XTD");
    let service = json!({"messagingServiceSid": format!("MG{}", "1".repeat(32)), "validityPeriod": 600});
    for more in [json!({}), service] {
        let channel = open_with(&prism.url(), more, hooks);
        let receipt = channel.send(&text(OURS, ADA, "Your payment is due")).await.unwrap();
        assert_eq!(receipt.status, Status::Attempted);
        assert!(receipt.provider_id.unwrap().starts_with("SM"));
        assert!(channel.test().await.is_ok());
    }
    // It does look at the form.
    let url = format!("{}/2010-04-01/Accounts/{ACCOUNT}/Messages.json", prism.url());
    let nobody = reqwest::Client::new().post(url).basic_auth(ACCOUNT, Some(TOKEN)).body("Body=hi");
    let answer = nobody.header("content-type", "application/x-www-form-urlencoded").send().await.unwrap();
    assert_eq!(answer.status(), 422);
}
