//! Requests checked by Prism against SendGrid's own OpenAPI document.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use channels::{Body, Channel};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};

use super::{full, open};
use crate::support::data_path;

#[tokio::test]
async fn our_requests_are_what_sendgrids_document_says() {
    let Some(document) = data_path("openapi/sendgrid_mail_v3.json") else { return };
    let Some(modules) = modules().await else { return };
    let (url, _prism) = start(&modules, &document).await;

    let mut plain = full();
    let Body::Email(email) = &mut plain.body else { panic!("no mail") };
    (email.html, email.cc, email.bcc, email.attachments) = (None, Vec::new(), Vec::new(), Vec::new());
    for message in [full(), plain] {
        let receipt = open(&url).send(&message).await.unwrap();
        assert!(receipt.said.starts_with("202"), "{}", receipt.said);
    }
    // It does look at the body.
    let client = reqwest::Client::new();
    let wrong = client.post(format!("{url}/v3/mail/send")).bearer_auth("SG.secret");
    let wrong =
        wrong.header("content-type", "application/json").body(r#"{"subject": 1}"#).send().await.unwrap();
    assert!(wrong.status().is_client_error(), "{}", wrong.status());
}

async fn start(modules: &Path, document: &Path) -> (String, Child) {
    let address = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let mut command = Command::new("node");
    command.arg(modules.join("@stoplight/prism-cli/dist/index.js"));
    command.args(["mock", "-h", "127.0.0.1", "-p", &address.port().to_string()]).arg(document);
    let mut child =
        command.env("NO_COLOR", "1").stdout(std::process::Stdio::null()).kill_on_drop(true).spawn().unwrap();
    let started = Instant::now();
    while TcpStream::connect(address).await.is_err() {
        assert!(
            child.try_wait().unwrap().is_none() && started.elapsed() < Duration::from_secs(60),
            "prism is silent"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    (format!("http://{address}"), child)
}

/// The `node_modules` with Prism; none, and a line that says why, where it cannot be had.
async fn modules() -> Option<PathBuf> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tools/peers");
    let output = Command::new(script).arg("prism").output().await.unwrap();
    if !output.status.success() {
        println!(
            "skipped: {}",
            String::from_utf8_lossy(&output.stderr).trim().lines().last().unwrap_or_default()
        );
        return None;
    }
    Some(PathBuf::from(String::from_utf8(output.stdout).unwrap().trim()))
}
