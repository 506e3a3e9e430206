//! What happens to every request before and after its handler, whatever it asks for:
//! id, address, span, time limit, panic, headers, metrics and the one log line.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use futures::FutureExt;
use tracing::field::Empty;
use tracing::{Instrument, Span};

mod body;
mod client_address;
mod json_depth;
mod rate_limit;
mod request_id;
mod security;
#[cfg(test)]
mod tests;
mod trail;

pub use body::{JSON_BYTES, UPLOAD_BYTES, limit_body, too_large};
pub use client_address::{ClientAddress, client_address};
pub use json_depth::check_json_depth;
pub use rate_limit::{RateLimiter, TooMany};
pub use request_id::{REQUEST_ID, RequestId};
pub use trail::{Asker, Cause, Trail};

use crate::config::{Config, TrustedProxies};
use crate::http::problem::plain;
use crate::telemetry::{Metrics, traces};

/// What the edge needs to know.
#[derive(Debug, Clone)]
pub struct Edge {
    /// Where requests are counted.
    pub metrics: Metrics,
    /// Whether answers leave over TLS.
    pub tls: bool,
    /// Whether a caller's `traceparent` is taken up.
    pub traced: bool,
    /// The proxies whose word on the client's address is believed.
    pub proxies: TrustedProxies,
    /// Time until a request is given up with 503.
    pub request_time: Duration,
    /// Routes without a time limit, as they are written in the router (streams, uploads, downloads).
    pub unlimited: &'static [&'static str],
}

impl Edge {
    /// The edge as configured.
    pub fn new(config: &Config, metrics: Metrics, unlimited: &'static [&'static str]) -> Self {
        Self {
            metrics,
            tls: config.tls.is_some(),
            traced: config.traces.otlp_endpoint.is_some(),
            proxies: config.trusted_proxies.clone(),
            request_time: config.limits.request_time,
            unlimited,
        }
    }

    /// Puts the edge around a finished router: routes and fallbacks added later stand outside.
    pub fn around<S: Clone + Send + Sync + 'static>(self, router: Router<S>) -> Router<S> {
        router.layer(from_fn_with_state(Arc::new(self), pass))
    }
}

/// What is known of a request before its handler runs.
struct Arrival {
    started: Instant,
    id: RequestId,
    route: String,
    path: String,
    method: Method,
    trail: Trail,
    metrics: Metrics,
    answered: bool,
}

/// The status under which a request is counted whose client left before the answer (as nginx counts it).
const CLIENT_LEFT: u16 = 499;

async fn pass(State(edge): State<Arc<Edge>>, mut request: Request, next: Next) -> Response {
    let mut arrival = Arrival::of(&request, edge.metrics.clone());
    request.extensions_mut().insert(arrival.id.clone());
    request.extensions_mut().insert(arrival.trail.clone());
    if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<std::net::SocketAddr>>() {
        let address = client_address(peer.ip(), request.headers(), &edge.proxies);
        request.extensions_mut().insert(ClientAddress(address));
    }
    let span = arrival.span();
    if edge.traced {
        traces::take_up(&span, request.headers());
    }
    let answer = edge.answer(&arrival.route, next.run(request)).instrument(span.clone()).await;
    let mut response = speak(answer);
    security::secure(response.headers_mut(), &arrival.path, edge.tls);
    response.headers_mut().insert(REQUEST_ID, arrival.id.header());
    arrival.record(&span, &response);
    response
}

impl Edge {
    async fn answer(&self, route: &str, handler: impl Future<Output = Response>) -> Response {
        let caught = AssertUnwindSafe(handler).catch_unwind();
        if self.unlimited.contains(&route) {
            return caught.await.unwrap_or_else(panicked);
        }
        match tokio::time::timeout(self.request_time, caught).await {
            Ok(answer) => answer.unwrap_or_else(panicked),
            Err(_) => out_of_time(),
        }
    }
}

