//! List queues.

use axum::extract::State;
use domain::id::QueueId;
use domain::queue::Queue;

use crate::app::{AppError, Caller, SharedApp, queues};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// Queues, newest first
#[utoipa::path(
    get,
    path = "/api/queues",
    tag = "history",
    operation_id = "listQueues",
    params(PagingParams),
    responses((status = 200, body = Many<Queue>)),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<Queue>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let slice = paging.slice::<QueueId, _>(|id| queues::cursor(&app, &caller, id)).await?;
    let page = queues::list(&app, &caller, slice).await?;
    let neighbours = query.neighbours(&page, |one| one.id);
    Ok(many(page, neighbours, |one| one))
}
