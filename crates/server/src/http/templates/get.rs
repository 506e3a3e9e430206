//! One template descriptor.

use axum::Json;
use axum::extract::State;
use domain::id::AnyId;
use domain::template::TemplateDescriptor;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// One template descriptor
#[utoipa::path(
    get,
    path = "/api/communicator/templatedescriptors/{descriptorId}",
    tag = "templates",
    operation_id = "getTemplateDescriptor",
    params(("descriptorId" = String, Path, description = "Id")),
    responses((status = 200, body = TemplateDescriptor, description = "Bare")),
    extensions(("x-permission" = json!("communicator.template:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(id): Path<String>,
    _: NoQuery,
) -> Result<Json<TemplateDescriptor>, AppError> {
    Ok(Json(app::templates::get(&app, &caller, AnyId::read(&id)).await?))
}
