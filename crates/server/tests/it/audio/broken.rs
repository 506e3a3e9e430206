//! An upload whose sender leaves half way.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::{call, files, wav};
use crate::support::{Actor, TestApp, on_both_stores};

on_both_stores! {
    async fn an_interrupted_upload_leaves_nothing(app: &TestApp) {
        let agent = app.agent().await;
        let (call, _) = call(app, serde_json::json!({})).await;
        let mut socket = announce(app, &agent, &call, 64_000_000).await;
        socket.write_all(&wav(32_000_000)).await.unwrap();
        until(|| files(app.audio.path()) > 0).await;
        drop(socket);
        until(|| files(app.audio.path()) == 0).await;
        let row = agent.get(&format!("/api/interactions/{call}")).await.ok();
        assert_eq!(row.data()["hasRecording"], false);
    }

    async fn what_announces_too_much_is_refused_unread(app: &TestApp) {
        let agent = app.agent().await;
        let (call, _) = call(app, serde_json::json!({})).await;
        let mut socket = announce(app, &agent, &call, 512 * 1024 * 1024 + 1).await;
        let mut answer = [0u8; 12];
        socket.read_exact(&mut answer).await.unwrap();
        assert_eq!(String::from_utf8_lossy(&answer), "HTTP/1.1 413");
    }
}

/// Begins an upload of so many bytes.
async fn announce(app: &TestApp, agent: &Actor, call: &str, bytes: u64) -> TcpStream {
    let address = app.base.strip_prefix("http://").unwrap();
    let mut socket = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "PUT /api/interactions/{call}/recording HTTP/1.1\r\nHost: {address}\r\nX-API-KEY: {}\r\n\
         Content-Type: audio/wav\r\nContent-Length: {bytes}\r\n\r\n",
        agent.key.clone().unwrap()
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    socket
}

/// Comes back as soon as it holds.
async fn until(holds: impl Fn() -> bool) {
    let watching = async {
        while !holds() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), watching).await.expect("it never came to be");
}
