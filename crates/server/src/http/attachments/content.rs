//! A file that came with a message.

use axum::extract::State;
use axum::response::Response;

use crate::app::interactions::Named;
use crate::app::{AppError, Caller, SharedApp, attachments};
use crate::http::path::Path;
use crate::http::query::NoQuery;
use crate::http::upload::saved;

/// Where it is.
pub const PATH: &str = "/api/interactions/{interactionId}/attachments/{attachmentNumber}";

/// A file that came with a message, to be saved; whatever it claims to be, no browser opens it
#[utoipa::path(
    get,
    path = "/api/interactions/{interactionId}/attachments/{attachmentNumber}",
    tag = "attachments",
    operation_id = "getAttachment",
    params(
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("attachmentNumber" = i64, Path, description = "Its place, from 1")
    ),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)),
    extensions(("x-permission" = json!("interaction:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((interaction, number)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let number = number.parse().map_err(|_| AppError::Missing("attachment"))?;
    let opened = attachments::open(&app, &caller, &Named::alone(&interaction), number).await?;
    Ok(saved(&opened.attachment.name, opened.attachment.size, opened.bytes))
}
