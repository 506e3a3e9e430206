//! Take a team away.

use axum::extract::State;
use domain::id::AnyId;
use domain::team::Team;

use crate::app::{AppError, Caller, SharedApp, teams};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Take a team away
#[utoipa::path(
    delete,
    path = "/api/teams/{teamId}",
    tag = "history",
    operation_id = "deleteTeam",
    params(("teamId" = String, Path, description = "Id")),
    responses((status = 200, body = One<Team>)),
    extensions(("x-permission" = json!("user:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
) -> Result<One<Team>, AppError> {
    Ok(one(teams::delete(&app, &caller, AnyId::read(&id)).await?))
}
