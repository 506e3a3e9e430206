//! List saved views.

use axum::extract::State;
use domain::id::SavedViewId;

use super::body::SeenBody;
use crate::app::{AppError, Caller, SharedApp, saved_views};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// Your saved views and those shared with your teams, newest first
#[utoipa::path(
    get,
    path = "/api/history/views",
    tag = "history",
    operation_id = "listSavedViews",
    params(PagingParams),
    responses((status = 200, body = Many<SeenBody>)),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<SeenBody>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let slice = paging.slice::<SavedViewId, _>(|id| saved_views::cursor(&app, &caller, id)).await?;
    let page = saved_views::list(&app, &caller, slice).await?;
    let neighbours = query.neighbours(&page, |one| one.view.id);
    Ok(many(page, neighbours, Into::into))
}
