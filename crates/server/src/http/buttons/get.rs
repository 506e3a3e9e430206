//! One button.

use axum::extract::State;
use domain::button::Button;
use domain::id::AnyId;

use crate::app::{AppError, Caller, SharedApp, buttons};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// One button
#[utoipa::path(
    get,
    path = "/api/buttons/{buttonId}",
    tag = "buttons",
    operation_id = "getButton",
    params(("buttonId" = String, Path, description = "Id")),
    responses((status = 200, body = One<Button>)),
    extensions(("x-permission" = json!("user:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
) -> Result<One<Button>, AppError> {
    Ok(one(buttons::get(&app, &caller, &AnyId::read(&id)).await?))
}
