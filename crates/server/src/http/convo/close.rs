//! Close a conversation, which ends its interaction.

use axum::extract::State;
use domain::convo::Convo;

use crate::app::interactions::Named;
use crate::app::{AppError, Caller, SharedApp, convo};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Close a conversation, which ends its interaction
#[utoipa::path(
    post,
    path = "/api/interactions/{interactionId}/convo/close",
    tag = "conversations",
    operation_id = "closeConvo",
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
    Ok(one(convo::close(&app, &caller, &Named::alone(&interaction)).await?))
}
