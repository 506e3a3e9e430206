//! Keep a file for a person.

use axum::extract::State;
use domain::document::Document;
use domain::id::AnyId;
use utoipa::ToSchema;

use crate::app::{AppError, Caller, SharedApp, documents};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::Query;
use crate::http::upload::FileBody;

/// Where files are brought to.
pub const PATH: &str = "/api/people/{personId}/documents";

/// The bytes of a file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "it documents what `FileBody` reads here")]
pub struct DocumentBytes(Vec<u8>);

/// Keep a file for a person, to be sent as an attachment; programs are refused
#[utoipa::path(
    post,
    path = "/api/people/{personId}/documents",
    tag = "documents",
    operation_id = "createDocument",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("name" = String, Query, description = "The name of the file, as its receiver sees it", max_length = 255)
    ),
    request_body(content = DocumentBytes, content_type = "*/*", description = "The bytes of the file"),
    responses((status = 200, body = One<Document>)),
    extensions(("x-permission" = json!("document:create")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(person): Path<String>,
    mut query: Query,
    FileBody(upload): FileBody,
) -> Result<One<Document>, AppError> {
    let name = query.one("name").unwrap_or_default();
    query.finish()?;
    Ok(one(documents::create(&app, &caller, &AnyId::read(&person), &name, upload).await?))
}
