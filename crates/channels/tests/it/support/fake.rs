//! A provider of our own, for what no program of other people's does: errors on demand.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::IntoResponse;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What the provider answers next.
#[derive(Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Seconds of `Retry-After`.
    pub wait: Option<u32>,
    /// The body, as it is.
    pub body: String,
}

impl Answer {
    /// A status with JSON.
    pub fn json(status: u16, body: Value) -> Self {
        Self { status, wait: None, body: body.to_string() }
    }
}

/// Answers as told, in order, and remembers what it was asked.
pub struct Fake {
    /// Where it listens.
    pub url: String,
    state: Arc<Mutex<Script>>,
    server: JoinHandle<()>,
}

#[derive(Default)]
struct Script {
    answers: VecDeque<Answer>,
    asked: Vec<(String, String, String)>,
}

impl Fake {
    /// Opens it.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(Script::default()));
        let router = Router::new().fallback(answer).with_state(Arc::clone(&state));
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, state, server }
    }

    /// Says what it answers to the next request not yet provided for.
    pub fn will_answer(&self, answer: Answer) {
        self.state.lock().unwrap().answers.push_back(answer);
    }

    /// Path and query, `authorization` and body of every request.
    pub fn asked(&self) -> Vec<(String, String, String)> {
        self.state.lock().unwrap().asked.clone()
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn answer(
    State(state): State<Arc<Mutex<Script>>>,
    uri: Uri,
    headers: HeaderMap,
    body: String,
) -> impl IntoResponse {
    let mut script = state.lock().unwrap();
    let authorization = headers.get("authorization").map_or("", |value| value.to_str().unwrap());
    script.asked.push((uri.to_string(), authorization.to_owned(), body));
    let answer = script.answers.pop_front().expect("an answer for every request");
    let mut told = HeaderMap::new();
    if let Some(wait) = answer.wait {
        told.insert("retry-after", wait.into());
    }
    (StatusCode::from_u16(answer.status).unwrap(), told, answer.body)
}
