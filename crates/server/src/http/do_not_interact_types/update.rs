//! Change a do-not-interact type.

use axum::extract::State;
use domain::do_not_interact::{DoNotInteractType, DoNotInteractTypeDraft};
use domain::id::AnyId;

use super::body::DoNotInteractTypeBody;
use crate::app::{AppError, Caller, SharedApp, do_not_interact_types};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change a do-not-interact type; absent fields stay, null clears. What it made stays as it is
#[utoipa::path(
    put,
    path = "/api/do-not-interact-types/{doNotInteractTypeId}",
    tag = "compliance",
    operation_id = "updateDoNotInteractType",
    params(("doNotInteractTypeId" = String, Path, description = "Id")),
    request_body = inline(DoNotInteractTypeBody),
    responses((status = 200, body = One<DoNotInteractType>)),
    extensions(("x-permission" = json!("rule:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<DoNotInteractType>, AppError> {
    let draft = DoNotInteractTypeDraft::read(&body)?;
    Ok(one(do_not_interact_types::update(&app, &caller, AnyId::read(&id), draft).await?))
}
