//! Those the history can be narrowed to.

use axum::extract::State;
use domain::id::UserId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::{AppError, Caller, SharedApp, history};
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Those whose interactions may be in what you see, by name
#[utoipa::path(
    get,
    path = "/api/history/advisors",
    tag = "history",
    operation_id = "listHistoryAdvisors",
    responses((status = 200, body = One<Vec<Advisor>>)),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
) -> Result<One<Vec<Advisor>>, AppError> {
    let users = history::advisors(&app, &caller).await?;
    Ok(one(users.into_iter().map(|user| Advisor { id: user.id, name: user.full_name() }).collect()))
}

/// Somebody who handles interactions.
#[derive(Debug, Serialize, ToSchema)]
pub struct Advisor {
    id: UserId,
    name: String,
}
