//! One thing a provider told.

use axum::extract::State;
use domain::arrival::ArrivalRecord;
use domain::id::AnyId;

use crate::app::{AppError, Caller, SharedApp, arrivals};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// One thing a provider told
#[utoipa::path(
    get,
    path = "/api/arrivals/{arrivalId}",
    tag = "arrivals",
    operation_id = "getArrival",
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
    Ok(one(arrivals::get(&app, &caller, AnyId::read(&id)).await?))
}
