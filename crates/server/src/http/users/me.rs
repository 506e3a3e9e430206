//! The user that asks.

use axum::extract::State;
use domain::user::User;
use domain::vocabulary::Permission;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// The user that asks, or that the key acts as
#[utoipa::path(
    get,
    path = "/api/users/me",
    tag = "access",
    operation_id = "getMe",
    responses((status = 200, body = One<Me>))
)]
pub async fn handle(State(app): State<SharedApp>, caller: Caller, _: NoQuery) -> Result<One<Me>, AppError> {
    let user = app::users::me(&app, &caller).await?;
    Ok(one(Me { user, permissions: caller.permissions }))
}

/// The user that asks, and what it may.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    #[serde(flatten)]
    user: User,
    /// Everything it may, by its role.
    permissions: Vec<Permission>,
}
