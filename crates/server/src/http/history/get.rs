//! One interaction of the history.

use axum::extract::State;
use domain::id::AnyId;

use crate::app::history::{self, Detail};
use crate::app::{AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// One of the interactions you may look back on, whole
#[utoipa::path(
    get,
    path = "/api/history/{interactionId}",
    tag = "history",
    operation_id = "getHistory",
    params(("interactionId" = String, Path, description = "Id, or `ext-` and the external id")),
    responses((status = 200, body = One<Detail>)),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(interaction): Path<String>,
) -> Result<One<Detail>, AppError> {
    let looking = history::look(&app, &caller).await?;
    Ok(one(history::get(&app, &caller, &looking, &AnyId::read(&interaction)).await?))
}
