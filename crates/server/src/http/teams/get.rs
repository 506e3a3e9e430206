//! One team.

use axum::extract::State;
use domain::id::AnyId;
use domain::team::Team;

use crate::app::{AppError, Caller, SharedApp, teams};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// One team
#[utoipa::path(
    get,
    path = "/api/teams/{teamId}",
    tag = "history",
    operation_id = "getTeam",
    params(("teamId" = String, Path, description = "Id")),
    responses((status = 200, body = One<Team>)),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
) -> Result<One<Team>, AppError> {
    Ok(one(teams::get(&app, &caller, &AnyId::read(&id)).await?))
}
