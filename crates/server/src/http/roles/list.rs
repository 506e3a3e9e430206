//! List roles of the company's own.

use axum::extract::State;
use domain::id::RoleId;
use domain::role::CustomRole;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// Roles of the company's own, newest first
#[utoipa::path(
    get,
    path = "/api/roles",
    tag = "access",
    operation_id = "listRoles",
    params(PagingParams),
    responses((status = 200, body = Many<CustomRole>)),
    extensions(("x-permission" = json!("role:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<CustomRole>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let slice = paging.slice::<RoleId, _>(|id| app::roles::cursor(&app, &caller, id)).await?;
    let page = app::roles::list(&app, &caller, slice).await?;
    let neighbours = query.neighbours(&page, |row| row.id);
    Ok(many(page, neighbours, |row| row))
}
