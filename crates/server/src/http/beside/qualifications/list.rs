//! List the qualifications of an interaction.

use axum::extract::State;
use domain::beside::Qualification;
use domain::id::{AnyId, QualificationId};

use crate::app::{AppError, Caller, SharedApp, beside};
use crate::http::envelope::{Many, many};
use crate::http::path::Path;
use crate::http::query::{PagingParams, Query};

/// The qualifications of an interaction, newest first
#[utoipa::path(
    get,
    path = "/api/interactions/{interactionId}/qualifications",
    tag = "beside interactions",
    operation_id = "listQualifications",
    params(
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id"),
        PagingParams
    ),
    responses((status = 200, body = Many<Qualification>)),
    extensions(("x-permission" = json!("interaction:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(interaction): Path<String>,
    mut query: Query,
) -> Result<Many<Qualification>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let of = AnyId::read(&interaction);
    let slice = paging
        .slice::<QualificationId, _>(|id| beside::cursor::<Qualification>(&app, &caller, &of, id))
        .await?;
    let page = beside::list::<Qualification>(&app, &caller, &of, slice).await?;
    let neighbours = query.neighbours(&page, |one| one.id);
    Ok(many(page, neighbours, |one| one))
}
