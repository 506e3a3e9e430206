//! One case.

use axum::extract::State;
use domain::case::Case;
use domain::id::AnyId;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// One case of a person
#[utoipa::path(
    get,
    path = "/api/people/{personId}/cases/{caseId}",
    tag = "cases",
    operation_id = "getCase",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("caseId" = String, Path, description = "Id, or `ext-` and the external id")
    ),
    responses((status = 200, body = One<Case>)),
    extensions(("x-permission" = json!("case:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path((person, case)): Path<(String, String)>,
    _: NoQuery,
) -> Result<One<Case>, AppError> {
    Ok(one(app::cases::get(&app, &caller, &AnyId::read(&person), &AnyId::read(&case)).await?))
}
