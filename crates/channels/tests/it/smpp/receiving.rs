//! Receiving.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use channels::{Arrival, Channel, Item, Received, ReceivedBody, Word};
use serde_json::{Value, json};

use super::{ADA, Gateway, Listening, OURS};
use crate::support::{Memory, text};

fn received(channel: &dyn Channel, item: &Item) -> (Received, String) {
    match channel.read(&item.raw).unwrap() {
        Arrival::Received(received) => match received.body.clone() {
            ReceivedBody::Text { body, .. } => (*received, body),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn from_ada(more: Value) -> Value {
    let mut fields = json!({"source_addr": "15550100123", "source_addr_ton": 1, "destination_addr": "15551234567",
        "dest_addr_ton": 1});
    fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({"deliver": fields})
}

async fn bound(gateway: &mut Gateway) -> (Arc<dyn Channel>, Arc<Memory>, Listening) {
    let channel = gateway.channel(json!({}));
    let inbox = Arc::new(Memory::new());
    let listening = Listening::start(&channel, &inbox);
    assert_eq!(gateway.saw("bind").await, true);
    // An answer to a message: the bind is done on our side too.
    channel.send(&text(OURS, ADA, "hello")).await.unwrap();
    (channel, inbox, listening)
}

#[tokio::test]
async fn a_text_comes_in_and_a_stop_is_ours_to_answer() {
    let Some(mut gateway) = Gateway::start().await else { return };
    let (channel, inbox, _listening) = bound(&mut gateway).await;
    gateway.order(from_ada(json!({"data_coding": 0, "short_message": "Stop"}))).await;
    assert_eq!(gateway.saw("delivered").await, 0);
    let item = inbox.next().await;
    let (text, said) = received(&*channel, &item);
    assert_eq!((text.from.as_str(), text.to), (ADA, vec![OURS.to_owned()]));
    assert_eq!((said.as_str(), text.word, text.word_answered), ("Stop", Some(Word::Stop), false));
    assert_eq!(text.provider_id, item.id);
    assert!(!channel.capabilities().handles_opt_out);

    let grüße = json!({"data_coding": 8, "short_message": "Grüße 💬"});
    gateway.order(from_ada(grüße)).await;
    assert_eq!(received(&*channel, &inbox.next().await).1, "Grüße 💬");
}

#[tokio::test]
async fn what_the_store_did_not_take_is_not_acknowledged_and_comes_again() {
    let Some(mut gateway) = Gateway::start().await else { return };
    let (channel, inbox, _listening) = bound(&mut gateway).await;
    inbox.down.store(true, Ordering::SeqCst);
    gateway.order(from_ada(json!({"data_coding": 0, "short_message": "yes"}))).await;
    assert_eq!(gateway.saw("delivered").await, 0x64);
    assert_eq!(inbox.count(), 0);

    inbox.down.store(false, Ordering::SeqCst);
    gateway.order(from_ada(json!({"data_coding": 0, "short_message": "yes"}))).await;
    assert_eq!(gateway.saw("delivered").await, 0);
    assert_eq!(received(&*channel, &inbox.next().await).1, "yes");
}

#[tokio::test]
async fn the_same_words_said_twice_are_two_texts() {
    let Some(mut gateway) = Gateway::start().await else { return };
    let (channel, inbox, _listening) = bound(&mut gateway).await;
    for _ in 0..2 {
        gateway.order(from_ada(json!({"data_coding": 0, "short_message": "ok"}))).await;
        assert_eq!(gateway.saw("delivered").await, 0);
        assert_eq!(received(&*channel, &inbox.next().await).1, "ok");
    }
    assert_eq!(inbox.count(), 2);
}

#[tokio::test]
async fn the_parts_of_a_long_text_are_one_text_in_whatever_order_and_over_two_connections() {
    let Some(mut gateway) = Gateway::start().await else { return };
    let (channel, inbox, _listening) = bound(&mut gateway).await;
    let said = "Ё💬".repeat(30);
    let bytes: Vec<String> =
        said.encode_utf16().flat_map(|unit| unit.to_be_bytes()).map(|byte| format!("{byte:02x}")).collect();
    // The second cut is inside a character.
    let parts = [&bytes[..60], &bytes[60..124], &bytes[124..]];
    let part = |number: usize| {
        let hex = format!("050003aa03{number:02x}{}", parts[number - 1].concat());
        from_ada(json!({"esm_class": 0x40, "data_coding": 8, "short_message": {"hex": hex}}))
    };
    for number in [3, 1] {
        gateway.order(part(number)).await;
        assert_eq!(gateway.saw("delivered").await, 0);
    }
    assert_eq!(inbox.count(), 0);

    gateway.order(json!({"drop": true})).await;
    assert_eq!(gateway.saw("bind").await, true);
    channel.send(&text(OURS, ADA, "hello")).await.unwrap();
    // It does not know that the third was acknowledged.
    for number in [3, 2, 2] {
        gateway.order(part(number)).await;
        assert_eq!(gateway.saw("delivered").await, 0);
    }
    assert_eq!(received(&*channel, &inbox.next().await).1, said);
    assert_eq!(inbox.count(), 1);
}
