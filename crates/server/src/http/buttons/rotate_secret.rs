//! Give a button a new secret.

use axum::extract::State;
use domain::id::AnyId;

use super::body::{Secret, ShownButton, secret};
use crate::app::{AppError, Caller, SharedApp, buttons};
use crate::http::envelope::One;
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Give a button a new secret; the old one signs nothing any more
#[utoipa::path(
    post,
    path = "/api/buttons/{buttonId}/rotate-secret",
    tag = "buttons",
    operation_id = "rotateButtonSecret",
    params(("buttonId" = String, Path, description = "Id")),
    responses((status = 200, body = One<ShownButton>)),
    extensions(("x-permission" = json!("user:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
) -> Result<Secret, AppError> {
    Ok(secret(buttons::rotate_secret(&app, &caller, AnyId::read(&id)).await?))
}
