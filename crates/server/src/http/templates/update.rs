//! Change a template descriptor.

use axum::Json;
use axum::extract::State;
use domain::id::AnyId;
use domain::template::{DescriptorDraft, TemplateDescriptor};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change a template descriptor: absent fields stay; subject and channel stay once it has a version
#[utoipa::path(
    put,
    path = "/api/communicator/templatedescriptors/{descriptorId}",
    tag = "templates",
    operation_id = "updateTemplateDescriptor",
    params(("descriptorId" = String, Path, description = "Id")),
    request_body = inline(super::create::DescriptorBody),
    responses((status = 200, body = TemplateDescriptor, description = "Bare")),
    extensions(("x-permission" = json!("communicator.template:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(id): Path<String>,
    JsonText(body): JsonText,
) -> Result<Json<TemplateDescriptor>, AppError> {
    let draft = DescriptorDraft::read(&body)?;
    Ok(Json(app::templates::update(&app, &caller, AnyId::read(&id), draft).await?))
}
