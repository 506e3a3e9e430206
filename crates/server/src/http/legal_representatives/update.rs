//! Change a legal representative.

use axum::extract::State;
use domain::id::AnyId;
use domain::legal_representative::{LegalRepresentative, LegalRepresentativeDraft};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change a legal representative: absent fields stay, null clears
#[utoipa::path(
    put,
    path = "/api/people/{personId}/legal-representatives/{legalRepresentativeId}",
    tag = "compliance",
    operation_id = "updateLegalRepresentative",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("legalRepresentativeId" = String, Path, description = "Id")
    ),
    request_body = inline(super::create::LegalRepresentativeBody),
    responses((status = 200, body = One<LegalRepresentative>)),
    extensions(("x-permission" = json!("person:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((person, id)): Path<(String, String)>,
    JsonText(body): JsonText,
) -> Result<One<LegalRepresentative>, AppError> {
    let draft = LegalRepresentativeDraft::read(&body)?;
    let (person, id) = (AnyId::read(&person), AnyId::read(&id));
    Ok(one(app::legal_representatives::update(&app, &caller, person, id, draft).await?))
}
