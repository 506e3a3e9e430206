//! The interactions before one.

use axum::extract::State;
use domain::interaction::InteractionBody;

use super::params;
use crate::app::interactions::{self, Named};
use crate::app::{AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::Query;

/// The interactions this one continues, nearest first
#[utoipa::path(
    get,
    path = "/api/companies/{companyId}/interactions/{interactionId}/previous",
    tag = "interactions",
    operation_id = "listPreviousCompanyInteractions",
    params(
        ("companyId" = String, Path, description = "The caller's own company"),
        ("interactionId" = String, Path, description = "Id, or `ext-` and the external id"),
        ("include" = Option<Vec<String>>, Query, description = "`borrower`, `contact`")
    ),
    responses((status = 200, body = One<Vec<InteractionBody>>)),
    extensions(("x-permission" = json!("interaction:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path((company, interaction)): Path<(String, String)>,
    mut query: Query,
) -> Result<One<Vec<InteractionBody>>, AppError> {
    let wanted = params::read_include(&mut query);
    query.finish()?;
    if company != caller.company.to_string() {
        return Err(AppError::Missing("company"));
    }
    Ok(one(interactions::previous(&app, &caller, &Named::alone(&interaction), wanted).await?))
}
