//! Leave a conversation.

use axum::extract::State;
use domain::convo::Convo;

use crate::app::interactions::Named;
use crate::app::{AppError, Caller, SharedApp, convo};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Leave a conversation
#[utoipa::path(
    post,
    path = "/api/interactions/{interactionId}/convo/leave",
    tag = "conversations",
    operation_id = "leaveConvo",
    params(("interactionId" = String, Path, description = "Id, or `ext-` and the external id")),
    responses((status = 200, body = One<Convo>)),
    extensions(("x-permission" = json!("convo:join")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(interaction): Path<String>,
    _: NoQuery,
) -> Result<One<Convo>, AppError> {
    Ok(one(convo::leave(&app, &caller, &Named::alone(&interaction)).await?))
}