impl Arrival {
    fn of(request: &Request, metrics: Metrics) -> Self {
        let route = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str);
        Self {
            started: Instant::now(),
            id: RequestId::of(request.headers()),
            route: route.to_owned(),
            path: request.uri().path().to_owned(),
            method: request.method().clone(),
            trail: Trail::default(),
            metrics,
            answered: false,
        }
    }

    fn span(&self) -> Span {
        tracing::info_span!(
            "request",
            otel.name = format!("{} {}", self.method_name(), self.route),
            otel.kind = "server",
            otel.status_code = Empty,
            http.request.method = self.method_name(),
            http.route = self.route,
            http.response.status_code = Empty,
            request_id = self.id.as_str(),
            actor = Empty,
            company = Empty,
        )
    }

    fn record(&mut self, span: &Span, response: &Response) {
        self.answered = true;
        let elapsed = self.started.elapsed();
        let status = response.status().as_u16();
        self.metrics.request(&self.route, self.method_name(), status, elapsed);
        span.record("http.response.status_code", status);
        let asker = self.trail.asker();
        let actor = asker.map(|asker| asker.actor.as_str());
        let company = asker.map(|asker| asker.company.as_str());
        span.record("actor", actor);
        span.record("company", company);
        let (method, route, request_id) = (self.method_name(), self.route.as_str(), self.id.as_str());
        let ms = milliseconds(elapsed);
        if !response.status().is_server_error() {
            tracing::info!(method, route, status, ms, request_id, actor, company, "request");
            return;
        }
        span.record("otel.status_code", "ERROR");
        let cause = response.extensions().get::<Cause>().map(Cause::as_str);
        tracing::error!(method, route, status, ms, request_id, actor, company, cause, "request failed");
    }

    /// The method, where it is one of HTTP's own: a caller's invention must not become a label.
    fn method_name(&self) -> &'static str {
        const KNOWN: [Method; 7] = [
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::DELETE,
            Method::PATCH,
            Method::HEAD,
            Method::OPTIONS,
        ];
        const NAMES: [&str; 7] = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];
        KNOWN.iter().position(|known| *known == self.method).map_or("OTHER", |at| NAMES[at])
    }
}

/// A request that is dropped unanswered has its line and its count too.
impl Drop for Arrival {
    fn drop(&mut self) {
        if self.answered {
            return;
        }
        let elapsed = self.started.elapsed();
        let (method, route, request_id) = (self.method_name(), self.route.as_str(), self.id.as_str());
        self.metrics.request(route, method, CLIENT_LEFT, elapsed);
        let ms = milliseconds(elapsed);
        tracing::info!(
            method,
            route,
            status = CLIENT_LEFT,
            ms,
            request_id,
            "the client left before the answer"
        );
    }
}

/// To a tenth, for the log.
fn milliseconds(elapsed: Duration) -> f64 {
    (elapsed.as_secs_f64() * 10_000.0).round() / 10.0
}

/// Gives the router's own wordless refusals their envelope.
fn speak(mut response: Response) -> Response {
    let message = match response.status() {
        StatusCode::NOT_FOUND => "nothing is found at this path",
        StatusCode::METHOD_NOT_ALLOWED => "this path does not take this method",
        _ => return response,
    };
    if response.headers().contains_key(CONTENT_TYPE) {
        return response;
    }
    let (mut parts, body) = plain(response.status(), message).into_parts();
    parts.headers.extend(std::mem::take(response.headers_mut()).into_iter().filter_map(|(name, value)| {
        let name = name.filter(|name| name != axum::http::header::CONTENT_LENGTH)?;
        Some((name, value))
    }));
    Response::from_parts(parts, body)
}

/// The panic's text stays unsaid: it may quote what the request carried (the hook logs the place).
fn panicked(_payload: Box<dyn Any + Send>) -> Response {
    let mut response = plain(StatusCode::INTERNAL_SERVER_ERROR, "something went wrong on our side");
    response.extensions_mut().insert(Cause::text("a handler panicked"));
    response
}

fn out_of_time() -> Response {
    let mut response = plain(StatusCode::SERVICE_UNAVAILABLE, "the request took too long, try again");
    response.extensions_mut().insert(Cause::text("the time limit of requests was reached"));
    response
}
