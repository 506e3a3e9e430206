//! The event log as it grows.

use axum::body::Body;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::app::{AppError, Caller, SharedApp, access};
use crate::http::auth;
use crate::http::query::Query;
use crate::http::serve::Connection;
use crate::live::{self, Kind, Opened};

/// Events as they are committed, as server-sent events
///
/// `id` is the number, `event` the type, `data` one event. Past events that are not for the caller
/// frames with an id alone lead on. A comment comes every 15 seconds. A reader that does not keep up
/// is cut off and reads on with `Last-Event-ID`.
#[utoipa::path(
    get,
    path = "/api/events/stream",
    tag = "events",
    operation_id = "streamEvents",
    params(
        ("after" = Option<i64>, Query, minimum = 0, description = "Events after this number; from now on where it is left out"),
        ("Last-Event-ID" = Option<i64>, Header, minimum = 0, description = "As `after`, and wins over it: what a browser sends when it comes back")
    ),
    responses((status = 200, body = String, content_type = "text/event-stream")),
    extensions(("x-permission" = json!("event:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
    parts: Parts,
) -> Result<Response, AppError> {
    open(app, caller, &mut query, &parts, Kind::Events).await
}

/// Opens a stream that tells of events of a kind.
pub(in crate::http) async fn open(
    app: SharedApp,
    caller: Caller,
    query: &mut Query,
    parts: &Parts,
    kind: Kind,
) -> Result<Response, AppError> {
    let after = query.integer("after", 0, i64::MAX);
    let after = last_event_id(&parts.headers, query).or(after);
    query.finish()?;
    let credential = auth::credential(&parts.headers, &parts.method)
        .ok_or(AppError::Unauthenticated(access::NOTHING_SENT))?;
    if let Some(connection) = parts.extensions.get::<Connection>() {
        connection.end_when_stalled(app.settings.stalled_time);
    }
    let stream = live::open(app, Opened { caller, credential, after, kind }).await?;
    let mut response = Body::from_stream(stream).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Asks nginx not to hold it back.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

fn last_event_id(headers: &HeaderMap, query: &mut Query) -> Option<i64> {
    let value = headers.get("last-event-id").filter(|value| !value.is_empty())?;
    let number = value.to_str().ok().and_then(|text| text.trim().parse().ok()).filter(|number| *number >= 0);
    if number.is_none() {
        query.refuse("Last-Event-ID", "must be the number of an event");
    }
    number
}
