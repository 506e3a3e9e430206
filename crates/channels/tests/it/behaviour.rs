//! What every driver keeps to. A new driver adds its row.

use std::sync::Arc;

use channels::{Body, Channel, Email, HookRefused, HookRequest, Letter, Message, Remedy};
use domain::time::Instant;
use domain::vocabulary::{Channel as Carried, ChannelKind};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{Memory, surroundings, text};

/// A kind, and settings and secrets of it that nobody answers to.
fn drivers() -> Vec<(ChannelKind, Value, Value)> {
    vec![
        (
            ChannelKind::Twilio,
            json!({"accountSid": format!("AC{}", "0".repeat(32)), "baseUrl": "http://127.0.0.1:1"}),
            json!({"authToken": "a_secret_nobody_may_see"}),
        ),
        (
            ChannelKind::Smpp,
            json!({"url": "smpp://127.0.0.1:1", "systemId": "switch"}),
            json!({"password": "a_secret"}),
        ),
        (
            ChannelKind::Email,
            json!({"smtp": {"host": "127.0.0.1", "port": 1, "tls": "none", "username": "desk"},
                "imap": {"host": "127.0.0.1", "port": 1, "tls": "none", "username": "desk"}}),
            json!({"smtp.password": "a_secret", "imap.password": "a_secret"}),
        ),
        (
            ChannelKind::SendGrid,
            json!({"baseUrl": "http://127.0.0.1:1"}),
            json!({"apiKey": "a_secret_nobody_may_see"}),
        ),
    ]
}

fn open() -> Vec<(ChannelKind, Arc<dyn Channel>)> {
    let open = |(kind, settings, secrets): (ChannelKind, Value, Value)| {
        (kind, channels::open(kind, &settings, &secrets, &surroundings(None)).unwrap())
    };
    drivers().into_iter().map(open).collect()
}

fn carried_by(channel: &dyn Channel, words: &str) -> Message {
    if channel.capabilities().carries.contains(&Carried::Text) {
        return text("+15551234567", "+15550100123", words);
    }
    let email =
        Email { text: Some(words.to_owned()), message_id: "1@x.example".to_owned(), ..Email::default() };
    Message { body: Body::Email(email), ..text("desk@x.example", "ann@x.example", "") }
}

fn any_request(path: &str) -> HookRequest {
    HookRequest {
        path: path.to_owned(),
        url: format!("https://desk.example/hooks/CH-7K3Q-9XTD/{path}"),
        headers: vec![("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned())],
        body: "MessageSid=SM1".into(),
    }
}

#[tokio::test]
async fn what_a_driver_says_it_can_is_what_it_does() {
    for (kind, channel) in open() {
        let can = channel.capabilities();
        assert!(!can.carries.is_empty(), "{kind:?}");
        assert_eq!(channel.listen(&Memory::new()).is_some(), can.listens, "{kind:?}");
        // Nobody signed this; without hooks there is nothing to sign.
        for path in ["status", "inbound", "", "../status"] {
            let refused = channel.accept(&any_request(path), Instant(0)).unwrap_err();
            assert!(can.has_hook || refused == HookRefused::NoHook, "{kind:?} {path}: {refused}");
        }
    }
}

#[tokio::test]
async fn what_a_driver_does_not_carry_it_refuses_for_good() {
    let bodies = [
        (Carried::Text, text("", "", "hello").body),
        (Carried::Email, Body::Email(Email::default())),
        (Carried::Mail, Body::Letter(Letter { pdf: "%PDF".into() })),
    ];
    for (kind, channel) in open() {
        for (carried, body) in bodies.clone() {
            if channel.capabilities().carries.contains(&carried) {
                continue;
            }
            let message = Message { body, ..text("+15551234567", "+15550100123", "") };
            let refusal = channel.send(&message).await.unwrap_err();
            assert_eq!(refusal.remedy, Remedy::GiveUp, "{kind:?} {carried:?}");
        }
    }
}

#[tokio::test]
async fn where_nobody_answers_a_driver_tries_again_and_tells_no_secret() {
    for (kind, channel) in open() {
        let message = carried_by(&*channel, "the words of the message");
        for refusal in [channel.test().await.unwrap_err(), channel.send(&message).await.unwrap_err()] {
            assert_eq!(refusal.remedy, Remedy::Retry(None), "{kind:?}");
            let told = format!("{refusal:?}");
            assert!(!told.contains("a_secret") && !told.contains("the words"), "{told}");
        }
    }
}

#[test]
fn settings_that_are_missing_or_unknown_are_told_by_their_fields() {
    for (kind, settings, secrets) in drivers() {
        let refused = |settings: &Value, secrets: &Value| {
            channels::open(kind, settings, secrets, &surroundings(None)).err().unwrap_or_default()
        };
        for nothing in [json!(null), json!({}), json!([]), json!("x")] {
            let mistakes = refused(&nothing, &nothing);
            assert!(!mistakes.is_empty(), "{kind:?} {nothing}");
            // What is no object is a mistake by itself, whatever is required in it.
            let told = |name: &str| mistakes.iter().any(|mistake| mistake.field.starts_with(name));
            let no_object = nothing.is_array() || nothing.is_string();
            assert!(!no_object || (told("settings") && told("secrets")), "{kind:?} {nothing}");
        }
        let mut more = settings.clone();
        more["colour"] = json!("blue");
        assert_eq!(refused(&more, &secrets)[0].field, "settings.colour", "{kind:?}");
    }
}

#[test]
fn what_is_no_item_is_unreadable_and_never_a_panic() {
    let channels = open();
    proptest!(|(item in prop::collection::vec(any::<u8>(), 0..200))| {
        for (kind, channel) in &channels {
            prop_assert!(channel.read(&item).is_err(), "{:?}", kind);
        }
    });
}
