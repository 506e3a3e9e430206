//! Write a version of a template.

use axum::extract::State;
use domain::id::AnyId;
use domain::template::{TemplateContent, TemplateVersion, VersionDraft};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Write a version of a template; a 422 says in which line it does not work, and why
#[utoipa::path(
    post,
    path = "/api/communicator/templatedescriptors/{descriptorId}/versions",
    tag = "templates",
    operation_id = "createTemplateVersion",
    params(("descriptorId" = String, Path, description = "Id")),
    request_body = inline(super::create::VersionBody),
    responses((status = 200, body = One<TemplateVersion>)),
    extensions(("x-permission" = json!("communicator.template:create")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(descriptor): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<TemplateVersion>, AppError> {
    let draft = VersionDraft::read(&body)?;
    Ok(one(app::templates::versions::create(&app, &caller, AnyId::read(&descriptor), draft).await?))
}

/// The words: email `subjectLine`, `html` and, if it shall not be made from that, `text`; mail `html` or `text`; all
/// others `body`. See docs/templates.md.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "it documents what `VersionDraft::read` reads")]
pub struct VersionBody {
    content: TemplateContent,
}
