//! What an endpoint is sent: the body, and the signature of Standard Webhooks 1.0.0 over it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::id::{CompanyId, SubscriptionId};
use domain::interaction::InteractionBody;
use domain::time::Instant;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Serialize;
use sha2::Sha256;
use store::event::{Event, Object};

use crate::app::events::{EventBody, Sight};
use crate::app::{App, AppError, Caller};

/// What secrets begin with, so that one knows them when one sees them.
const PREFIX: &str = "whsec_";

/// A body, ready to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    /// The same however often it is sent.
    pub(crate) id: String,
    pub(crate) body: String,
}

#[derive(Serialize)]
struct Payload<D> {
    r#type: String,
    timestamp: Instant,
    data: D,
}

#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    event: EventBody,
    #[serde(skip_serializing_if = "Option::is_none")]
    interaction: Option<InteractionBody>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Greeting {
    subscription_id: SubscriptionId,
    message: &'static str,
}

/// An event as a subscription is told of it.
pub(crate) async fn of_event(app: &App, caller: &Caller, event: Event) -> Result<Message, AppError> {
    let id = format!("{}-{}", caller.company, event.number);
    let (name, at) = (event.name.clone(), event.at);
    let interaction = about(app, caller, &event).await?;
    let data = Told { event: Sight::of(caller).show(event), interaction };
    Ok(Message { id, body: json(&Payload { r#type: name, timestamp: at, data })? })
}

/// The message that only tries an endpoint.
pub(crate) fn of_test(subscription: SubscriptionId, mark: &str, now: Instant) -> Result<Message, AppError> {
    let message = "a test of this subscription; nothing happened";
    let data = Greeting { subscription_id: subscription, message };
    let body = json(&Payload { r#type: "webhook.test".to_owned(), timestamp: now, data })?;
    Ok(Message { id: format!("test-{mark}"), body })
}

/// The headers that a message travels with, signed with each secret.
pub(crate) fn headers(message: &Message, secrets: &[Vec<u8>], now: Instant) -> Vec<(&'static str, String)> {
    let timestamp = now.0.div_euclid(1_000_000);
    let signed = format!("{}.{timestamp}.{}", message.id, message.body);
    let signatures: Vec<_> = secrets.iter().map(|secret| signature(secret, signed.as_bytes())).collect();
    vec![
        ("content-type", "application/json".to_owned()),
        ("webhook-id", message.id.clone()),
        ("webhook-timestamp", timestamp.to_string()),
        ("webhook-signature", signatures.join(" ")),
    ]
}

/// A secret as its owner is shown it, once.
pub(crate) fn shown(secret: &[u8]) -> String {
    format!("{PREFIX}{}", STANDARD.encode(secret))
}

/// What a secret is sealed for.
pub(crate) fn context(company: CompanyId, id: SubscriptionId) -> String {
    format!("{company}/webhook/{id}")
}

/// The interaction that was sent or blocked: who is told of that wants to know to whom, and on which channel.
async fn about(app: &App, caller: &Caller, event: &Event) -> Result<Option<InteractionBody>, AppError> {
    let id = match event.object {
        Object::Communication(id) => id,
        Object::Interaction(id) if event.name == "interaction.blocked" => id,
        _ => return Ok(None),
    };
    // Nobody is there whose reading could be told of: sensitive rows stay locked.
    let view = store::interactions::View { sensitive: false, ..caller.view() };
    let found = store::interactions::find(&app.store, &view, None, &domain::id::AnyId::Ours(id)).await?;
    Ok(found.map(|row| InteractionBody::from(row).without_words()))
}

fn signature(secret: &[u8], signed: &[u8]) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return String::new() };
    mac.update(signed);
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

fn json(payload: &impl Serialize) -> Result<String, AppError> {
    serde_json::to_string(payload)
        .map_err(|error| AppError::Store(store::StoreError::Inconsistent(error.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's reference libraries.
    #[test]
    fn the_published_example_is_signed_as_published() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let body = "{\"test\": 2432232314}".to_owned();
        let message = Message { id: "msg_p5jXN8AQM9LWM0D4loKWxJek".to_owned(), body };
        let headers = headers(&message, &[secret], Instant(1_614_265_330_000_000));
        assert_eq!(headers[2].1, "1614265330");
        assert_eq!(headers[3].1, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn two_secrets_sign_beside_each_other() {
        let message = Message { id: "a".to_owned(), body: "{}".to_owned() };
        let headers = headers(&message, &[vec![1; 32], vec![2; 32]], Instant(0));
        assert_eq!(headers[3].1.split(' ').filter(|part| part.starts_with("v1,")).count(), 2);
    }
}
