//! Record a legal representative.

use axum::extract::State;
use domain::id::AnyId;
use domain::legal_representative::{LegalRepresentative, LegalRepresentativeDraft};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Record who represents a person before the law
#[utoipa::path(
    post,
    path = "/api/people/{personId}/legal-representatives",
    tag = "compliance",
    operation_id = "createLegalRepresentative",
    params(("personId" = String, Path, description = "Id, or `ext-` and the external id")),
    request_body = inline(super::create::LegalRepresentativeBody),
    responses((status = 200, body = One<LegalRepresentative>)),
    extensions(("x-permission" = json!("person:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(person): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<LegalRepresentative>, AppError> {
    let draft = LegalRepresentativeDraft::read(&body)?;
    Ok(one(app::legal_representatives::create(&app, &caller, AnyId::read(&person), draft).await?))
}

/// What a body may say about a legal representative; nothing is needed.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `LegalRepresentativeDraft::read` reads")]
pub struct LegalRepresentativeBody {
    /// `active` unless it says otherwise.
    status: Option<domain::vocabulary::LegalRepresentativeStatus>,
    name: Option<String>,
    address: Option<domain::contact::Address>,
    /// A phone number (E.164, or ten digits of a US number).
    phone: Option<String>,
    other_phone: Option<String>,
    email: Option<String>,
    other_email: Option<String>,
}
