//! Take in many qualifications at once.

use axum::extract::State;
use domain::beside::{self, Qualification};

use super::body::QualificationLines;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::beside::imported::ImportedBody;
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Take in many qualifications at once: each line stands for itself; one whose `externalId` is there already replaces it
#[utoipa::path(
    post,
    path = "/api/qualifications/import",
    tag = "beside interactions",
    operation_id = "importQualifications",
    request_body = inline(QualificationLines),
    responses((status = 200, body = One<ImportedBody>)),
    extensions(("x-permission" = json!("interaction:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<ImportedBody>, AppError> {
    let lines = beside::read_lines::<Qualification>(&body)?;
    Ok(one(app::beside::import::<Qualification>(&app, &caller, lines).await?.into()))
}
