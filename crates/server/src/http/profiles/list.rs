//! List profiles.

use axum::extract::State;
use domain::id::ProfileId;
use domain::profile::Profile;

use crate::app::{AppError, Caller, SharedApp, profiles};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// Profiles, newest first
#[utoipa::path(
    get,
    path = "/api/profiles",
    tag = "history",
    operation_id = "listProfiles",
    params(PagingParams),
    responses((status = 200, body = Many<Profile>)),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<Profile>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let slice = paging.slice::<ProfileId, _>(|id| profiles::cursor(&app, &caller, id)).await?;
    let page = profiles::list(&app, &caller, slice).await?;
    let neighbours = query.neighbours(&page, |one| one.id);
    Ok(many(page, neighbours, |one| one))
}
