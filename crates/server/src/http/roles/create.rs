//! Make a role.

use axum::extract::State;
use domain::role::{CustomRole, RoleDraft};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Make a role
#[utoipa::path(
    post,
    path = "/api/roles",
    tag = "access",
    operation_id = "createRole",
    request_body = inline(super::create::RoleBody),
    responses((status = 200, body = One<CustomRole>)),
    extensions(("x-permission" = json!("role:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<CustomRole>, AppError> {
    let draft = RoleDraft::read(&body)?;
    Ok(one(app::roles::create(&app, &caller, draft).await?))
}

/// What a body may say about a role; both are needed for a new one.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "it documents what `RoleDraft::read` reads")]
pub struct RoleBody {
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    permissions: Option<Vec<domain::vocabulary::Permission>>,
}
