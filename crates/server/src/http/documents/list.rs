//! List the documents of a person.

use axum::extract::State;
use domain::document::Document;
use domain::id::{AnyId, DocumentId};

use crate::app::{AppError, Caller, SharedApp, documents};
use crate::http::envelope::{Many, many};
use crate::http::path::Path;
use crate::http::query::{PagingParams, Query};

/// The documents of a person, newest first
#[utoipa::path(
    get,
    path = "/api/people/{personId}/documents",
    tag = "documents",
    operation_id = "listDocuments",
    params(("personId" = String, Path, description = "Id, or `ext-` and the external id"), PagingParams),
    responses((status = 200, body = Many<Document>)),
    extensions(("x-permission" = json!("document:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(person): Path<String>,
    mut query: Query,
) -> Result<Many<Document>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let person = AnyId::read(&person);
    let slice = paging.slice::<DocumentId, _>(|id| documents::cursor(&app, &caller, &person, id)).await?;
    let page = documents::list(&app, &caller, &person, slice).await?;
    let neighbours = query.neighbours(&page, |kept| kept.document.id);
    Ok(many(page, neighbours, |kept| kept.document))
}
