//! List the consents of a person.

use axum::extract::State;
use domain::consent::Consent;
use domain::id::{AnyId, ConsentId};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::path::Path;
use crate::http::query::{PagingParams, Query};

/// What a person agreed to, newest first; what was taken back too
#[utoipa::path(
    get,
    path = "/api/people/{personId}/consents",
    tag = "compliance",
    operation_id = "listConsents",
    params(("personId" = String, Path, description = "Id, or `ext-` and the external id"), PagingParams),
    responses((status = 200, body = Many<Consent>)),
    extensions(("x-permission" = json!("contact:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(person): Path<String>,
    mut query: Query,
) -> Result<Many<Consent>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let person = AnyId::read(&person);
    let slice = paging.slice::<ConsentId, _>(|id| app::consents::cursor(&app, &caller, &person, id)).await?;
    let page = app::consents::list(&app, &caller, &person, slice).await?;
    let neighbours = query.neighbours(&page, |consent| consent.id);
    Ok(many(page, neighbours, |consent| consent))
}
