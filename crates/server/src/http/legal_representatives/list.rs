//! List who represents a person.

use axum::extract::State;
use domain::id::{AnyId, LegalRepresentativeId};
use domain::legal_representative::LegalRepresentative;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::path::Path;
use crate::http::query::{PagingParams, Query};

/// Who represents a person before the law, newest first
#[utoipa::path(
    get,
    path = "/api/people/{personId}/legal-representatives",
    tag = "compliance",
    operation_id = "listLegalRepresentatives",
    params(("personId" = String, Path, description = "Id, or `ext-` and the external id"), PagingParams),
    responses((status = 200, body = Many<LegalRepresentative>)),
    extensions(("x-permission" = json!("person:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(person): Path<String>,
    mut query: Query,
) -> Result<Many<LegalRepresentative>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let person = AnyId::read(&person);
    let cursor = |id| app::legal_representatives::cursor(&app, &caller, &person, id);
    let slice = paging.slice::<LegalRepresentativeId, _>(cursor).await?;
    let page = app::legal_representatives::list(&app, &caller, &person, slice).await?;
    let neighbours = query.neighbours(&page, |one| one.id);
    Ok(many(page, neighbours, |one| one))
}
