//! Switch to another profile.

use axum::extract::State;
use domain::fields::Fields;
use domain::id::{AnyId, ProfileId};
use domain::patch::Patch;
use domain::problem::Problems;
use utoipa::ToSchema;

use super::me::HeldProfile;
use crate::app::{AppError, Caller, SharedApp, profiles};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Make one of your profiles the one that works
#[utoipa::path(
    put,
    path = "/api/users/me/profile",
    tag = "history",
    operation_id = "activateMyProfile",
    request_body = inline(ActiveBody),
    responses((status = 200, body = One<Vec<HeldProfile>>)),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<Vec<HeldProfile>>, AppError> {
    let held = profiles::activate(&app, &caller, read(&body)?).await?;
    Ok(one(held.into_iter().map(HeldProfile::from).collect()))
}

/// Which profile.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `read` reads")]
pub struct ActiveBody {
    profile_id: ProfileId,
}

fn read(body: &str) -> Result<AnyId<ProfileId>, Problems> {
    let mut fields = Fields::read(body)?;
    let id = fields.any_id("profileId");
    fields.require("profileId", &id);
    match id {
        Patch::Value(id) => fields.finish(id),
        Patch::Absent | Patch::Null => Err(fields.into_problems()),
    }
}
