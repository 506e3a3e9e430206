//! Take a profile away.

use axum::extract::State;
use domain::id::AnyId;
use domain::profile::Profile;

use crate::app::{AppError, Caller, SharedApp, profiles};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Take a profile away; its holders go on with another of theirs
#[utoipa::path(
    delete,
    path = "/api/profiles/{profileId}",
    tag = "history",
    operation_id = "deleteProfile",
    params(("profileId" = String, Path, description = "Id")),
    responses((status = 200, body = One<Profile>)),
    extensions(("x-permission" = json!("user:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
) -> Result<One<Profile>, AppError> {
    Ok(one(profiles::delete(&app, &caller, AnyId::read(&id)).await?))
}
