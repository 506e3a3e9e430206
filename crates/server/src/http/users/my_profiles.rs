//! The profiles of the user that asks.

use axum::extract::State;

use super::me::HeldProfile;
use crate::app::{AppError, Caller, SharedApp, profiles};
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// The profiles you hold, in the order they were given
#[utoipa::path(
    get,
    path = "/api/users/me/profiles",
    tag = "history",
    operation_id = "listMyProfiles",
    responses((status = 200, body = One<Vec<HeldProfile>>)),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
) -> Result<One<Vec<HeldProfile>>, AppError> {
    let held = profiles::of_me(&app, &caller).await?;
    Ok(one(held.into_iter().map(HeldProfile::from).collect()))
}
