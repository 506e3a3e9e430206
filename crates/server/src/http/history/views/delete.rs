//! Take a saved view away.

use axum::extract::State;
use domain::id::AnyId;

use super::body::SeenBody;
use crate::app::{AppError, Caller, SharedApp, saved_views};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Take a saved view away: its owner may, and whoever manages its team
#[utoipa::path(
    delete,
    path = "/api/history/views/{savedViewId}",
    tag = "history",
    operation_id = "deleteSavedView",
    params(("savedViewId" = String, Path, description = "Id")),
    responses((status = 200, body = One<SeenBody>)),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
) -> Result<One<SeenBody>, AppError> {
    Ok(one(saved_views::delete(&app, &caller, AnyId::read(&id)).await?.into()))
}
