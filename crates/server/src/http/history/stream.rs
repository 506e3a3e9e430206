//! The live stream of the history.

use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;

use crate::app::{AppError, Caller, SharedApp};
use crate::http::events;
use crate::http::query::Query;
use crate::live::Kind;

/// That something happened to an interaction you may look back on, as server-sent events
///
/// `id` is the number of the event, `event` its type, `data` `{"number", "type", "interactionId"}`. Whoever loses sight of
/// an interaction is told of the change by which they do. All else is as in `/api/events/stream`.
#[utoipa::path(
    get,
    path = "/api/history/stream",
    tag = "history",
    operation_id = "streamHistory",
    params(
        ("after" = Option<i64>, Query, minimum = 0, description = "Events after this number; from now on where it is left out"),
        ("Last-Event-ID" = Option<i64>, Header, minimum = 0, description = "As `after`, and wins over it: what a browser sends when it comes back")
    ),
    responses((status = 200, body = String, content_type = "text/event-stream")),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
    parts: Parts,
) -> Result<Response, AppError> {
    events::stream::open(app, caller, &mut query, &parts, Kind::History).await
}
