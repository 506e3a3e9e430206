//! Sending.

use std::sync::Arc;

use channels::{Arrival, Remedy};
use domain::vocabulary::{Status, StatusDetail};
use serde_json::json;

use super::{ADA, Gateway, Listening, OURS, once};
use crate::support::{Memory, text};

#[tokio::test]
async fn a_text_goes_out_and_its_receipt_comes_back() {
    let Some(mut gateway) = Gateway::start().await else { return };
    let channel = gateway.channel(json!({}));
    let inbox = Arc::new(Memory::new());
    let _listening = Listening::start(&channel, &inbox);

    let receipt = channel.send(&text(OURS, ADA, "Your payment of €5 is due {soon}")).await.unwrap();
    assert_eq!((receipt.status, receipt.provider_id.as_deref()), (Status::Attempted, Some("m1")));
    assert_eq!(gateway.saw("bind").await, true);
    let submit = gateway.saw("submit").await;
    assert_eq!(submit["text"], "Your payment of €5 is due {soon}");
    assert_eq!((&submit["from"], &submit["fromTon"]), (&json!("15551234567"), &json!(1)));
    assert_eq!((&submit["to"], &submit["toTon"]), (&json!("15550100123"), &json!(1)));
    assert_eq!((&submit["coding"], &submit["class"], &submit["receipt"]), (&json!(0), &json!(0), &json!(1)));

    let said =
        "id:m1 sub:001 dlvrd:001 submit date:2601010000 done date:2601010000 stat:DELIVRD err:000 text:Your";
    gateway.order(json!({"deliver": {
        "source_addr": "15550100123", "source_addr_ton": 1, "destination_addr": "15551234567", "dest_addr_ton": 1,
        "esm_class": 4, "short_message": said, "receipted_message_id": "m1", "message_state": 2}})).await;
    assert_eq!(gateway.saw("delivered").await, 0);
    let Arrival::Delivery(delivery) = channel.read(&inbox.next().await.raw).unwrap() else { panic!() };
    assert_eq!(delivery.about.provider_id.as_deref(), Some("m1"));
    assert_eq!(delivery.about.recipient.as_deref(), Some(ADA));
    assert_eq!((delivery.status, delivery.recipient_is_valid), (Some(Status::Succeeded), Some(true)));
    assert_eq!(channel.test().await.unwrap(), "bound to the gateway");
}

#[tokio::test]
async fn a_receipt_may_come_before_the_answer_to_the_message() {
    let Some(mut gateway) = Gateway::start().await else { return };
    gateway.order(json!({"mode": "receiptFirst"})).await;
    let channel = gateway.channel(json!({}));
    let inbox = Arc::new(Memory::new());
    let _listening = Listening::start(&channel, &inbox);
    let receipt = channel.send(&text(OURS, ADA, "hi")).await.unwrap();
    // The gateway answers only once the receipt is acknowledged, so it is in already.
    assert_eq!(inbox.count(), 1);
    let Arrival::Delivery(delivery) = channel.read(&inbox.next().await.raw).unwrap() else { panic!() };
    assert_eq!(delivery.about.provider_id, receipt.provider_id);
}

#[tokio::test]
async fn a_long_text_goes_in_parts_that_say_which_they_are() {
    let Some(mut gateway) = Gateway::start().await else { return };
    let channel = gateway.channel(json!({}));
    let inbox = Arc::new(Memory::new());
    let _listening = Listening::start(&channel, &inbox);
    let said = "Здравствуйте 💬 ".repeat(12);
    let receipt = channel.send(&text(OURS, ADA, &said)).await.unwrap();
    assert_eq!(receipt.provider_id.as_deref(), Some("m3"));
    let (mut whole, mut reference) = (String::new(), None);
    for number in 1..=3 {
        let submit = gateway.saw("submit").await;
        whole.push_str(submit["text"].as_str().unwrap());
        assert_eq!((&submit["coding"], &submit["class"]), (&json!(8), &json!(0x40)));
        assert_eq!(submit["receipt"], u8::from(number == 3));
        let header = submit["udh"][0].as_str().unwrap().to_owned();
        assert!(header.starts_with("0003") && header.ends_with(&format!("030{number}")), "{header}");
        assert_eq!(*reference.get_or_insert(header[4..6].to_owned()), header[4..6]);
    }
    assert_eq!(whole, said);
}

