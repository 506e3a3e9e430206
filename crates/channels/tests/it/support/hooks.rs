//! Our public address: takes every request and hands it over as the server would.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use channels::HookRequest;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// The path below which the provider finds the channel.
const CHANNEL: &str = "/hooks/CH-7K3Q-9XTD";

/// A server whose requests wait here until a story looks at them.
pub struct Hooks {
    /// What the channel is told: `http://127.0.0.1:PORT/hooks/CH-…`.
    pub url: String,
    requests: mpsc::UnboundedReceiver<HookRequest>,
    server: JoinHandle<()>,
}

impl Hooks {
    /// Opens it.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let url = format!("{origin}{CHANNEL}");
        let (sender, requests) = mpsc::unbounded_channel();
        let router = Router::new().fallback(take).with_state((origin, sender));
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, requests, server }
    }

    /// The next request.
    pub async fn next(&mut self) -> HookRequest {
        let next = tokio::time::timeout(std::time::Duration::from_secs(20), self.requests.recv());
        next.await.expect("the provider never called").unwrap()
    }
}

impl Drop for Hooks {
    fn drop(&mut self) {
        self.server.abort();
    }
}

type Taken = (String, mpsc::UnboundedSender<HookRequest>);

async fn take(State((origin, taken)): State<Taken>, _: Method, uri: Uri, headers: HeaderMap, body: Bytes) {
    let path = uri.path().strip_prefix(CHANNEL).unwrap_or_default().trim_start_matches('/').to_owned();
    let headers = headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), value.to_str().unwrap_or_default().to_owned()));
    let request = HookRequest { path, url: format!("{origin}{uri}"), headers: headers.collect(), body };
    taken.send(request).unwrap();
}
