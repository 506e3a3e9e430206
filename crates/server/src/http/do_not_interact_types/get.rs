//! One do-not-interact type.

use axum::extract::State;
use domain::do_not_interact::DoNotInteractType;
use domain::id::AnyId;

use crate::app::{AppError, Caller, SharedApp, do_not_interact_types};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// One do-not-interact type
#[utoipa::path(
    get,
    path = "/api/do-not-interact-types/{doNotInteractTypeId}",
    tag = "compliance",
    operation_id = "getDoNotInteractType",
    params(("doNotInteractTypeId" = String, Path, description = "Id")),
    responses((status = 200, body = One<DoNotInteractType>)),
    extensions(("x-permission" = json!("case:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
) -> Result<One<DoNotInteractType>, AppError> {
    Ok(one(do_not_interact_types::get(&app, &caller, &AnyId::read(&id)).await?))
}
