//! `GET /api/docs`: the reference page. It loads nothing from elsewhere.

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

/// What the page may load and do.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
     img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page and what it is made of.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/api/docs", get(|| file("text/html; charset=utf-8", include_str!("docs/page.html"))))
        .route(
            "/api/docs/page.js",
            get(|| file("text/javascript; charset=utf-8", include_str!("docs/page.js"))),
        )
        .route("/api/docs/page.css", get(|| file("text/css; charset=utf-8", include_str!("docs/page.css"))))
}

async fn file(media_type: &'static str, text: &'static str) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, text)
}
