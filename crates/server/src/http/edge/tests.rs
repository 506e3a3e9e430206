use std::convert::Infallible;
use std::io;
use std::sync::{Arc, Mutex};

use axum::body::{Body, to_bytes};
use axum::http::HeaderMap;
use axum::routing::{get, post};
use axum::{Extension, Json};
use tower::ServiceExt;
use tracing_subscriber::layer::SubscriberExt;

use super::*;
use crate::config::{LogFormat, Logs};
use crate::telemetry::logs;

fn edge() -> Edge {
    Edge {
        metrics: Metrics::new(),
        tls: false,
        traced: false,
        proxies: TrustedProxies::default(),
        request_time: Duration::from_secs(30),
        unlimited: &["/api/stream"],
    }
}

fn request(uri: &str) -> axum::http::request::Builder {
    axum::http::Request::builder().uri(uri)
}

async fn call(edge: Edge, request: axum::http::request::Builder) -> Response {
    let forever = || async { std::future::pending::<Json<()>>().await };
    let late = || async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        "late"
    };
    let fail = || async {
        let mut response = plain(StatusCode::INTERNAL_SERVER_ERROR, "something went wrong on our side");
        let cause = io::Error::other(io::Error::other("disk gone"));
        response.extensions_mut().insert(Cause::of(&cause));
        response
    };
    let known = |Extension(trail): Extension<Trail>| async move {
        trail.identify("AK-1", "CP-1");
        Json(1)
    };
    let router = Router::new()
        .route("/api/people/{p}", get(known))
        .route("/api/panic", get(|| async { panic!("SECRET") as Json<()> }))
        .route("/api/fail", get(fail))
        .route("/api/forever", get(forever))
        .route("/api/stream", get(late))
        .route("/api/post", post(|| async { Json(1) }));
    edge.around(router).oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

