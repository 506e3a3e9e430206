//! Record a case.

use axum::extract::State;
use domain::case::{Case, CaseDraft};
use domain::id::AnyId;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Record a case of a person
#[utoipa::path(
    post,
    path = "/api/people/{personId}/cases",
    tag = "cases",
    operation_id = "createCase",
    params(("personId" = String, Path, description = "Id, or `ext-` and the external id")),
    request_body = inline(super::create::CaseBody),
    responses((status = 200, body = One<Case>)),
    extensions(("x-permission" = json!("case:create")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(person): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<Case>, AppError> {
    let draft = CaseDraft::read_new(&body)?;
    Ok(one(app::cases::create(&app, &caller, AnyId::read(&person), draft).await?))
}

/// What a body may say about a case; a new one needs `caseType`, a generic one `name`, a completed one
/// `outcome`.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `CaseDraft` reads")]
pub struct CaseBody {
    #[schema(min_length = 1, max_length = 255)]
    external_id: Option<String>,
    /// Needed for a new case.
    case_type: Option<domain::vocabulary::CaseType>,
    name: Option<String>,
    status: Option<domain::vocabulary::CaseStatus>,
    outcome: Option<String>,
    /// The person's loans it is about: ids, or `ext-` and external ids.
    loan_ids: Option<Vec<String>>,
    /// The user whose case it is; null makes it nobody's.
    assignee_id: Option<String>,
    #[schema(value_type = Option<Object>)]
    meta_data: Option<()>,
}
