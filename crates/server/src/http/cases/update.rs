//! Change a case.

use axum::extract::State;
use domain::case::{Case, CaseDraft};
use domain::id::AnyId;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change a case: absent fields stay, null clears
#[utoipa::path(
    put,
    path = "/api/people/{personId}/cases/{caseId}",
    tag = "cases",
    operation_id = "updateCase",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("caseId" = String, Path, description = "Id, or `ext-` and the external id")
    ),
    request_body = inline(super::create::CaseBody),
    responses((status = 200, body = One<Case>)),
    extensions(("x-permission" = json!("case:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((person, case)): Path<(String, String)>,
    JsonText(body): JsonText,
) -> Result<One<Case>, AppError> {
    let draft = CaseDraft::read_change(&body)?;
    let (person, case) = (AnyId::read(&person), AnyId::read(&case));
    Ok(one(app::cases::update(&app, &caller, person, case, draft).await?))
}
