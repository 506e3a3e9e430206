//! The buttons you have for an interaction.

use axum::extract::State;
use domain::id::AnyId;

use crate::app::buttons::{self, Offered};
use crate::app::{AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// The buttons of your active profile that are there for an interaction, in their order
#[utoipa::path(
    get,
    path = "/api/history/{interactionId}/buttons",
    tag = "history",
    operation_id = "listMyButtons",
    params(("interactionId" = String, Path, description = "Id, or `ext-` and the external id")),
    responses((status = 200, body = One<Vec<Offered>>)),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
) -> Result<One<Vec<Offered>>, AppError> {
    Ok(one(buttons::offered(&app, &caller, &AnyId::read(&id)).await?))
}
