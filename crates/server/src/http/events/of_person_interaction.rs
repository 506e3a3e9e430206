//! The timeline of a person's interaction.

use axum::extract::State;

use super::body::{Events, SpanParams, span};
use crate::app::events;
use crate::app::interactions::Named;
use crate::app::{AppError, Caller, SharedApp};
use crate::http::path::Path;
use crate::http::query::Query;

/// What happened to an interaction: a view of the event log
#[utoipa::path(
    get,
    path = "/api/people/{personId}/interactions/{interactionId}/events",
    tag = "events",
    operation_id = "listPersonInteractionEvents",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id"),
        SpanParams
    ),
    responses((status = 200, body = Events)),
    extensions(("x-permission" = json!("event:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path((person, interaction)): Path<(String, String)>,
    mut query: Query,
) -> Result<Events, AppError> {
    let span = span(&mut query);
    query.finish()?;
    let path = Named::of_person(&person, &interaction);
    Ok(events::of_interaction(&app, &caller, &path, span).await?.into())
}
