//! Make a template descriptor.

use axum::Json;
use axum::extract::State;
use domain::template::{DescriptorDraft, TemplateDescriptor};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::query::NoQuery;

/// Make a template descriptor; what it says comes with a version
#[utoipa::path(
    post,
    path = "/api/communicator/templatedescriptors",
    tag = "templates",
    operation_id = "createTemplateDescriptor",
    request_body = inline(super::create::DescriptorBody),
    responses((status = 200, body = TemplateDescriptor, description = "Bare")),
    extensions(("x-permission" = json!("communicator.template:create")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<Json<TemplateDescriptor>, AppError> {
    let draft = DescriptorDraft::read(&body)?;
    Ok(Json(app::templates::create(&app, &caller, draft).await?))
}

/// What a body may say about a descriptor; `subject` and `channel` are needed for a new one.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `DescriptorDraft::read` reads")]
pub struct DescriptorBody {
    subject: Option<domain::vocabulary::Subject>,
    channel: Option<domain::vocabulary::Channel>,
    /// `en` by default.
    #[schema(pattern = "^[a-z]{2}$")]
    language: Option<String>,
    /// For one product only.
    #[schema(min_length = 1, max_length = 64)]
    product_id: Option<String>,
    sensitive: Option<bool>,
    enabled: Option<bool>,
    /// As the subject is, by default.
    is_transactional: Option<bool>,
    #[schema(min_length = 1, max_length = 255)]
    name: Option<String>,
}
