//! Trying an endpoint by hand.

use domain::id::{AnyId, SubscriptionId};
use domain::vocabulary::Permission;
use serde::Serialize;
use utoipa::ToSchema;

use super::{message, work};
use crate::app::{App, AppError, Caller, vault};
use crate::outbound::Called;

/// What an endpoint answered.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Answered {
    /// Whether it was 2xx.
    delivered: bool,
    /// The HTTP status, if there was an answer.
    #[schema(value_type = Option<i64>)]
    response_status: Option<u16>,
    /// How the answer began.
    response_excerpt: Option<String>,
    /// Why it is no success.
    error: Option<String>,
    /// How long it took, in milliseconds.
    #[schema(value_type = i64, minimum = 0)]
    duration_ms: u64,
}

impl From<Called> for Answered {
    fn from(called: Called) -> Self {
        Self {
            delivered: called.succeeded(),
            response_status: called.status,
            response_excerpt: called.excerpt,
            error: called.error,
            duration_ms: u64::try_from(called.took.as_millis()).unwrap_or(u64::MAX),
        }
    }
}

/// Sends a `webhook.test` now, whether the subscription is on or off, and waits for the answer.
pub async fn test(app: &App, caller: &Caller, id: AnyId<SubscriptionId>) -> Result<Answered, AppError> {
    caller.require(Permission::WebhookAdminister)?;
    let subscription = super::get(app, caller, id).await?;
    let now = app.clock.now();
    let mark = u64::from_ne_bytes(vault::random()?);
    let message = message::of_test(subscription.id, &format!("{mark:016x}"), now)?;
    let secrets = work::secrets(app, caller.company, subscription.id, now).await?;
    let headers = message::headers(&message, &secrets, now);
    Ok(app.outbound.post(&subscription.url, &headers, message.body).await.into())
}
