//! Remove a role that nobody holds.

use axum::extract::State;
use domain::id::AnyId;
use domain::role::CustomRole;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Remove a role that nobody holds
#[utoipa::path(
    delete,
    path = "/api/roles/{roleId}",
    tag = "access",
    operation_id = "deleteRole",
    params(("roleId" = String, Path, description = "Id")),
    responses((status = 200, body = One<CustomRole>)),
    extensions(("x-permission" = json!("role:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
) -> Result<One<CustomRole>, AppError> {
    Ok(one(app::roles::delete(&app, &caller, AnyId::read(&id)).await?))
}
