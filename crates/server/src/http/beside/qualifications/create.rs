//! Add a qualification to an interaction.

use axum::extract::State;
use domain::beside::{self, Qualification};
use domain::id::AnyId;

use super::body::QualificationBody;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Add a qualification to an interaction
#[utoipa::path(
    post,
    path = "/api/interactions/{interactionId}/qualifications",
    tag = "beside interactions",
    operation_id = "createQualification",
    params(("interactionId" = String, Path, description = "Id, or `ext-` and the external id")),
    request_body = inline(QualificationBody),
    responses((status = 200, body = One<Qualification>)),
    extensions(("x-permission" = json!("interaction:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(interaction): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<Qualification>, AppError> {
    let draft = beside::read::<Qualification>(&body)?;
    Ok(one(app::beside::create::<Qualification>(&app, &caller, AnyId::read(&interaction), draft).await?))
}
