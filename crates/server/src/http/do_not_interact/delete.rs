//! Open again what a case closed.

use axum::extract::State;
use domain::do_not_interact::DoNotInteract;
use domain::id::AnyId;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Open again what a case closed
#[utoipa::path(
    delete,
    path = "/api/people/{personId}/cases/{caseId}/do-not-interact",
    tag = "compliance",
    operation_id = "deleteDoNotInteract",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("caseId" = String, Path, description = "Id, or `ext-` and the external id")
    ),
    responses((status = 200, body = One<DoNotInteract>)),
    extensions(("x-permission" = json!("case:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((person, case)): Path<(String, String)>,
) -> Result<One<DoNotInteract>, AppError> {
    Ok(one(app::do_not_interact::delete(&app, &caller, AnyId::read(&person), AnyId::read(&case)).await?))
}
