//! List the overrides of a person.

use axum::extract::State;
use domain::id::{AnyId, OverrideId};
use domain::overrides::Override;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::path::Path;
use crate::http::query::{PagingParams, Query};

/// What somebody allowed once, newest first; what was used or expired too
#[utoipa::path(
    get,
    path = "/api/people/{personId}/overrides",
    tag = "compliance",
    operation_id = "listOverrides",
    params(("personId" = String, Path, description = "Id, or `ext-` and the external id"), PagingParams),
    responses((status = 200, body = Many<Override>)),
    extensions(("x-permission" = json!("complianceGuard:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(person): Path<String>,
    mut query: Query,
) -> Result<Many<Override>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let person = AnyId::read(&person);
    let slice =
        paging.slice::<OverrideId, _>(|id| app::overrides::cursor(&app, &caller, &person, id)).await?;
    let page = app::overrides::list(&app, &caller, &person, slice).await?;
    let neighbours = query.neighbours(&page, |one| one.id);
    Ok(many(page, neighbours, |one| one))
}
