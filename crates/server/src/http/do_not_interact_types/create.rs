//! Settle which cases close channels by themselves.

use axum::extract::State;
use domain::do_not_interact::{DoNotInteractType, DoNotInteractTypeDraft};

use super::body::DoNotInteractTypeBody;
use crate::app::{AppError, Caller, SharedApp, do_not_interact_types};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Settle which cases close channels by themselves, and for how long
#[utoipa::path(
    post,
    path = "/api/do-not-interact-types",
    tag = "compliance",
    operation_id = "createDoNotInteractType",
    request_body = inline(DoNotInteractTypeBody),
    responses((status = 200, body = One<DoNotInteractType>)),
    extensions(("x-permission" = json!("rule:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<DoNotInteractType>, AppError> {
    let draft = DoNotInteractTypeDraft::read(&body)?;
    Ok(one(do_not_interact_types::create(&app, &caller, draft).await?))
}
