//! Give a webhook subscription a new secret.

use axum::extract::State;
use domain::id::AnyId;

use super::create::{Secret, ShownSubscription, secret};
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::envelope::One;
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Give a webhook subscription a new secret; for a day messages carry the signature of the old one too
#[utoipa::path(
    post,
    path = "/api/webhooks/subscriptions/{subscriptionId}/rotate-secret",
    tag = "webhooks",
    operation_id = "rotateWebhookSecret",
    params(("subscriptionId" = String, Path, description = "Id")),
    responses((status = 200, body = One<ShownSubscription>)),
    extensions(("x-permission" = json!("webhook:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(subscription): Path<String>,
) -> Result<Secret, AppError> {
    Ok(secret(app::webhooks::rotate_secret(&app, &caller, AnyId::read(&subscription)).await?))
}
