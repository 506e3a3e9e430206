//! List users.

use axum::extract::State;
use domain::id::UserId;
use domain::user::User;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// Users, newest first
#[utoipa::path(
    get,
    path = "/api/users",
    tag = "access",
    operation_id = "listUsers",
    params(PagingParams),
    responses((status = 200, body = Many<User>)),
    extensions(("x-permission" = json!("user:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<User>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let slice = paging.slice::<UserId, _>(|id| app::users::cursor(&app, &caller, id)).await?;
    let page = app::users::list(&app, &caller, slice).await?;
    let neighbours = query.neighbours(&page, |row| row.id);
    Ok(many(page, neighbours, |row| row))
}
