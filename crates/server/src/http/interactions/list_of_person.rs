//! Interactions of a person.

use axum::extract::State;
use domain::id::AnyId;
use domain::interaction::InteractionBody;

use super::params::{self, ListParams};
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::path::Path;
use crate::http::query::{PagingParams, Query};

/// Interactions of a person, newest first unless sorted otherwise
#[utoipa::path(
    get,
    path = "/api/people/{personId}/interactions",
    tag = "interactions",
    operation_id = "listPersonInteractions",
    params(("personId" = String, Path, description = "Id, or `ext-` and the external id"), ListParams, PagingParams),
    responses((status = 200, body = Many<InteractionBody>)),
    extensions(("x-permission" = json!("interaction:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(person): Path<String>,
    mut query: Query,
) -> Result<Many<InteractionBody>, AppError> {
    let asked = params::read(&app, &caller, &mut query, false).await?;
    let page = app::interactions::list(&app, &caller, Some(&AnyId::read(&person)), asked).await?;
    let neighbours = query.neighbours(&page, |(id, _)| *id);
    Ok(many(page, neighbours, |(_, body)| body))
}
