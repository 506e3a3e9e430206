//! One user.

use axum::extract::State;
use domain::id::AnyId;
use domain::user::User;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// One user
#[utoipa::path(
    get,
    path = "/api/users/{userId}",
    tag = "access",
    operation_id = "getUser",
    params(("userId" = String, Path, description = "Id")),
    responses((status = 200, body = One<User>)),
    extensions(("x-permission" = json!("user:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(user): Path<String>,
) -> Result<One<User>, AppError> {
    Ok(one(app::users::get(&app, &caller, AnyId::read(&user)).await?))
}
