//! Remove a webhook subscription.

use axum::extract::State;
use domain::id::AnyId;
use domain::webhook::Subscription;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Remove a webhook subscription and what waits for it
#[utoipa::path(
    delete,
    path = "/api/webhooks/subscriptions/{subscriptionId}",
    tag = "webhooks",
    operation_id = "deleteWebhookSubscription",
    params(("subscriptionId" = String, Path, description = "Id")),
    responses((status = 200, body = One<Subscription>)),
    extensions(("x-permission" = json!("webhook:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(subscription): Path<String>,
) -> Result<One<Subscription>, AppError> {
    Ok(one(app::webhooks::delete(&app, &caller, AnyId::read(&subscription)).await?))
}
