//! List what providers told.

use axum::extract::State;
use domain::arrival::ArrivalRecord;
use domain::id::ArrivalId;
use domain::vocabulary::ArrivalState;

use crate::app::{AppError, Caller, SharedApp, arrivals};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// What providers told, newest first; how far it is understood, not what it says
#[utoipa::path(
    get,
    path = "/api/arrivals",
    tag = "arrivals",
    operation_id = "listArrivals",
    params(
        ("state" = Option<Vec<ArrivalState>>, Query, description = "In one of these states"),
        PagingParams
    ),
    responses((status = 200, body = Many<ArrivalRecord>)),
    extensions(("x-permission" = json!("outbox:manage")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<ArrivalRecord>, AppError> {
    let paging = query.paging();
    let states: Vec<_> = query.words::<ArrivalState>("state").into_iter().flatten().collect();
    query.finish()?;
    let slice = paging.slice::<ArrivalId, _>(|id| arrivals::cursor(&app, &caller, id)).await?;
    let page = arrivals::list(&app, &caller, &states, slice).await?;
    let neighbours = query.neighbours(&page, |arrival| arrival.id);
    Ok(many(page, neighbours, |arrival| arrival))
}
