//! Try a channel without sending anything.

use axum::extract::State;
use domain::id::AnyId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Try a channel without sending anything
#[utoipa::path(
    post,
    path = "/api/channels/{channelId}/test",
    tag = "channels",
    operation_id = "testChannel",
    params(("channelId" = String, Path, description = "Id")),
    responses((status = 200, body = One<Tried>)),
    extensions(("x-permission" = json!("channel:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
) -> Result<One<Tried>, AppError> {
    let found = app::channels::test(&app, &caller, AnyId::read(&id)).await?;
    Ok(one(Tried { found }))
}

/// What came of it; a channel that does not work is a 422.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tried {
    /// In words.
    found: String,
}
