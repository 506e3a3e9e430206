//! Record a loan.

use axum::extract::State;
use domain::id::AnyId;
use domain::loan::{Loan, LoanDraft};

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Record a loan of a person
#[utoipa::path(
    post,
    path = "/api/people/{personId}/loans",
    tag = "loans",
    operation_id = "createLoan",
    params(("personId" = String, Path, description = "Id, or `ext-` and the external id")),
    request_body = inline(super::create::LoanBody),
    responses((status = 200, body = One<Loan>)),
    extensions(("x-permission" = json!("loan:create")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(person): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<Loan>, AppError> {
    let draft = LoanDraft::read(&body)?;
    Ok(one(app::loans::create(&app, &caller, AnyId::read(&person), draft).await?))
}

/// What a body may say about a loan.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `LoanDraft::read` reads")]
pub struct LoanBody {
    #[schema(min_length = 1, max_length = 255)]
    external_id: Option<String>,
    status: Option<domain::vocabulary::LoanStatus>,
    serviced_by: Option<domain::vocabulary::ServicedBy>,
    #[schema(minimum = 0, maximum = 36525)]
    days_overdue: Option<u32>,
    security: Option<domain::vocabulary::Security>,
    display_id: Option<String>,
    nickname: Option<String>,
    #[schema(value_type = Option<Object>)]
    meta_data: Option<()>,
}
