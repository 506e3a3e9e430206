//! Change a team.

use axum::extract::State;
use domain::id::AnyId;
use domain::team::{Team, TeamDraft};

use super::body::TeamBody;
use crate::app::{AppError, Caller, SharedApp, teams};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change a team: absent fields stay; a list that is there replaces the one before
#[utoipa::path(
    put,
    path = "/api/teams/{teamId}",
    tag = "history",
    operation_id = "updateTeam",
    params(("teamId" = String, Path, description = "Id")),
    request_body = inline(TeamBody),
    responses((status = 200, body = One<Team>)),
    extensions(("x-permission" = json!("user:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<Team>, AppError> {
    let draft = TeamDraft::read(&body)?;
    Ok(one(teams::update(&app, &caller, AnyId::read(&id), draft).await?))
}
