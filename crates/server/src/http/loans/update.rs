//! Change a loan.

use axum::extract::State;
use domain::id::AnyId;
use domain::loan::{Loan, LoanDraft};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change a loan: absent fields stay, null clears
#[utoipa::path(
    put,
    path = "/api/people/{personId}/loans/{loanId}",
    tag = "loans",
    operation_id = "updateLoan",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("loanId" = String, Path, description = "Id, or `ext-` and the external id")
    ),
    request_body = inline(super::create::LoanBody),
    responses((status = 200, body = One<Loan>)),
    extensions(("x-permission" = json!("loan:update")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path((person, loan)): Path<(String, String)>,
    JsonText(body): JsonText,
) -> Result<One<Loan>, AppError> {
    let draft = LoanDraft::read(&body)?;
    let (person, loan) = (AnyId::read(&person), AnyId::read(&loan));
    Ok(one(app::loans::update(&app, &caller, person, loan, draft).await?))
}
