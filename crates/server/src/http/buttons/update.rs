//! Change a button.

use axum::extract::State;
use domain::button::{Button, ButtonDraft};
use domain::id::AnyId;

use super::body::ButtonBody;
use crate::app::{AppError, Caller, SharedApp, buttons};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change a button: absent fields stay; `conditions` replace those before
#[utoipa::path(
    put,
    path = "/api/buttons/{buttonId}",
    tag = "buttons",
    operation_id = "updateButton",
    params(("buttonId" = String, Path, description = "Id")),
    request_body = inline(ButtonBody),
    responses((status = 200, body = One<Button>)),
    extensions(("x-permission" = json!("user:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<Button>, AppError> {
    let draft = ButtonDraft::read(&body)?;
    Ok(one(buttons::update(&app, &caller, AnyId::read(&id), draft).await?))
}
