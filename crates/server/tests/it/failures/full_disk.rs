//! A disk that fills up, and has room again.

use std::path::Path;
use std::process::Command;

use serde_json::json;
use store::Place;

use super::{Load, nothing_is_lost_or_half};
use crate::support::Process;

/// A small disk of its own, as only root can make one.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = tempfile::TempDir::new().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=6m,mode=700", "tmpfs"])
            .arg(folder.path())
            .output();
        mounted.is_ok_and(|output| output.status.success()).then_some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).output();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_plainly_and_loses_nothing() {
    let Some(disk) = SmallDisk::mount() else {
        println!("skipped: only root can mount a small disk to fill");
        return;
    };
    server::http::serve::install_tls_provider();
    let place = Place::Folder(disk.path().join("data"));
    let running = Process::serve(&place).await;
    let administrator = running.administrator().await;
    administrator.post("/api/people", json!({"externalId": "ada"})).await.ok();
    let path = "/api/people/ext-ada/interactions";
    let load = Load::begin(&administrator, path, 4);
    load.reach(20).await;
    let mut acknowledged = load.end().await;

    let filler = disk.path().join("filler");
    fill(&filler);
    let large = json!({
        "channel": "email", "direction": "outbound", "status": "attempted", "theme": "opsServicing",
        "externalId": "late", "content": {"bodyText": "needle of x in a haystack".repeat(20_000)}
    });
    let refused = administrator.post(path, large).await;
    assert_eq!(refused.status, 503, "{}", refused.text);
    assert!(refused.message().contains("full"), "{}", refused.text);
    nothing_is_lost_or_half(&administrator, path, &acknowledged).await;

    std::fs::remove_file(&filler).unwrap();
    let load = Load::begin(&administrator, "/api/people/ext-ada/interactions", 1);
    load.reach(1).await;
    // Its names repeat those of the first load, so a new one shows that there is room again.
    acknowledged.extend(load.end().await);
    nothing_is_lost_or_half(&administrator, path, &acknowledged).await;
    running.kill().await;
}

/// Writes until nothing more fits.
fn fill(file: &Path) {
    use std::io::Write;
    let mut filler = std::fs::File::create(file).unwrap();
    let block = [0u8; 4096];
    while filler.write_all(&block).is_ok() {}
}
