//! Read again what nobody could read.

use axum::extract::State;
use domain::arrival::ArrivalRecord;
use domain::id::AnyId;

use crate::app::{AppError, Caller, SharedApp, arrivals};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Read again what nobody could read
#[utoipa::path(
    post,
    path = "/api/arrivals/{arrivalId}/retry",
    tag = "arrivals",
    operation_id = "retryArrival",
    params(("arrivalId" = String, Path, description = "Id")),
    responses((status = 200, body = One<ArrivalRecord>)),
    extensions(("x-permission" = json!("outbox:manage")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
) -> Result<One<ArrivalRecord>, AppError> {
    let again = arrivals::retry(&app, &caller, AnyId::read(&id)).await?;
    app.inbound.wake();
    Ok(one(again))
}
