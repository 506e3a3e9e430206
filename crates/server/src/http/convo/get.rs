//! The conversation of a text or chat interaction.

use axum::extract::State;
use domain::convo::Convo;

use crate::app::interactions::Named;
use crate::app::{AppError, Caller, SharedApp, convo};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// The conversation of a text or chat interaction
#[utoipa::path(
    get,
    path = "/api/interactions/{interactionId}/convo",
    tag = "conversations",
    operation_id = "getConvo",
    params(("interactionId" = String, Path, description = "Id, or `ext-` and the external id")),
    responses((status = 200, body = One<Convo>)),
    extensions(("x-permission" = json!("interaction:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(interaction): Path<String>,
    _: NoQuery,
) -> Result<One<Convo>, AppError> {
    Ok(one(convo::get(&app, &caller, &Named::alone(&interaction)).await?))
}
