//! The teams of the user that asks.

use axum::extract::State;
use domain::id::TeamId;
use serde::Serialize;
use store::teams::OfTeam;
use utoipa::ToSchema;

use crate::app::{AppError, Caller, SharedApp, saved_views};
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// The teams you may share with, by name: your own, or all of the company's where you see all of its history
#[utoipa::path(
    get,
    path = "/api/users/me/teams",
    tag = "history",
    operation_id = "listMyTeams",
    responses((status = 200, body = One<Vec<MyTeam>>)),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
) -> Result<One<Vec<MyTeam>>, AppError> {
    let teams = saved_views::teams_of_me(&app, &caller).await?;
    let show = |OfTeam { id, name, manages }| MyTeam { id, name, manages };
    Ok(one(teams.into_iter().map(show).collect()))
}

/// A team, as you belong to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyTeam {
    id: TeamId,
    name: String,
    /// Whether you manage it.
    manages: bool,
}
