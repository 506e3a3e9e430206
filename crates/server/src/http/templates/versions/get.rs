//! One version of a template.

use axum::extract::State;
use domain::id::AnyId;
use domain::template::TemplateVersion;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// One version of a template
#[utoipa::path(
    get,
    path = "/api/communicator/templatedescriptors/{descriptorId}/versions/{versionId}",
    tag = "templates",
    operation_id = "getTemplateVersion",
    params(("descriptorId" = String, Path, description = "Id"), ("versionId" = String, Path, description = "Id")),
    responses((status = 200, body = One<TemplateVersion>)),
    extensions(("x-permission" = json!("communicator.template:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path((descriptor, version)): Path<(String, String)>,
    _: NoQuery,
) -> Result<One<TemplateVersion>, AppError> {
    let (descriptor, version) = (AnyId::read(&descriptor), AnyId::read(&version));
    Ok(one(app::templates::versions::get(&app, &caller, descriptor, version).await?))
}
