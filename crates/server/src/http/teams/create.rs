//! Make a team.

use axum::extract::State;
use domain::team::{Team, TeamDraft};

use super::body::TeamBody;
use crate::app::{AppError, Caller, SharedApp, teams};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Make a team
#[utoipa::path(
    post,
    path = "/api/teams",
    tag = "history",
    operation_id = "createTeam",
    request_body = inline(TeamBody),
    responses((status = 200, body = One<Team>)),
    extensions(("x-permission" = json!("user:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<Team>, AppError> {
    let draft = TeamDraft::read(&body)?;
    Ok(one(teams::create(&app, &caller, draft).await?))
}
