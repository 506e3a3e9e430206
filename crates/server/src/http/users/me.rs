//! The user that asks.

use axum::extract::State;
use domain::user::User;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// The user that asks, or that the key acts as
#[utoipa::path(
    get,
    path = "/api/users/me",
    tag = "access",
    operation_id = "getMe",
    responses((status = 200, body = One<User>))
)]
pub async fn handle(State(app): State<SharedApp>, caller: Caller, _: NoQuery) -> Result<One<User>, AppError> {
    Ok(one(app::users::me(&app, &caller).await?))
}
