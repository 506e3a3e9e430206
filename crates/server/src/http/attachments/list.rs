//! The files that came with a message.

use axum::extract::State;
use domain::attachment::Attachment;

use crate::app::interactions::Named;
use crate::app::{AppError, Caller, SharedApp, attachments};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// The files that came with a message
#[utoipa::path(
    get,
    path = "/api/interactions/{interactionId}/attachments",
    tag = "attachments",
    operation_id = "listAttachments",
    params(("interactionId" = String, Path, description = "Id, or `ext-` and the external id")),
    responses((status = 200, body = One<Vec<Attachment>>)),
    extensions(("x-permission" = json!("interaction:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(interaction): Path<String>,
) -> Result<One<Vec<Attachment>>, AppError> {
    Ok(one(attachments::list(&app, &caller, &Named::alone(&interaction)).await?))
}
