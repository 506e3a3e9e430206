//! One role.

use axum::extract::State;
use domain::id::AnyId;
use domain::role::CustomRole;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// One role
#[utoipa::path(
    get,
    path = "/api/roles/{roleId}",
    tag = "access",
    operation_id = "getRole",
    params(("roleId" = String, Path, description = "Id")),
    responses((status = 200, body = One<CustomRole>)),
    extensions(("x-permission" = json!("role:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(role): Path<String>,
) -> Result<One<CustomRole>, AppError> {
    Ok(one(app::roles::get(&app, &caller, AnyId::read(&role)).await?))
}
