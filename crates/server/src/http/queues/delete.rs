//! Take a queue away.

use axum::extract::State;
use domain::id::AnyId;
use domain::queue::Queue;

use crate::app::{AppError, Caller, SharedApp, queues};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Take a queue away; 409 while a profile or an interaction of the history names it
#[utoipa::path(
    delete,
    path = "/api/queues/{queueId}",
    tag = "history",
    operation_id = "deleteQueue",
    params(("queueId" = String, Path, description = "Id, or `ext-` and the reference")),
    responses((status = 200, body = One<Queue>)),
    extensions(("x-permission" = json!("user:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
) -> Result<One<Queue>, AppError> {
    Ok(one(queues::delete(&app, &caller, AnyId::read(&id)).await?))
}
