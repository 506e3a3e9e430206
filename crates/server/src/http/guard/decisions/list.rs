//! What was decided.

use axum::extract::State;
use domain::id::{AnyId, DecisionId};
use domain::vocabulary::GuardOutcome;

use super::body::DecisionBody;
use crate::app::guard::decisions::{self, Wanted};
use crate::app::{AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// What was decided about real contacts, allowed or not, newest first
#[utoipa::path(
    get,
    path = "/api/guard/decisions",
    tag = "complianceGuard",
    operation_id = "listGuardDecisions",
    params(
        ("personId" = Option<String>, Query, description = "Id, or `ext-` and the external id"),
        ("interactionId" = Option<String>, Query, description = "Id, or `ext-` and the external id"),
        ("outcome" = Option<Vec<GuardOutcome>>, Query, description = "Any of these"),
        ("ruleId" = Option<Vec<String>>, Query, description = "Any of these was the first in the way"),
        PagingParams
    ),
    responses((status = 200, body = Many<DecisionBody>)),
    extensions(("x-permission" = json!("complianceGuard:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<DecisionBody>, AppError> {
    let wanted = Wanted {
        person: query.one("personId").map(|id| AnyId::read(&id)),
        interaction: query.one("interactionId").map(|id| AnyId::read(&id)),
        outcomes: outcomes(&mut query),
        rules: query.list("ruleId"),
    };
    let paging = query.paging();
    query.finish()?;
    let slice = paging.slice::<DecisionId, _>(|id| decisions::cursor(&app, &caller, id)).await?;
    let page = decisions::list(&app, &caller, wanted, slice).await?;
    let neighbours = query.neighbours(&page, |decided| decided.id);
    Ok(many(page, neighbours, DecisionBody::from))
}

fn outcomes(query: &mut Query) -> Vec<GuardOutcome> {
    let words = query.words::<GuardOutcome>("outcome");
    if words.contains(&None) {
        query.refuse("outcome", "no decision is without one");
    }
    words.into_iter().flatten().collect()
}
