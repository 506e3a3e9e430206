//! One rule, explained.

use axum::extract::State;

use super::body::ExplainedRule;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// One rule of the company's book, in plain words
#[utoipa::path(
    get,
    path = "/api/guard/rules/{ruleId}",
    tag = "complianceGuard",
    operation_id = "getGuardRule",
    params(("ruleId" = String, Path, description = "Such as `CG-REGF-7IN7`")),
    responses((status = 200, body = One<ExplainedRule>)),
    extensions(("x-permission" = json!("interaction:check")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(rule): Path<String>,
    _: NoQuery,
) -> Result<One<ExplainedRule>, AppError> {
    Ok(one(app::guard::rules::get(&app, &caller, &rule).await?.into()))
}
