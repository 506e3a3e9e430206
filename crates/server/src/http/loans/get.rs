//! One loan.

use axum::extract::State;
use domain::id::AnyId;
use domain::loan::Loan;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// One loan of a person
#[utoipa::path(
    get,
    path = "/api/people/{personId}/loans/{loanId}",
    tag = "loans",
    operation_id = "getLoan",
    params(
        ("personId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("loanId" = String, Path, description = "Id, or `ext-` and the external id")
    ),
    responses((status = 200, body = One<Loan>)),
    extensions(("x-permission" = json!("loan:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path((person, loan)): Path<(String, String)>,
    _: NoQuery,
) -> Result<One<Loan>, AppError> {
    Ok(one(app::loans::get(&app, &caller, &AnyId::read(&person), &AnyId::read(&loan)).await?))
}
