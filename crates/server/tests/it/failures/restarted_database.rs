//! A PostgreSQL that is restarted under load.

use std::path::{Path, PathBuf};

use serde_json::json;
use store::Place;
use tokio::process::Command;

use super::{Load, nothing_is_lost_or_half};
use crate::support::Process;

/// `tools/postgres`, which starts and stops private servers.
fn tool() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tools/postgres")
}

async fn postgres(verb: &str, folder: &Path, mode: &[&str]) -> String {
    let output = Command::new(tool()).arg(verb).arg(folder).args(mode).output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restarted_database_costs_no_acknowledged_write() {
    if std::env::var("SWITCHBOARD_TEST_POSTGRES").is_err() {
        println!("skipped: SWITCHBOARD_TEST_POSTGRES names no PostgreSQL");
        return;
    }
    server::http::serve::install_tls_provider();
    let folder = tempfile::TempDir::new().unwrap();
    let url = postgres("start", folder.path(), &[]).await;
    let running = Process::serve(&Place::Url(url)).await;
    let administrator = running.administrator().await;
    administrator.post("/api/people", json!({"externalId": "ada"})).await.ok();
    let path = "/api/people/ext-ada/interactions";
    let load = Load::begin(&administrator, path, 16);
    load.reach(100).await;
    for mode in ["fast", "immediate"] {
        postgres("restart", folder.path(), &[mode]).await;
        let before = load.count().await;
        load.reach(before + 50).await;
    }
    let acknowledged = load.end().await;
    nothing_is_lost_or_half(&administrator, path, &acknowledged).await;
    running.kill().await;
    postgres("stop", folder.path(), &["fast"]).await;
}
