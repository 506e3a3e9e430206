//! How large a request's body may be.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::{Next, from_fn};
use axum::response::Response;

use crate::http::problem::plain;

/// Largest JSON body where nothing else is configured, in bytes.
pub const JSON_BYTES: usize = 5 * 1024 * 1024;
/// Largest recording, voicemail or attachment where nothing else is configured, in bytes.
pub const UPLOAD_BYTES: u64 = 512 * 1024 * 1024;

/// The 413 answer.
pub fn too_large(bytes: u64) -> Response {
    let message = format!("the body is too large, send at most {bytes} bytes");
    plain(StatusCode::PAYLOAD_TOO_LARGE, message)
}

/// Limits the bodies of these routes: an announced size is refused unread, any other while it is read.
pub fn limit_body<S: Clone + Send + Sync + 'static>(router: Router<S>, bytes: u64) -> Router<S> {
    let refuse = move |request: Request, next: Next| async move {
        let length = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        match length.and_then(|text| text.parse::<u64>().ok()) {
            Some(length) if length > bytes => too_large(bytes),
            _ => next.run(request).await,
        }
    };
    let most = usize::try_from(bytes).unwrap_or(usize::MAX);
    router.layer(from_fn(refuse)).layer(DefaultBodyLimit::max(most))
}
