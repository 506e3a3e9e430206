//! List the cases of an interaction.

use axum::extract::State;
use domain::case::Case;
use domain::id::CaseId;

use crate::app::interactions::Named;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::path::Path;
use crate::http::query::{PagingParams, Query};

/// The cases an interaction is linked to, newest first
#[utoipa::path(
    get,
    path = "/api/people/{personId}/interactions/{interactionId}/cases",
    tag = "cases",
    operation_id = "listCasesOfInteraction",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id"),
        PagingParams
    ),
    responses((status = 200, body = Many<Case>)),
    extensions(("x-permission" = json!("case:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path((person, interaction)): Path<(String, String)>,
    mut query: Query,
) -> Result<Many<Case>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let path = Named::of_person(&person, &interaction);
    let slice = paging.slice::<CaseId, _>(|id| app::cases::cursor_linked(&app, &caller, &path, id)).await?;
    let page = app::cases::list_linked(&app, &caller, &path, slice).await?;
    let neighbours = query.neighbours(&page, |case| case.id);
    Ok(many(page, neighbours, |case| case))
}
