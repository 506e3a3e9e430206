//! Make a user.

use axum::extract::State;
use domain::user::{User, UserDraft};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Make a user
#[utoipa::path(
    post,
    path = "/api/users",
    tag = "access",
    operation_id = "createUser",
    request_body = inline(super::create::UserBody),
    responses((status = 200, body = One<User>)),
    extensions(("x-permission" = json!("user:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<User>, AppError> {
    let draft = UserDraft::read(&body)?;
    Ok(one(app::users::create(&app, &caller, draft).await?))
}

/// What a body may say about a user; `email` and `role` are needed for a new one.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `UserDraft::read` reads")]
pub struct UserBody {
    #[schema(format = Email, max_length = 254)]
    email: Option<String>,
    name: Option<domain::user::UserName>,
    /// agent, manager, service, administrator or the id of a role of the company's own.
    role: Option<String>,
    #[schema(min_length = 12, max_length = 1000)]
    password: Option<String>,
    disabled: Option<bool>,
    /// `Borrower` is reserved.
    kind: Option<String>,
}
