//! One decision.

use axum::extract::State;
use domain::id::AnyId;

use super::body::DecisionBody;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// What was decided about one real contact
#[utoipa::path(
    get,
    path = "/api/guard/decisions/{decisionId}",
    tag = "complianceGuard",
    operation_id = "getGuardDecision",
    params(("decisionId" = String, Path, description = "Id")),
    responses((status = 200, body = One<DecisionBody>)),
    extensions(("x-permission" = json!("complianceGuard:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(decision): Path<String>,
    _: NoQuery,
) -> Result<One<DecisionBody>, AppError> {
    Ok(one(app::guard::decisions::get(&app, &caller, &AnyId::read(&decision)).await?.into()))
}
