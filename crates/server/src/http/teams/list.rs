//! List teams.

use axum::extract::State;
use domain::id::TeamId;
use domain::team::Team;

use crate::app::{AppError, Caller, SharedApp, teams};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// Teams, newest first
#[utoipa::path(
    get,
    path = "/api/teams",
    tag = "history",
    operation_id = "listTeams",
    params(PagingParams),
    responses((status = 200, body = Many<Team>)),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<Team>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let slice = paging.slice::<TeamId, _>(|id| teams::cursor(&app, &caller, id)).await?;
    let page = teams::list(&app, &caller, slice).await?;
    let neighbours = query.neighbours(&page, |one| one.id);
    Ok(many(page, neighbours, |one| one))
}
