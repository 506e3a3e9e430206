//! Texts through Twilio.

mod emulate;
mod errors;
mod library;
mod prism;

use std::sync::Arc;

use channels::{Arrival, Channel, Delivery, Received};
use domain::time::Instant;
use domain::vocabulary::ChannelKind;
use serde_json::{Value, json};

use crate::support::{Hooks, surroundings};

/// The account `emulate` starts with.
const ACCOUNT: &str = "AC00000000000000000000000000000000";
const TOKEN: &str = "twilio_test_auth_token";
const OURS: &str = "+15551234567";
const ADA: &str = "+15550100123";

fn open(base_url: &str, token: &str, hooks: Option<String>) -> Arc<dyn Channel> {
    let settings = json!({"accountSid": ACCOUNT, "baseUrl": base_url});
    let secrets = json!({"authToken": token});
    channels::open(ChannelKind::Twilio, &settings, &secrets, &surroundings(hooks)).unwrap()
}

fn open_with(base_url: &str, more: Value, hooks: Option<&str>) -> Arc<dyn Channel> {
    let mut settings = json!({"accountSid": ACCOUNT, "baseUrl": base_url});
    settings.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let surroundings = surroundings(hooks.map(str::to_owned));
    channels::open(ChannelKind::Twilio, &settings, &json!({"authToken": TOKEN}), &surroundings).unwrap()
}

/// The next thing the provider tells, through the signature check and the reading.
async fn next(hooks: &mut Hooks, channel: &dyn Channel) -> Arrival {
    let request = hooks.next().await;
    let answer = channel.accept(&request, Instant(0)).unwrap();
    assert_eq!((answer.items.len(), answer.media_type), (1, "text/xml"));
    channel.read(&answer.items[0].raw).unwrap()
}

fn delivery(arrival: Arrival) -> Delivery {
    match arrival {
        Arrival::Delivery(delivery) => delivery,
        other => panic!("{other:?}"),
    }
}

fn received(arrival: Arrival) -> Received {
    match arrival {
        Arrival::Received(received) => *received,
        other => panic!("{other:?}"),
    }
}
