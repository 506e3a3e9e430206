//! Change a user.

use axum::extract::State;
use domain::id::AnyId;
use domain::user::{User, UserDraft};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change a user: absent fields stay, null clears
#[utoipa::path(
    put,
    path = "/api/users/{userId}",
    tag = "access",
    operation_id = "updateUser",
    params(("userId" = String, Path, description = "Id")),
    request_body = inline(super::create::UserBody),
    responses((status = 200, body = One<User>)),
    extensions(("x-permission" = json!("user:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(user): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<User>, AppError> {
    let draft = UserDraft::read(&body)?;
    Ok(one(app::users::update(&app, &caller, AnyId::read(&user), draft).await?))
}
