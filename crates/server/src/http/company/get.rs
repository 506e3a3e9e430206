//! The company.

use axum::extract::State;
use domain::company::Company;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// The company that everything the caller sees belongs to
#[utoipa::path(
    get,
    path = "/api/company",
    tag = "access",
    operation_id = "getCompany",
    responses((status = 200, body = One<Company>))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
) -> Result<One<Company>, AppError> {
    Ok(one(app::company::get(&app, &caller).await?))
}
