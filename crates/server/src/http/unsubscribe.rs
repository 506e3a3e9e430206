//! `/u/{token}`: the page behind the link at the end of a mail, and the one click of RFC 8058.
//!
//! Looking at the page changes nothing: scanners of mail follow every link.

use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::unsubscribe::{self, Subscription};
use crate::app::{AppError, SharedApp};
use crate::http::path::Path;

/// What the pages may load and do.
const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

/// The page, its click and its looks.
pub fn routes() -> Router<SharedApp> {
    Router::new()
        .route(
            "/u/page.css",
            get(|| async { file("text/css; charset=utf-8", include_str!("unsubscribe/page.css")) }),
        )
        .route("/u/{token}", get(look).post(click))
}

async fn look(State(app): State<SharedApp>, Path(token): Path<String>) -> Response {
    page(unsubscribe::look(&app, &token).await, include_str!("unsubscribe/ask.html"))
}

/// Whoever sends the form, the button of the page or a mail program, means the same; what it says is not looked at.
async fn click(State(app): State<SharedApp>, Path(token): Path<String>) -> Response {
    page(unsubscribe::stop(&app, &token).await, include_str!("unsubscribe/done.html"))
}

fn page(told: Result<Subscription, AppError>, text: &'static str) -> Response {
    match told {
        Ok(told) => {
            let text = text.replace("{address}", &escaped(&told.address));
            file("text/html; charset=utf-8", text.replace("{company}", &escaped(&told.company)))
                .into_response()
        }
        Err(AppError::Missing(_)) => {
            let unknown = include_str!("unsubscribe/unknown.html");
            (StatusCode::NOT_FOUND, file("text/html; charset=utf-8", unknown)).into_response()
        }
        Err(error) => error.into_response(),
    }
}

fn file(media_type: &'static str, text: impl Into<String>) -> ([(HeaderName, &'static str); 3], String) {
    let headers =
        [(CONTENT_TYPE, media_type), (CONTENT_SECURITY_POLICY, POLICY), (CACHE_CONTROL, "no-store")];
    (headers, text.into())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
