//! Make a queue.

use axum::extract::State;
use domain::queue::{Queue, QueueDraft};

use super::body::QueueBody;
use crate::app::{AppError, Caller, SharedApp, queues};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Make a queue
#[utoipa::path(
    post,
    path = "/api/queues",
    tag = "history",
    operation_id = "createQueue",
    request_body = inline(QueueBody),
    responses((status = 200, body = One<Queue>)),
    extensions(("x-permission" = json!("user:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<Queue>, AppError> {
    let draft = QueueDraft::read(&body)?;
    Ok(one(queues::create(&app, &caller, draft).await?))
}
