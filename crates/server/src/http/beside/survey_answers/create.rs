//! Add an answer to a survey to an interaction.

use axum::extract::State;
use domain::beside::{self, SurveyAnswer};
use domain::id::AnyId;

use super::body::SurveyAnswerBody;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Add an answer to a survey to an interaction
#[utoipa::path(
    post,
    path = "/api/interactions/{interactionId}/survey-answers",
    tag = "beside interactions",
    operation_id = "createSurveyAnswer",
    params(("interactionId" = String, Path, description = "Id, or `ext-` and the external id")),
    request_body = inline(SurveyAnswerBody),
    responses((status = 200, body = One<SurveyAnswer>)),
    extensions(("x-permission" = json!("interaction:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(interaction): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<SurveyAnswer>, AppError> {
    let draft = beside::read::<SurveyAnswer>(&body)?;
    Ok(one(app::beside::create::<SurveyAnswer>(&app, &caller, AnyId::read(&interaction), draft).await?))
}
