//! One legal representative.

use axum::extract::State;
use domain::id::AnyId;
use domain::legal_representative::LegalRepresentative;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// One legal representative of a person
#[utoipa::path(
    get,
    path = "/api/people/{personId}/legal-representatives/{legalRepresentativeId}",
    tag = "compliance",
    operation_id = "getLegalRepresentative",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("legalRepresentativeId" = String, Path, description = "Id")
    ),
    responses((status = 200, body = One<LegalRepresentative>)),
    extensions(("x-permission" = json!("person:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path((person, id)): Path<(String, String)>,
    _: NoQuery,
) -> Result<One<LegalRepresentative>, AppError> {
    let (person, id) = (AnyId::read(&person), AnyId::read(&id));
    Ok(one(app::legal_representatives::get(&app, &caller, &person, &id).await?))
}
