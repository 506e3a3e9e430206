//! List the answers to surveys of an interaction.

use axum::extract::State;
use domain::beside::SurveyAnswer;
use domain::id::{AnyId, SurveyAnswerId};

use crate::app::{AppError, Caller, SharedApp, beside};
use crate::http::envelope::{Many, many};
use crate::http::path::Path;
use crate::http::query::{PagingParams, Query};

/// The answers to surveys of an interaction, newest first
#[utoipa::path(
    get,
    path = "/api/interactions/{interactionId}/survey-answers",
    tag = "beside interactions",
    operation_id = "listSurveyAnswers",
    params(
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id"),
        PagingParams
    ),
    responses((status = 200, body = Many<SurveyAnswer>)),
    extensions(("x-permission" = json!("interaction:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(interaction): Path<String>,
    mut query: Query,
) -> Result<Many<SurveyAnswer>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let of = AnyId::read(&interaction);
    let slice = paging
        .slice::<SurveyAnswerId, _>(|id| beside::cursor::<SurveyAnswer>(&app, &caller, &of, id))
        .await?;
    let page = beside::list::<SurveyAnswer>(&app, &caller, &of, slice).await?;
    let neighbours = query.neighbours(&page, |one| one.id);
    Ok(many(page, neighbours, |one| one))
}
