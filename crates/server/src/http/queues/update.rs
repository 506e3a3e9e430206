//! Change a queue.

use axum::extract::State;
use domain::id::AnyId;
use domain::queue::{Queue, QueueDraft};

use super::body::QueueBody;
use crate::app::{AppError, Caller, SharedApp, queues};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change a queue: absent fields stay, null clears
#[utoipa::path(
    put,
    path = "/api/queues/{queueId}",
    tag = "history",
    operation_id = "updateQueue",
    params(("queueId" = String, Path, description = "Id, or `ext-` and the reference")),
    request_body = inline(QueueBody),
    responses((status = 200, body = One<Queue>)),
    extensions(("x-permission" = json!("user:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<Queue>, AppError> {
    let draft = QueueDraft::read(&body)?;
    Ok(one(queues::update(&app, &caller, AnyId::read(&id), draft).await?))
}
