//! Subscribe an address to events.

use axum::extract::State;
use axum::http::{HeaderName, header};
use domain::webhook::{Subscription, SubscriptionDraft};
use store::event::Object;

use crate::app::webhooks::Shown;
use crate::app::{self, AppError, Caller, SharedApp};
use crate::http::body::JsonText;
use crate::http::envelope::{One, one};
use crate::http::query::NoQuery;

/// Subscribe an address to events; the answer is the only place where its secret is seen
#[utoipa::path(
    post,
    path = "/api/webhooks/subscriptions",
    tag = "webhooks",
    operation_id = "createWebhookSubscription",
    request_body = inline(SubscriptionBody),
    responses((status = 200, body = One<ShownSubscription>)),
    extensions(("x-permission" = json!("webhook:administer")))
)]
pub async fn handle(
    State(app): State<SharedApp>,
    caller: Caller,
    _: NoQuery,
    JsonText(body): JsonText,
) -> Result<Secret, AppError> {
    let draft = SubscriptionDraft::read(&body, Object::KINDS)?;
    Ok(secret(app::webhooks::create(&app, &caller, draft).await?))
}

/// An answer that nobody may keep.
pub(super) type Secret = ([(HeaderName, &'static str); 1], One<ShownSubscription>);

/// A subscription with its secret, for this once.
pub(super) fn secret(shown: Shown) -> Secret {
    let shown = ShownSubscription { about: shown.about, secret: shown.secret };
    ([(header::CACHE_CONTROL, "no-store")], one(shown))
}

/// What a body may say about a subscription; `url` and `eventTypes` are needed for a new one.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it documents what `SubscriptionDraft::read` reads")]
pub struct SubscriptionBody {
    /// Where events are sent: https, and no private address.
    #[schema(min_length = 1, max_length = 2000, example = "https://example.com/hooks/switchboard")]
    url: Option<String>,
    /// `interaction.created`, `interaction.*` or `*`.
    #[schema(min_items = 1, max_items = 100, example = json!(["interaction.*"]))]
    event_types: Option<Vec<String>>,
    #[schema(max_length = 500)]
    description: Option<String>,
    /// Default true.
    enabled: Option<bool>,
}

/// A subscription with its secret.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = WebhookSubscriptionWithSecret)]
pub struct ShownSubscription {
    /// What is known about it later.
    #[serde(flatten)]
    pub about: Subscription,
    /// What its messages are signed with: `whsec_` and base64.
    pub secret: String,
}
