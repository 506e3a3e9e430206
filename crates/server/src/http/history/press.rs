//! Press a button.

use axum::extract::State;
use domain::id::AnyId;

use crate::app::buttons::{self, Pressed};
use crate::app::{AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Press a button: the address to open with a context that is signed and good for five minutes, or what an endpoint said
#[utoipa::path(
    post,
    path = "/api/history/{interactionId}/buttons/{buttonId}",
    tag = "history",
    operation_id = "pressMyButton",
    params(
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("buttonId" = String, Path, description = "Id")
    ),
    responses((status = 200, body = One<Pressed>)),
    extensions(("x-permission" = json!("history:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((interaction, button)): Path<(String, String)>,
) -> Result<One<Pressed>, AppError> {
    let (interaction, button) = (AnyId::read(&interaction), AnyId::read(&button));
    Ok(one(buttons::press(&app, &caller, &interaction, &button).await?))
}
