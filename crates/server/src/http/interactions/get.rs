//! One interaction.

use axum::extract::State;

use super::body::{Shown, ShownBody};
use crate::app::interactions::{self, Named};
use crate::app::{AppError, Caller, SharedApp};
use crate::http::path::Path;
use crate::http::query::Query;

/// One interaction
#[utoipa::path(
    get,
    path = "/api/interactions/{interactionId}",
    tag = "interactions",
    operation_id = "getInteraction",
    params(
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("searchable" = Option<bool>, Query, description = "Answer with a flat document for a search index")
    ),
    responses((status = 200, body = ShownBody)),
    extensions(("x-permission" = json!("interaction:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(interaction): Path<String>,
    mut query: Query,
) -> Result<Shown, AppError> {
    let searchable = query.flag("searchable").unwrap_or(false);
    query.finish()?;
    let path = Named::alone(&interaction);
    if searchable {
        return Ok(Shown::Flat(Box::new(interactions::searchable(&app, &caller, &path).await?)));
    }
    Ok(Shown::Whole(Box::new(interactions::get(&app, &caller, &path).await?)))
}
