//! List the loans of a person.

use axum::extract::State;
use domain::id::{AnyId, LoanId};
use domain::loan::Loan;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::path::Path;
use crate::http::query::{PagingParams, Query};

/// The loans of a person, newest first
#[utoipa::path(
    get,
    path = "/api/people/{personId}/loans",
    tag = "loans",
    operation_id = "listLoans",
    params(("personId" = String, Path, description = "Id, or `ext-` and the external id"), PagingParams),
    responses((status = 200, body = Many<Loan>)),
    extensions(("x-permission" = json!("loan:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(person): Path<String>,
    mut query: Query,
) -> Result<Many<Loan>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let person = AnyId::read(&person);
    let slice = paging.slice::<LoanId, _>(|id| app::loans::cursor(&app, &caller, &person, id)).await?;
    let page = app::loans::list(&app, &caller, &person, slice).await?;
    let neighbours = query.neighbours(&page, |loan| loan.id);
    Ok(many(page, neighbours, |loan| loan))
}