#[tokio::test]
async fn what_the_gateway_refuses_says_what_is_to_be_done() {
    let Some(mut gateway) = Gateway::start().await else { return };
    let channel = gateway.channel(json!({}));
    let inbox = Arc::new(Memory::new());
    let _listening = Listening::start(&channel, &inbox);
    for (mode, remedy, details, code) in [
        ("throttled", Remedy::Retry(None), StatusDetail::TextQueueOverflow, "0x58"),
        ("badNumber", Remedy::GiveUp, StatusDetail::InvalidContact, "0x0B"),
    ] {
        gateway.order(json!({"mode": mode})).await;
        let refusal = channel.send(&text(OURS, ADA, "hi")).await.unwrap_err();
        let seen = (refusal.remedy, refusal.details, refusal.code.as_deref());
        assert_eq!(seen, (remedy, Some(details), Some(code)));
    }
    gateway.order(json!({"mode": "ok"})).await;
    assert!(channel.send(&text(OURS, ADA, "hi")).await.is_ok());
}

#[tokio::test]
async fn a_connection_that_breaks_before_the_answer_leaves_a_doubt_and_is_made_again() {
    let Some(mut gateway) = Gateway::start().await else { return };
    let channel = gateway.channel(json!({}));
    let inbox = Arc::new(Memory::new());
    let listening = Listening::start(&channel, &inbox);
    gateway.order(json!({"mode": "cut"})).await;
    let refusal = channel.send(&text(OURS, ADA, "hi")).await.unwrap_err();
    assert_eq!(refusal.remedy, Remedy::Doubt);
    gateway.saw("submit").await;

    gateway.order(json!({"mode": "ok"})).await;
    assert!(channel.send(&text(OURS, ADA, "again")).await.is_ok());
    assert_eq!(gateway.saw("submit").await["text"], "again");

    drop(listening);
    let alone = gateway.channel(json!({}));
    let refusal = alone.send(&text(OURS, ADA, "nobody listens")).await.unwrap_err();
    assert_eq!(refusal.remedy, Remedy::Retry(None));
}

#[tokio::test]
async fn a_gateway_that_gives_no_sign_of_life_is_left() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let settings = json!({"url": format!("smpp://{}", listener.local_addr().unwrap()), "systemId": "switch",
        "enquireLink": 1});
    let surroundings = crate::support::surroundings(None);
    let channel = channels::smpp::open(&settings, &json!({"password": "secret"}), &surroundings).unwrap();
    let mute = tokio::spawn(async move {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let (mut line, _) = listener.accept().await.unwrap();
        let mut bind = [0; 256];
        assert!(line.read(&mut bind).await.unwrap() > 16);
        // bind_transceiver_resp, and never a word again.
        line.write_all(&[0, 0, 0, 17, 0x80, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1, 0]).await.unwrap();
        std::future::pending::<()>().await;
    });
    let ended = once(&channel, &Memory::new()).await;
    assert!(ended.long.contains("no sign of life"), "{ended}");
    assert_eq!(ended.remedy, Remedy::Retry(None));
    mute.abort();
}

#[tokio::test]
async fn a_wrong_password_stops_the_channel_and_is_in_no_message() {
    let Some(gateway) = Gateway::start().await else { return };
    let channel = gateway.channel_with("guess", json!({}));
    let refused = channel.test().await.unwrap_err();
    assert_eq!((refused.remedy, refused.code.as_deref()), (Remedy::Correct, Some("0x0E")));
    assert!(!format!("{refused:?}").contains("guess"));
    let ended = once(&*channel, &Memory::new()).await;
    assert_eq!(ended.remedy, Remedy::Correct);
    assert_eq!(gateway.channel(json!({})).test().await.unwrap(), "the gateway accepts the bind");
}
