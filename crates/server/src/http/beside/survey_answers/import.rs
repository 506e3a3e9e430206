//! Take in many answers to surveys at once.

use axum::extract::State;
use domain::beside::{self, SurveyAnswer};

use super::body::SurveyAnswerLines;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::beside::imported::ImportedBody;
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Take in many answers to surveys at once: each line stands for itself; one whose `externalId` is there already replaces it
#[utoipa::path(
    post,
    path = "/api/survey-answers/import",
    tag = "beside interactions",
    operation_id = "importSurveyAnswers",
    request_body = inline(SurveyAnswerLines),
    responses((status = 200, body = One<ImportedBody>)),
    extensions(("x-permission" = json!("interaction:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<ImportedBody>, AppError> {
    let lines = beside::read_lines::<SurveyAnswer>(&body)?;
    Ok(one(app::beside::import::<SurveyAnswer>(&app, &caller, lines).await?.into()))
}
