//! One profile.

use axum::extract::State;
use domain::id::AnyId;
use domain::profile::Profile;

use crate::app::{AppError, Caller, SharedApp, profiles};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// One profile
#[utoipa::path(
    get,
    path = "/api/profiles/{profileId}",
    tag = "history",
    operation_id = "getProfile",
    params(("profileId" = String, Path, description = "Id")),
    responses((status = 200, body = One<Profile>)),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
) -> Result<One<Profile>, AppError> {
    Ok(one(profiles::get(&app, &caller, &AnyId::read(&id)).await?))
}
