//! Send again what failed or is in doubt.

use axum::extract::State;
use domain::id::AnyId;
use domain::outbox::OutboxEntry;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Send again what failed or is in doubt
#[utoipa::path(
    post,
    path = "/api/outbox/{outboxId}/retry",
    tag = "outbox",
    operation_id = "retryOutboxEntry",
    params(("outboxId" = String, Path, description = "Id")),
    responses((status = 200, body = One<OutboxEntry>)),
    extensions(("x-permission" = json!("outbox:manage")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
) -> Result<One<OutboxEntry>, AppError> {
    Ok(one(app::outbox::retry(&app, &caller, AnyId::read(&id)).await?))
}
