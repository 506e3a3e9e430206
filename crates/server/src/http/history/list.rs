//! The history of interactions.

use axum::extract::State;
use domain::history::HistoryRow;

use super::params::{self, HistoryParams, OrderParams};
use crate::app::{AppError, Caller, SharedApp, history};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// The interactions you may look back on: today's, newest first, unless asked otherwise
///
/// Agents see those they handled. Managers see theirs, those of the teams they manage, and the smart ones of the queues of
/// their active profile. Administrators see the smart ones of the queues and flows of their active profile, and all that
/// came directly. Keys without a user see none.
#[utoipa::path(
    get,
    path = "/api/history",
    tag = "history",
    operation_id = "listHistory",
    params(HistoryParams, OrderParams, PagingParams),
    responses((status = 200, body = Many<HistoryRow>)),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<HistoryRow>, AppError> {
    let looking = history::look(&app, &caller).await?;
    let asked = params::read(&app, &looking, &mut query).await?;
    let page = history::list(&app, &looking, &asked).await?;
    let neighbours = query.neighbours(&page, |row| row.id);
    Ok(many(page, neighbours, |row| row))
}
