//! Interactions of the company.

use axum::extract::State;
use domain::interaction::InteractionBody;

use super::params::{self, ListParams};
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// Interactions of the company, newest first unless sorted otherwise
#[utoipa::path(
    get,
    path = "/api/interactions",
    tag = "interactions",
    operation_id = "listInteractions",
    params(("hasNoPerson" = Option<bool>, Query, description = "True: those of no person; false: those of one"), ListParams, PagingParams),
    responses((status = 200, body = Many<InteractionBody>)),
    extensions(("x-permission" = json!("interaction:read")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<InteractionBody>, AppError> {
    let asked = params::read(&app, &caller, &mut query, true).await?;
    let page = app::interactions::list(&app, &caller, None, asked).await?;
    let neighbours = query.neighbours(&page, |(id, _)| *id);
    Ok(many(page, neighbours, |(_, body)| body))
}
