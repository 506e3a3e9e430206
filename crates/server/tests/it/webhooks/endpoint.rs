//! Somebody's endpoint, on loopback, that writes down what it is sent.

use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::timeout;
use tokio_util::task::AbortOnDropHandle;

/// What it was sent once.
#[derive(Debug, Clone)]
pub struct Sent {
    pub headers: HeaderMap,
    pub body: String,
}

impl Sent {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}")).to_str().unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub fn number(&self) -> i64 {
        self.json()["data"]["number"].as_i64().unwrap()
    }
}

type Manner = Box<dyn Fn(&Sent) -> u16 + Send>;

struct Behind {
    told: UnboundedSender<Sent>,
    manner: Arc<Mutex<Manner>>,
    words: Option<String>,
}

pub struct Endpoint {
    pub url: String,
    told: UnboundedReceiver<Sent>,
    manner: Arc<Mutex<Manner>>,
    #[expect(dead_code, reason = "it serves for as long as it lives")]
    serving: AbortOnDropHandle<()>,
}

/// How long a story waits for what must come; a lease of a killed worker ends after 20 s.
const PATIENCE: Duration = Duration::from_secs(60);

/// The status that stands for no answer at all.
pub const SILENCE: u16 = 0;

impl Endpoint {
    /// Answers 200 to everything.
    pub async fn open() -> Self {
        Self::answering(|_| 200).await
    }

    /// Answers 200 to everything, in these words.
    pub async fn saying(words: &str) -> Self {
        Self::behaving(|_| 200, Some(words.to_owned())).await
    }

    /// Answers in this manner.
    pub async fn answering(manner: impl Fn(&Sent) -> u16 + Send + 'static) -> Self {
        Self::behaving(manner, None).await
    }

    async fn behaving(manner: impl Fn(&Sent) -> u16 + Send + 'static, words: Option<String>) -> Self {
        let (sender, told) = unbounded_channel();
        let manner: Arc<Mutex<Manner>> = Arc::new(Mutex::new(Box::new(manner)));
        let behind = Arc::new(Behind { told: sender, manner: manner.clone(), words });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(behind);
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, told, manner, serving: AbortOnDropHandle::new(serving) }
    }

    /// Answers in another manner from now on.
    pub fn change(&self, manner: impl Fn(&Sent) -> u16 + Send + 'static) {
        *self.manner.lock().unwrap() = Box::new(manner);
    }

    /// The next thing it is sent.
    pub async fn next(&mut self) -> Sent {
        let waiting = timeout(PATIENCE, self.told.recv()).await;
        waiting.expect("nothing was sent").unwrap()
    }

    /// Everything it was sent and did not tell of yet.
    pub fn all(&mut self) -> Vec<Sent> {
        std::iter::from_fn(|| self.told.try_recv().ok()).collect()
    }
}

async fn answer(State(behind): State<Arc<Behind>>, headers: HeaderMap, body: Bytes) -> Response {
    let sent = Sent { headers, body: String::from_utf8(body.to_vec()).unwrap() };
    let status = (behind.manner.lock().unwrap())(&sent);
    behind.told.send(sent).unwrap();
    if status == SILENCE {
        pending::<()>().await;
    }
    let answer = behind.words.clone().unwrap_or_else(|| format!("answered {status}"));
    (StatusCode::from_u16(status).unwrap(), [(header::LOCATION, "http://127.0.0.1:9/")], answer)
        .into_response()
}
