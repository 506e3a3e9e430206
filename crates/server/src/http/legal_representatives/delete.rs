//! Delete a legal representative.

use axum::extract::State;
use domain::id::AnyId;
use domain::legal_representative::LegalRepresentative;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Delete a legal representative that was recorded by mistake; one that represents the person no more becomes `inactive`
#[utoipa::path(
    delete,
    path = "/api/people/{personId}/legal-representatives/{legalRepresentativeId}",
    tag = "compliance",
    operation_id = "deleteLegalRepresentative",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("legalRepresentativeId" = String, Path, description = "Id")
    ),
    responses((status = 200, body = One<LegalRepresentative>)),
    extensions(("x-permission" = json!("person:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((person, id)): Path<(String, String)>,
) -> Result<One<LegalRepresentative>, AppError> {
    let (person, id) = (AnyId::read(&person), AnyId::read(&id));
    Ok(one(app::legal_representatives::delete(&app, &caller, person, id).await?))
}
