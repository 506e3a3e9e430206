//! What a signed link opens; no key is asked for.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::app::audio::{Opened, open};
use crate::app::{App, AppError, SharedApp};
use crate::byte_range::ByteRange;
use crate::signed_url::Disposition;

/// Where links lead.
pub const PATH: &str = "/api/blobs/{interactionId}/{audio}";

/// What stands as itself in `filename*` (RFC 8187, attr-char).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// The audio, or the part that `Range` asks for.
pub async fn handle(
    State(app): State<SharedApp>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let opened = open(&app, uri.path(), uri.query().unwrap_or_default()).await?;
    let tag = opened.tag();
    if text(&headers, header::IF_NONE_MATCH).is_some_and(|known| names(known, &tag)) {
        return Ok(dressed(StatusCode::NOT_MODIFIED.into_response(), &opened));
    }
    // RFC 9110, 13.1.5: with a stale If-Range the whole is sent.
    let fresh = text(&headers, header::IF_RANGE).is_none_or(|known| known == tag);
    let range = text(&headers, header::RANGE).filter(|_| fresh && method == Method::GET);
    let range = ByteRange::parse(range, opened.size);
    let response = match &range {
        ByteRange::Whole => sent(&app, &opened, &method, None).await?,
        ByteRange::Part(part) => sent(&app, &opened, &method, Some(part.clone())).await?,
        ByteRange::Unsatisfiable => {
            let text = format!("the audio has {} bytes; ask for a range within", opened.size);
            crate::http::problem::plain(StatusCode::RANGE_NOT_SATISFIABLE, text)
        }
    };
    let mut response = dressed(response, &opened);
    put(&mut response, header::CONTENT_RANGE, range.content_range(opened.size));
    Ok(response)
}

async fn sent(
    app: &App,
    opened: &Opened,
    method: &Method,
    part: Option<std::ops::Range<u64>>,
) -> Result<Response, AppError> {
    let status = if part.is_some() { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
    let length = part.as_ref().map_or(opened.size, |part| part.end - part.start);
    let body = match *method == Method::HEAD {
        true => Body::empty(),
        false => Body::from_stream(opened.bytes(app, part).await?),
    };
    let mut response = (status, body).into_response();
    put(&mut response, header::CONTENT_LENGTH, Some(length.to_string()));
    put(&mut response, header::CONTENT_TYPE, Some(opened.claim.media_type.clone()));
    put(&mut response, header::CONTENT_DISPOSITION, Some(disposition(opened)));
    Ok(response)
}

fn dressed(mut response: Response, opened: &Opened) -> Response {
    put(&mut response, header::ACCEPT_RANGES, Some("bytes".to_owned()));
    put(&mut response, header::ETAG, Some(opened.tag()));
    // The link is a secret: no shared cache keeps what it opens.
    put(&mut response, header::CACHE_CONTROL, Some("private, max-age=900".to_owned()));
    response
}

fn put(response: &mut Response, name: header::HeaderName, value: Option<String>) {
    if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
        response.headers_mut().insert(name, value);
    }
}

fn disposition(opened: &Opened) -> String {
    let kind = match opened.claim.disposition {
        Disposition::Inline => "inline",
        Disposition::Attachment => "attachment",
    };
    saved_as(kind, &opened.claim.file_name)
}

/// A `Content-Disposition` with a name that may hold anything (RFC 6266).
pub(crate) fn saved_as(kind: &str, name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() || "-._".contains(letter) { letter } else { '_' })
        .collect();
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(name, ENCODED))
}

fn names(known: &str, tag: &str) -> bool {
    known.split(',').map(|one| one.trim().trim_start_matches("W/")).any(|one| one == tag || one == "*")
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
