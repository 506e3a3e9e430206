//! What was and is on its way to a webhook subscription.

use axum::extract::State;
use domain::id::{AnyId, DeliveryId, SubscriptionId};
use domain::vocabulary::DeliveryState;
use domain::webhook::Delivery;
use utoipa::IntoParams;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{Many, many};
use crate::http::path::Path;
use crate::http::query::{PagingParams, Query};

/// Which deliveries.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it documents what the handler reads")]
pub struct StateParams {
    /// In this state.
    state: Option<DeliveryState>,
}

/// What was and is on its way to a webhook subscription, newest first; 30 days are kept
#[utoipa::path(
    get,
    path = "/api/webhooks/subscriptions/{subscriptionId}/deliveries",
    tag = "webhooks",
    operation_id = "listWebhookDeliveries",
    params(("subscriptionId" = String, Path, description = "Id"), PagingParams, StateParams),
    responses((status = 200, body = Many<Delivery>)),
    extensions(("x-permission" = json!("webhook:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    Path(subscription): Path<String>,
    mut query: Query,
) -> Result<Many<Delivery>, AppError> {
    let paging = query.paging();
    let state = query.word::<DeliveryState>("state");
    query.finish()?;
    let of = || AnyId::<SubscriptionId>::read(&subscription);
    let found = |id| app::webhooks::delivery_cursor(&app, &caller, of(), id);
    let slice = paging.slice::<DeliveryId, _>(found).await?;
    let page = app::webhooks::delivered(&app, &caller, of(), state, slice).await?;
    let neighbours = query.neighbours(&page, |row| row.id);
    Ok(many(page, neighbours, |row| row))
}
