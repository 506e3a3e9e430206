//! Change a profile.

use axum::extract::State;
use domain::id::AnyId;
use domain::profile::{Profile, ProfileDraft};

use super::body::ProfileBody;
use crate::app::{AppError, Caller, SharedApp, profiles};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change a profile: absent fields stay; a list that is there replaces the one before
#[utoipa::path(
    put,
    path = "/api/profiles/{profileId}",
    tag = "history",
    operation_id = "updateProfile",
    params(("profileId" = String, Path, description = "Id")),
    request_body = inline(ProfileBody),
    responses((status = 200, body = One<Profile>)),
    extensions(("x-permission" = json!("user:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<Profile>, AppError> {
    let draft = ProfileDraft::read(&body)?;
    Ok(one(profiles::update(&app, &caller, AnyId::read(&id), draft).await?))
}
