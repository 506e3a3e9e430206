//! List the cases of the company.

use axum::extract::State;
use domain::case::Case;
use domain::id::{AnyId, CaseId};
use domain::vocabulary::{CaseStatus, CaseType};

use crate::app::cases::{self, Whose};
use crate::app::{AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// The company's cases, newest first
#[utoipa::path(
    get,
    path = "/api/cases",
    tag = "cases",
    operation_id = "listAllCases",
    params(
        ("assigneeId" = Option<String>, Query, description = "A user's id; `me` for one's own, `none` for nobody's"),
        ("status" = Option<Vec<CaseStatus>>, Query, description = "In one of these states"),
        ("caseType" = Option<Vec<CaseType>>, Query, description = "Of one of these types"),
        PagingParams
    ),
    responses((status = 200, body = Many<Case>)),
    extensions(("x-permission" = json!("case:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<Case>, AppError> {
    let paging = query.paging();
    let whose = query.one("assigneeId").map(|named| match named.as_str() {
        "me" => Whose::Mine,
        "none" => Whose::Nobody,
        id => Whose::User(AnyId::read(id)),
    });
    let statuses = query.words::<CaseStatus>("status").into_iter().flatten().collect();
    let types = query.words::<CaseType>("caseType").into_iter().flatten().collect();
    query.finish()?;
    let slice = paging.slice::<CaseId, _>(|id| cases::cursor_of_all(&app, &caller, id)).await?;
    let page = cases::list_all(&app, &caller, whose, (statuses, types), slice).await?;
    let neighbours = query.neighbours(&page, |case| case.id);
    Ok(many(page, neighbours, |case| case))
}
