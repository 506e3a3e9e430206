//! List API keys.

use axum::extract::State;
use domain::api_key::ApiKey;
use domain::id::ApiKeyId;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// API keys, newest first
#[utoipa::path(
    get,
    path = "/api/apikeys",
    tag = "access",
    operation_id = "listApiKeys",
    params(PagingParams),
    responses((status = 200, body = Many<ApiKey>)),
    extensions(("x-permission" = json!("apikey:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<ApiKey>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let slice = paging.slice::<ApiKeyId, _>(|id| app::api_keys::cursor(&app, &caller, id)).await?;
    let page = app::api_keys::list(&app, &caller, slice).await?;
    let neighbours = query.neighbours(&page, |row| row.id);
    Ok(many(page, neighbours, |row| row))
}
