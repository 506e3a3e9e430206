//! Make a profile.

use axum::extract::State;
use domain::profile::{Profile, ProfileDraft};

use super::body::ProfileBody;
use crate::app::{AppError, Caller, SharedApp, profiles};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Make a profile
#[utoipa::path(
    post,
    path = "/api/profiles",
    tag = "history",
    operation_id = "createProfile",
    request_body = inline(ProfileBody),
    responses((status = 200, body = One<Profile>)),
    extensions(("x-permission" = json!("user:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<Profile>, AppError> {
    let draft = ProfileDraft::read(&body)?;
    Ok(one(profiles::create(&app, &caller, draft).await?))
}
