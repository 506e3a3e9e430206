//! List buttons.

use axum::extract::State;
use domain::button::Button;
use domain::id::ButtonId;

use crate::app::{AppError, Caller, SharedApp, buttons};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// The buttons of all profiles, newest first
#[utoipa::path(
    get,
    path = "/api/buttons",
    tag = "buttons",
    operation_id = "listButtons",
    params(PagingParams),
    responses((status = 200, body = Many<Button>)),
    extensions(("x-permission" = json!("user:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<Button>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let slice = paging.slice::<ButtonId, _>(|id| buttons::cursor(&app, &caller, id)).await?;
    let page = buttons::list(&app, &caller, slice).await?;
    let neighbours = query.neighbours(&page, |one| one.id);
    Ok(many(page, neighbours, |one| one))
}
