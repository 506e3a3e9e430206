//! Change a webhook subscription.

use axum::extract::State;
use domain::id::AnyId;
use domain::webhook::{Subscription, SubscriptionDraft};
use store::event::Object;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// Change a webhook subscription: absent fields stay; switched on again it goes on where it stood
#[utoipa::path(
    put,
    path = "/api/webhooks/subscriptions/{subscriptionId}",
    tag = "webhooks",
    operation_id = "updateWebhookSubscription",
    params(("subscriptionId" = String, Path, description = "Id")),
    request_body = inline(super::create::SubscriptionBody),
    responses((status = 200, body = One<Subscription>)),
    extensions(("x-permission" = json!("webhook:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    Path(subscription): Path<String>,
    JsonText(body): JsonText,
) -> Result<One<Subscription>, AppError> {
    let draft = SubscriptionDraft::read(&body, Object::KINDS)?;
    Ok(one(app::webhooks::update(&app, &caller, AnyId::read(&subscription), draft).await?))
}
