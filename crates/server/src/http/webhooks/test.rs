//! Try the endpoint of a webhook subscription.

use axum::extract::State;
use domain::id::AnyId;

use crate::app::webhooks::Answered;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Send a `webhook.test` to the endpoint now and tell what it answered
#[utoipa::path(
    post,
    path = "/api/webhooks/subscriptions/{subscriptionId}/test",
    tag = "webhooks",
    operation_id = "testWebhookSubscription",
    params(("subscriptionId" = String, Path, description = "Id")),
    responses((status = 200, body = One<Answered>)),
    extensions(("x-permission" = json!("webhook:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(subscription): Path<String>,
) -> Result<One<Answered>, AppError> {
    Ok(one(app::webhooks::test(&app, &caller, AnyId::read(&subscription)).await?))
}
