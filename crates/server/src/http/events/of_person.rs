//! A person's timeline.

use axum::extract::State;
use domain::id::AnyId;

use super::body::{Events, SpanParams, span};
use crate::app::events;
use crate::app::{AppError, Caller, SharedApp};
use crate::http::path::Path;
use crate::http::query::Query;

/// Everything that happened with a person: a view of the event log
#[utoipa::path(
    get,
    path = "/api/people/{personId}/events",
    tag = "events",
    operation_id = "listPersonEvents",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        SpanParams
    ),
    responses((status = 200, body = Events)),
    extensions(("x-permission" = json!("event:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(person): Path<String>,
    mut query: Query,
) -> Result<Events, AppError> {
    let span = span(&mut query);
    query.finish()?;
    Ok(events::of_person(&app, &caller, &AnyId::read(&person), span).await?.into())
}
