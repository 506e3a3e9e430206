//! Change a role.

use axum::extract::State;
use domain::id::AnyId;
use domain::role::{CustomRole, RoleDraft};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change a role: absent fields stay, null clears
#[utoipa::path(
    put,
    path = "/api/roles/{roleId}",
    tag = "access",
    operation_id = "updateRole",
    params(("roleId" = String, Path, description = "Id")),
    request_body = inline(super::create::RoleBody),
    responses((status = 200, body = One<CustomRole>)),
    extensions(("x-permission" = json!("role:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(role): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<CustomRole>, AppError> {
    let draft = RoleDraft::read(&body)?;
    Ok(one(app::roles::update(&app, &caller, AnyId::read(&role), draft).await?))
}
