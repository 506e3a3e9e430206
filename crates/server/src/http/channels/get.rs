//! Read one channel.

use axum::extract::State;
use domain::channel::CompanyChannel;
use domain::id::AnyId;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Read one channel
#[utoipa::path(
    get,
    path = "/api/channels/{channelId}",
    tag = "channels",
    operation_id = "getChannel",
    params(("channelId" = String, Path, description = "Id")),
    responses((status = 200, body = One<CompanyChannel>)),
    extensions(("x-permission" = json!("channel:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
) -> Result<One<CompanyChannel>, AppError> {
    Ok(one(app::channels::get(&app, &caller, AnyId::read(&id)).await?))
}
