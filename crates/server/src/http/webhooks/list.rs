//! List webhook subscriptions.

use axum::extract::State;
use domain::id::SubscriptionId;
use domain::webhook::Subscription;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::query::{PagingParams, Query};

/// Webhook subscriptions, newest first
#[utoipa::path(
    get,
    path = "/api/webhooks/subscriptions",
    tag = "webhooks",
    operation_id = "listWebhookSubscriptions",
    params(PagingParams),
    responses((status = 200, body = Many<Subscription>)),
    extensions(("x-permission" = json!("webhook:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    mut query: Query,
) -> Result<Many<Subscription>, AppError> {
    let paging = query.paging();
    query.finish()?;
    let slice = paging.slice::<SubscriptionId, _>(|id| app::webhooks::cursor(&app, &caller, id)).await?;
    let page = app::webhooks::list(&app, &caller, slice).await?;
    let neighbours = query.neighbours(&page, |row| row.id);
    Ok(many(page, neighbours, |row| row))
}
