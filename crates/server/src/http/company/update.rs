//! Change the company.

use axum::extract::State;
use domain::company::{Company, CompanyDraft};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Change the company: settings merge key by key, null removes one
#[utoipa::path(
    put,
    path = "/api/company",
    tag = "access",
    operation_id = "updateCompany",
    request_body = inline(CompanyBody),
    responses((status = 200, body = One<Company>)),
    extensions(("x-permission" = json!("company:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<One<Company>, AppError> {
    let draft = CompanyDraft::read(&body)?;
    Ok(one(app::company::update(&app, &caller, draft).await?))
}

/// What a body may say about the company.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "it documents what `CompanyDraft::read` reads")]
pub struct CompanyBody {
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// Free keys and values; `timezone` is an IANA time zone. `complianceGuard` merges at every depth:
    /// `applyFederalToFirstParty`, `jurisdictionByAreaCode`, `intensity` (contacts within seven days for `light`,
    /// `normal` and `heavy`), `transactional` (by subject) and `rules` (changes by id). What loosens a rule needs
    /// `loosened: {reason}`, a user, and the permission `rule:administer`.
    #[schema(value_type = Option<Object>)]
    settings: Option<()>,
}
