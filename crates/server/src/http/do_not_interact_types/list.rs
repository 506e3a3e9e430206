//! List the do-not-interact types.

use axum::extract::State;
use domain::do_not_interact::DoNotInteractType;
use domain::id::DoNotInteractTypeId;

use crate::app::{AppError, Caller, SharedApp, do_not_interact_types};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// The company's do-not-interact types, newest first
#[utoipa::path(
    get,
    path = "/api/do-not-interact-types",
    tag = "compliance",
    operation_id = "listDoNotInteractTypes",
    params(PagingParams),
    responses((status = 200, body = Many<DoNotInteractType>)),
    extensions(("x-permission" = json!("case:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<DoNotInteractType>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let slice =
        paging.slice::<DoNotInteractTypeId, _>(|id| do_not_interact_types::cursor(&app, &caller, id)).await?;
    let page = do_not_interact_types::list(&app, &caller, slice).await?;
    let neighbours = query.neighbours(&page, |one| one.id);
    Ok(many(page, neighbours, |one| one))
}
