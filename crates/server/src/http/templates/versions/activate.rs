//! Make a version the one that is sent.

use axum::extract::State;
use domain::id::AnyId;
use domain::template::TemplateVersion;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Make a version the one that is sent, at once; a 422 where a message about a debt lacks its opt-out line
#[utoipa::path(
    post,
    path = "/api/communicator/templatedescriptors/{descriptorId}/versions/{versionId}/activate",
    tag = "templates",
    operation_id = "activateTemplateVersion",
    params(("descriptorId" = String, Path, description = "Id"), ("versionId" = String, Path, description = "Id")),
    responses((status = 200, body = One<TemplateVersion>)),
    extensions(("x-permission" = json!("communicator.template:activate")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path((descriptor, version)): Path<(String, String)>,
    _: NoQuery,
) -> Result<One<TemplateVersion>, AppError> {
    let (descriptor, version) = (AnyId::read(&descriptor), AnyId::read(&version));
    Ok(one(app::templates::versions::activate(&app, &caller, descriptor, version).await?))
}
