//! The letter that was sent.

use axum::extract::State;
use axum::response::Response;

use crate::app::interactions::Named;
use crate::app::{AppError, Caller, SharedApp, attachments};
use crate::http::path::Path;
use crate::http::query::NoQuery;
use crate::http::upload::opened;

/// Where it is.
pub const PATH: &str = "/api/interactions/{interactionId}/letter";

/// The letter that was sent, as it was printed; 404 where an interaction is none that was made here
#[utoipa::path(
    get,
    path = "/api/interactions/{interactionId}/letter",
    tag = "attachments",
    operation_id = "getLetter",
    params(("interactionId" = String, Path, description = "Id, or `ext-` and the external id")),
    responses((status = 200, content_type = "application/pdf", body = Vec<u8>)),
    extensions(("x-permission" = json!("interaction:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(interaction): Path<String>,
) -> Result<Response, AppError> {
    let letter = attachments::letter(&app, &caller, &Named::alone(&interaction)).await?;
    Ok(opened(&letter.attachment.name, letter.attachment.size, letter.bytes))
}
