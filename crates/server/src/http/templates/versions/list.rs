//! List the versions of a template.

use axum::extract::State;
use domain::id::{AnyId, TemplateVersionId};
use domain::template::TemplateVersion;

use crate::app::templates::versions;
use crate::app::{AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::path::Path;
use crate::http::query::{PagingParams, Query};

/// The versions of a template, newest first
#[utoipa::path(
    get,
    path = "/api/communicator/templatedescriptors/{descriptorId}/versions",
    tag = "templates",
    operation_id = "listTemplateVersions",
    params(("descriptorId" = String, Path, description = "Id"), PagingParams),
    responses((status = 200, body = Many<TemplateVersion>)),
    extensions(("x-permission" = json!("communicator.template:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(descriptor): Path<String>,
    mut query: Query,
) -> Result<Many<TemplateVersion>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let of = || AnyId::read(&descriptor);
    let slice = paging.slice::<TemplateVersionId, _>(|id| versions::cursor(&app, &caller, of(), id)).await?;
    let page = versions::list(&app, &caller, of(), slice).await?;
    let neighbours = query.neighbours(&page, |version| version.id);
    Ok(many(page, neighbours, |version| version))
}
