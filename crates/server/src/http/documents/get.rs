//! One document.

use axum::extract::State;
use domain::document::Document;
use domain::id::AnyId;

use crate::app::{AppError, Caller, SharedApp, documents};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// One document of a person; its bytes are at `content`
#[utoipa::path(
    get,
    path = "/api/people/{personId}/documents/{documentId}",
    tag = "documents",
    operation_id = "getDocument",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("documentId" = String, Path, description = "Id")
    ),
    responses((status = 200, body = One<Document>)),
    extensions(("x-permission" = json!("document:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((person, document)): Path<(String, String)>,
) -> Result<One<Document>, AppError> {
    Ok(one(documents::get(&app, &caller, &AnyId::read(&person), &AnyId::read(&document)).await?))
}
