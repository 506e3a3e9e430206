//! Send events to a webhook subscription again.

use axum::extract::State;
use domain::fields::Fields;
use domain::id::AnyId;
use domain::problem::Problems;
use domain::webhook::Subscription;

use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// From where to send again.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "it documents what the handler reads")]
pub struct Replay {
    /// The number of the first event that is sent again.
    #[schema(minimum = 1)]
    from: i64,
}

/// Send everything from an event on to a webhook subscription again
#[utoipa::path(
    post,
    path = "/api/webhooks/subscriptions/{subscriptionId}/replay",
    tag = "webhooks",
    operation_id = "replayWebhookSubscription",
    params(("subscriptionId" = String, Path, description = "Id")),
    request_body = Replay,
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
    let from = from(&body)?;
    Ok(one(app::webhooks::replay(&app, &caller, AnyId::read(&subscription), from).await?))
}

fn from(body: &str) -> Result<i64, Problems> {
    let mut fields = Fields::read(body)?;
    let from = fields.number("from", 1..=i64::MAX);
    fields.require("from", &from);
    let from = from.value().unwrap_or_default();
    fields.finish(from)
}
