//! Take an answer to a survey away.

use axum::extract::State;
use domain::beside::SurveyAnswer;
use domain::id::AnyId;

use crate::app::{AppError, Caller, SharedApp, beside};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Take an answer to a survey away from an interaction
#[utoipa::path(
    delete,
    path = "/api/interactions/{interactionId}/survey-answers/{surveyAnswerId}",
    tag = "beside interactions",
    operation_id = "deleteSurveyAnswer",
    params(
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("surveyAnswerId" = String, Path, description = "Id, or `ext-` and the external id")
    ),
    responses((status = 200, body = One<SurveyAnswer>)),
    extensions(("x-permission" = json!("interaction:delete")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((interaction, id)): Path<(String, String)>,
) -> Result<One<SurveyAnswer>, AppError> {
    let (interaction, id) = (AnyId::read(&interaction), AnyId::read(&id));
    Ok(one(beside::delete::<SurveyAnswer>(&app, &caller, interaction, id).await?))
}
