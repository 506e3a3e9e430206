//! A file on its way in, and on its way out to be saved.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header::{self, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures::stream::BoxStream;
use futures::{Stream, StreamExt, TryStreamExt};
use store::blobs::BlobError;

use crate::app::AppError;
use crate::app::blobs::Upload;
use crate::http::audio::open::saved_as;

/// A sender who says nothing for so long has gone away: uploads have no other limit of time.
const SILENCE: Duration = Duration::from_secs(60);

/// A raw body with the media type it came with.
pub struct FileBody(pub Upload<BoxStream<'static, Result<Bytes, String>>>);

impl<S: Send + Sync> FromRequest<S> for FileBody {
    type Rejection = AppError;

    async fn from_request(request: Request, _: &S) -> Result<Self, AppError> {
        let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
        let media_type = text(header::CONTENT_TYPE).unwrap_or_default().to_owned();
        let announced = text(header::CONTENT_LENGTH).and_then(|length| length.parse().ok());
        Ok(Self(Upload { media_type, announced, body: attentive(request.into_body()) }))
    }
}

fn attentive(body: Body) -> BoxStream<'static, Result<Bytes, String>> {
    let bytes = body.into_data_stream().map_err(|error| error.to_string());
    let heard = futures::stream::unfold(Some(bytes), async |bytes| {
        let mut bytes = bytes?;
        match tokio::time::timeout(SILENCE, bytes.next()).await {
            Ok(next) => Some((next?, Some(bytes))),
            Err(_) => Some((Err("the sender fell silent".to_owned()), None)),
        }
    });
    heard.boxed()
}

/// A paper of our own making, which a browser may open.
pub fn opened(
    name: &str,
    size: i64,
    bytes: impl Stream<Item = Result<Bytes, BlobError>> + Send + 'static,
) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (CONTENT_DISPOSITION, saved_as("inline", name)),
        (CONTENT_LENGTH, size.to_string()),
    ];
    (headers, Body::from_stream(bytes)).into_response()
}

/// A file somebody brought, to be saved: its bringer's own word for what it is could make a browser run it.
pub fn saved(
    name: &str,
    size: i64,
    bytes: impl Stream<Item = Result<Bytes, BlobError>> + Send + 'static,
) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, saved_as("attachment", name)),
        (CONTENT_LENGTH, size.to_string()),
    ];
    (headers, Body::from_stream(bytes)).into_response()
}
