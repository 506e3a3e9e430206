//! List the cases of a person.

use axum::extract::State;
use domain::case::Case;
use domain::id::{AnyId, CaseId};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::path::Path;
use crate::http::query::{PagingParams, Query};

/// The cases of a person, newest first
#[utoipa::path(
    get,
    path = "/api/people/{personId}/cases",
    tag = "cases",
    operation_id = "listCases",
    params(("personId" = String, Path, description = "Id, or `ext-` and the external id"), PagingParams),
    responses((status = 200, body = Many<Case>)),
    extensions(("x-permission" = json!("case:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(person): Path<String>,
    mut query: Query,
) -> Result<Many<Case>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let person = AnyId::read(&person);
    let slice = paging.slice::<CaseId, _>(|id| app::cases::cursor(&app, &caller, &person, id)).await?;
    let page = app::cases::list(&app, &caller, &person, slice).await?;
    let neighbours = query.neighbours(&page, |case| case.id);
    Ok(many(page, neighbours, |case| case))
}
