//! The headers that every answer carries; a handler that sets one of them itself keeps its own.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};

const ALWAYS: [(HeaderName, HeaderValue); 3] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
];
const TWO_YEARS: HeaderValue = HeaderValue::from_static("max-age=63072000");

pub(super) fn secure(headers: &mut HeaderMap, path: &str, tls: bool) {
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(value);
    }
    if tls {
        headers.entry(STRICT_TRANSPORT_SECURITY).or_insert(TWO_YEARS);
    }
    if path.starts_with("/api/") && is_json(headers) {
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}
