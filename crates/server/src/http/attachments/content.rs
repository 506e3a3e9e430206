//! A file that came with a message.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::app::interactions::Named;
use crate::app::{AppError, Caller, SharedApp, attachments};
use crate::http::audio::open::saved_as;
use crate::http::path::Path;
use crate::http::query::NoQuery;

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
    let headers = [
        // The sender's own word for it could make a browser run it.
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, saved_as("attachment", &opened.attachment.name)),
        (CONTENT_LENGTH, opened.attachment.size.to_string()),
    ];
    Ok((headers, Body::from_stream(opened.bytes)).into_response())
}
