//! When a case says that its person must not be contacted.

use axum::extract::State;
use domain::do_not_interact::DoNotInteract;
use domain::id::AnyId;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// When a case says that its person must not be contacted
#[utoipa::path(
    get,
    path = "/api/people/{personId}/cases/{caseId}/do-not-interact",
    tag = "compliance",
    operation_id = "getDoNotInteract",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("caseId" = String, Path, description = "Id, or `ext-` and the external id")
    ),
    responses((status = 200, body = One<DoNotInteract>)),
    extensions(("x-permission" = json!("case:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path((person, case)): Path<(String, String)>,
    _: NoQuery,
) -> Result<One<DoNotInteract>, AppError> {
    Ok(one(app::do_not_interact::get(&app, &caller, &AnyId::read(&person), &AnyId::read(&case)).await?))
}
