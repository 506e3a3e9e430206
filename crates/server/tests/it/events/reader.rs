//! Somebody who listens to the stream.

use std::time::Duration;

use reqwest::{Method, Response};
use serde_json::Value;

use crate::support::Actor;

/// Longer than anything takes: a story that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Reader {
    response: Response,
    buffer: String,
}

/// What stands between two blank lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    pub id: i64,
    pub event: Option<String>,
    pub data: Option<Value>,
}

impl Reader {
    /// Opens the stream after a number.
    pub async fn after(actor: &Actor, number: i64) -> Self {
        Self::open(actor, &format!("?after={number}"), None).await
    }

    /// Comes back with the last number it had; what the address says counts no more.
    pub async fn again(actor: &Actor, last: i64) -> Self {
        Self::open(actor, "?after=0", Some(last)).await
    }

    async fn open(actor: &Actor, query: &str, last: Option<i64>) -> Self {
        let mut request = actor.request(Method::GET, &format!("/api/events/stream{query}"));
        if let Some(last) = last {
            request = request.header("Last-Event-ID", last);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { response, buffer: String::new() }
    }

    /// The next frame with an id; none at the end of the stream.
    pub async fn next(&mut self) -> Option<Frame> {
        loop {
            while let Some(end) = self.buffer.find("\n\n") {
                let text: String = self.buffer.drain(..end + 2).collect();
                if let Some(frame) = frame(&text) {
                    return Some(frame);
                }
            }
            let chunk = tokio::time::timeout(PATIENCE, self.response.chunk()).await;
            let chunk = chunk.unwrap_or_else(|_| panic!("the stream says nothing")).ok()??;
            self.buffer.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }

    /// Reads up to and with this number.
    pub async fn through(&mut self, number: i64) -> Vec<Frame> {
        let mut frames = Vec::new();
        while frames.last().is_none_or(|frame: &Frame| frame.id < number) {
            frames.push(self.next().await.expect("the stream ended"));
        }
        frames
    }
}

pub fn frame(text: &str) -> Option<Frame> {
    let field = |name: &str| {
        text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ").map(str::to_owned))
    };
    let data = field("data").map(|data| serde_json::from_str(&data).unwrap());
    Some(Frame { id: field("id")?.parse().unwrap(), event: field("event"), data })
}
