//! The bytes of a document.

use axum::extract::State;
use axum::response::Response;
use domain::id::AnyId;

use crate::app::{AppError, Caller, SharedApp, documents};
use crate::http::path::Path;
use crate::http::query::NoQuery;
use crate::http::upload::saved;

/// Where they are.
pub const PATH: &str = "/api/people/{personId}/documents/{documentId}/content";

/// The bytes of a document, to be saved; whatever it claims to be, no browser opens it
#[utoipa::path(
    get,
    path = "/api/people/{personId}/documents/{documentId}/content",
    tag = "documents",
    operation_id = "getDocumentContent",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("documentId" = String, Path, description = "Id")
    ),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)),
    extensions(("x-permission" = json!("document:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((person, document)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let (document, bytes) =
        documents::open(&app, &caller, &AnyId::read(&person), &AnyId::read(&document)).await?;
    Ok(saved(&document.name, document.size, bytes))
}