async fn text(response: Response) -> String {
    String::from_utf8(to_bytes(response.into_body(), 10_000).await.unwrap().to_vec()).unwrap()
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_answer_carries_an_id_and_the_security_headers() {
    for path in ["/api/people/7", "/api/nowhere", "/api/panic"] {
        let response = call(edge(), request(path)).await;
        let headers = response.headers();
        assert_eq!(header(headers, "x-request-id").unwrap().len(), 16);
        assert_eq!(header(headers, "x-content-type-options"), Some("nosniff"));
        assert_eq!(header(headers, "referrer-policy"), Some("no-referrer"));
        let policy = "default-src 'none'; frame-ancestors 'none'";
        assert_eq!(header(headers, "content-security-policy"), Some(policy));
        assert_eq!(header(headers, "cache-control"), Some("no-store"));
        assert_eq!(header(headers, "strict-transport-security"), None);
    }
    let response = call(Edge { tls: true, ..edge() }, request("/api/people/7")).await;
    assert!(header(response.headers(), "strict-transport-security").is_some());
}

#[tokio::test]
async fn a_sane_id_is_kept_and_any_other_replaced() {
    let long = "a".repeat(65);
    for (given, kept) in [("abc-1_2.Z", true), ("a b", false), ("", false), (long.as_str(), false)] {
        let response = call(edge(), request("/api/people/7").header("x-request-id", given)).await;
        assert_eq!(header(response.headers(), "x-request-id") == Some(given), kept, "{given:?}");
    }
}

#[tokio::test]
async fn a_panic_is_a_500_without_detail() {
    let response = call(edge(), request("/api/panic")).await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(text(response).await, r#"{"status":500,"message":"something went wrong on our side"}"#);
}

#[tokio::test]
async fn the_routers_own_refusals_have_an_envelope() {
    let response = call(edge(), request("/api/nowhere")).await;
    assert_eq!(text(response).await, r#"{"status":404,"message":"nothing is found at this path"}"#);
    let response = call(edge(), request("/api/post")).await;
    assert_eq!(header(response.headers(), "allow"), Some("POST"));
    assert_eq!(text(response).await, r#"{"status":405,"message":"this path does not take this method"}"#);
}

#[tokio::test]
async fn only_routes_with_a_time_limit_are_given_up() {
    let edge = || Edge { request_time: Duration::from_millis(2), ..edge() };
    let response = call(edge(), request("/api/forever")).await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(text(response).await, r#"{"status":503,"message":"the request took too long, try again"}"#);
    assert_eq!(text(call(edge(), request("/api/stream")).await).await, "late");
}

#[tokio::test]
async fn an_announced_or_streamed_body_beyond_the_limit_is_refused() {
    let read = |body: Result<bytes::Bytes, _>| async move {
        body.map_or_else(
            |_: axum::extract::rejection::BytesRejection| too_large(8),
            |_| "fine".into_response(),
        )
    };
    use axum::response::IntoResponse;
    let router = limit_body(Router::new().route("/", post(read)), 8);
    let small = Body::from("12345678");
    let announced = request("/").method("POST").header("content-length", "9").body(Body::empty()).unwrap();
    let parts = futures::stream::iter([Ok::<_, Infallible>("12345"), Ok("6789")]);
    let streamed = request("/").method("POST").body(Body::from_stream(parts)).unwrap();
    for refused in [announced, streamed] {
        let response = router.clone().oneshot(refused).await.unwrap();
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    }
    let response = router.oneshot(request("/").method("POST").body(small).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_client_that_leaves_is_counted_once() {
    let edge = edge();
    let mut asking = Box::pin(call(edge.clone(), request("/api/forever")));
    assert!(futures::poll!(&mut asking).is_pending());
    drop(asking);
    let page = edge.metrics.encode();
    assert!(page.contains(r#"route="/api/forever",method="GET",status="499"} 1"#), "{page}");
}

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl io::Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

async fn logged(uri: &str) -> Vec<serde_json::Value> {
    let captured = Captured::default();
    let writer = captured.clone();
    let config = Logs { format: LogFormat::Json, level: "info".to_owned() };
    let subscriber = tracing_subscriber::registry().with(logs::layer(&config, move || writer.clone()));
    let guard = tracing::subscriber::set_default(subscriber);
    call(edge(), request(uri).header("x-api-key", "SECRET").header("x-request-id", "r1")).await;
    drop(guard);
    let bytes = captured.0.lock().unwrap().clone();
    let text = String::from_utf8(bytes).unwrap();
    assert!(!text.contains("SECRET"), "{text}");
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn a_request_is_one_line_that_names_the_route_and_never_the_query() {
    let lines = logged("/api/people/SECRET?q=SECRET").await;
    assert_eq!(lines.len(), 1);
    let line = &lines[0];
    assert_eq!(line["route"], "/api/people/{p}");
    assert_eq!((&line["method"], &line["status"]), (&"GET".into(), &200.into()));
    assert_eq!((&line["actor"], &line["company"]), (&"AK-1".into(), &"CP-1".into()));
    assert_eq!(line["request_id"], "r1");
    assert!(line["ms"].is_number());
}

#[tokio::test]
async fn a_failure_is_one_line_with_its_cause() {
    let lines = logged("/api/fail?q=SECRET").await;
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["level"], "ERROR");
    assert_eq!(lines[0]["cause"], "disk gone");
    assert_eq!(logged("/api/panic").await[0]["cause"], "a handler panicked");
    assert_eq!(logged("/SECRET").await[0]["route"], "unmatched");
}

#[tokio::test]
async fn requests_are_counted_by_route_and_never_by_path() {
    let edge = edge();
    call(edge.clone(), request("/api/people/SECRET")).await;
    call(edge.clone(), request("/api/people/9").method("BREW")).await;
    let text = edge.metrics.encode();
    assert!(
        text.contains(r#"http_requests_total{route="/api/people/{p}",method="GET",status="200"} 1"#),
        "{text}"
    );
    assert!(text.contains(r#"method="OTHER",status="405"} 1"#), "{text}");
    assert!(text.contains(r#"http_request_seconds_count{route="/api/people/{p}"} 2"#), "{text}");
    assert!(!text.contains("SECRET"));
}
