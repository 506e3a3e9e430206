//! Make a button.

use axum::extract::State;
use domain::button::ButtonDraft;

use super::body::{ButtonBody, Secret, ShownButton, secret};
use crate::app::{AppError, Caller, SharedApp, buttons};
use crate::http::body::JsonText;
use crate::http::envelope::One;
use crate::http::query::NoQuery;

/// Make a button; the answer is the only place where its secret is seen
#[utoipa::path(
    post,
    path = "/api/buttons",
    tag = "buttons",
    operation_id = "createButton",
    request_body = inline(ButtonBody),
    responses((status = 200, body = One<ShownButton>)),
    extensions(("x-permission" = json!("user:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<Secret, AppError> {
    let draft = ButtonDraft::read(&body)?;
    Ok(secret(buttons::create(&app, &caller, draft).await?))
}
