mod journal;

use std::path::PathBuf;

use bytes::Bytes;
use domain::vocabulary::{Status, StatusDetail};
use futures::FutureExt;
use rusmpp::pdus::DeliverSm;
use rusmpp::tlvs::MessageDeliveryRequestTlvValue as Tlv;
use rusmpp::types::{AnyOctetString, OctetString};
use rusmpp::values::{DataCoding, EsmClass, MessagePayload, MessageState, Ton};
use serde_json::json;

use super::receive::item;
use super::wire::{self, Frame};
use super::*;
use crate::{Body, Delivery, Party, ReceivedBody, Text, Word};

fn open_with(more: Value) -> Result<Smpp, Vec<Mistake>> {
    let mut settings = json!({"url": "smpp://gateway.example", "systemId": "switch"});
    settings.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let surroundings =
        Surroundings { hooks: None, folder: PathBuf::new(), token_key: [0; 32], house: "test".to_owned() };
    open(&settings, &json!({"password": "secret"}), &surroundings)
}

fn smpp() -> Smpp {
    open_with(json!({})).unwrap()
}

fn from_ada(class: u8, coding: u8, content: &[u8]) -> DeliverSm {
    DeliverSm::builder()
        .source_addr_ton(Ton::International)
        .source_addr("15550100123".parse().unwrap())
        .dest_addr_ton(Ton::International)
        .destination_addr("15551234567".parse().unwrap())
        .esm_class(EsmClass::from(class))
        .data_coding(DataCoding::from(coding))
        .short_message(OctetString::from_slice(content).unwrap())
        .build()
}

fn frame(message: &DeliverSm) -> Frame {
    Frame::new(wire::written(0, 7, message.clone())).unwrap()
}

fn read(channel: &Smpp, messages: &[DeliverSm]) -> Result<Arrival, Unreadable> {
    let frames: Vec<Frame> = messages.iter().map(frame).collect();
    channel.read(&item("id".to_owned(), &frames).unwrap().raw)
}

fn said(messages: &[DeliverSm]) -> String {
    match read(&smpp(), messages).unwrap() {
        Arrival::Received(received) => match received.body {
            ReceivedBody::Text { body, .. } => body,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn receipt(settings: Value, message: &DeliverSm) -> Delivery {
    match read(&open_with(settings).unwrap(), std::slice::from_ref(message)).unwrap() {
        Arrival::Delivery(delivery) => delivery,
        other => panic!("{other:?}"),
    }
}

fn receipt_text(id: &str, state: &str, error: &str) -> String {
    format!(
        "id:{id} sub:001 dlvrd:000 submit date:2601010000 done date:2601010001 stat:{state} err:{error} Text:id:9 stat:x"
    )
}

#[test]
fn every_state_of_a_receipt_has_its_meaning() {
    use Status::{Attempted, Failed, Succeeded};
    use StatusDetail::{
        TextCarrierViolation, TextDeviceUnreachable, TextNumberDisconnected, TextUnknownError,
    };
    for (state, error, rank, status, details, valid) in [
        ("ACCEPTD", "000", 10, Attempted, None, None),
        ("ENROUTE", "000", 20, Attempted, None, None),
        ("DELIVRD", "000", 30, Succeeded, None, Some(true)),
        ("delivrd", "000", 30, Succeeded, None, Some(true)),
        ("EXPIRED", "000", 60, Failed, Some(TextDeviceUnreachable), None),
        ("DELETED", "000", 60, Failed, Some(TextUnknownError), None),
        ("UNDELIV", "027", 60, Failed, Some(TextDeviceUnreachable), None),
        ("UNDELIV", "001", 60, Failed, Some(TextNumberDisconnected), Some(false)),
        ("UNKNOWN", "000", 60, Failed, Some(TextUnknownError), None),
        ("REJECTD", "001", 60, Failed, Some(TextCarrierViolation), None),
    ] {
        let message = from_ada(4, 0, receipt_text("17a", state, error).as_bytes());
        let delivery = receipt(json!({}), &message);
        assert_eq!(delivery.about.provider_id.as_deref(), Some("17a"));
        assert_eq!(delivery.about.recipient.as_deref(), Some("+15550100123"));
        let meant = (delivery.rank, delivery.status, delivery.details, delivery.recipient_is_valid);
        assert_eq!(meant, (rank, Some(status), details, valid), "{state} {error}");
    }
}

#[test]
fn an_operators_own_codes_may_say_that_a_number_is_gone() {
    let message = from_ada(4, 0, receipt_text("1", "UNDELIV", "027").as_bytes());
    let delivery = receipt(json!({"unknownSubscriber": [27]}), &message);
    assert_eq!(delivery.details, Some(StatusDetail::TextNumberDisconnected));
    assert_eq!(delivery.code.as_deref(), Some("027"));
}

#[test]
fn fields_of_their_own_count_more_than_the_text() {
    let mut message = from_ada(4, 0, receipt_text("1", "ENROUTE", "000").as_bytes());
    message.push_tlv(Tlv::ReceiptedMessageId("abc".parse().unwrap()));
    message.push_tlv(Tlv::MessageState(MessageState::Delivered));
    let delivery = receipt(json!({}), &message);
    assert_eq!((delivery.about.provider_id.as_deref(), delivery.rank), (Some("abc"), 30));
}

#[test]
fn an_id_is_the_same_in_hexadecimal_and_in_decimal() {
    let decimal = from_ada(4, 0, receipt_text("0000000378", "DELIVRD", "000").as_bytes());
    let hex = from_ada(4, 0, receipt_text("17A", "DELIVRD", "000").as_bytes());
    for (spelling, answer, message) in [("hexThenDecimal", "17a", &decimal), ("decimalThenHex", "378", &hex)]
    {
        let channel = open_with(json!({"messageIds": spelling})).unwrap();
        let delivery = receipt(json!({"messageIds": spelling}), message);
        assert_eq!(delivery.about.provider_id, Some(channel.config.ids.of_answer(answer)), "{spelling}");
    }
    let named = from_ada(4, 0, receipt_text("no-number", "DELIVRD", "000").as_bytes());
    let delivery = receipt(json!({"messageIds": "hexThenDecimal"}), &named);
    assert_eq!(delivery.about.provider_id.as_deref(), Some("no-number"));
}

#[test]
fn a_receipt_without_an_id_or_a_state_is_unreadable() {
    for text in ["", "stat:DELIVRD", "id:1", "id:1 stat:HAPPY", "id: stat:DELIVRD"] {
        assert!(read(&smpp(), &[from_ada(4, 0, text.as_bytes())]).is_err(), "{text}");
    }
}

#[test]
fn a_text_is_read_in_the_alphabet_it_names() {
    assert_eq!(said(&[from_ada(0, 0, &[0x00, 0x41, 0x1b, 0x65])]), "@A€");
    assert_eq!(said(&[from_ada(0, 3, &[0x41, 0xe4])]), "Aä");
    assert_eq!(said(&[from_ada(0, 8, &[0xd8, 0x3d, 0xdc, 0xac])]), "💬");
    assert!(matches!(read(&smpp(), &[from_ada(0, 4, &[1, 2, 3])]), Ok(Arrival::Nothing(_))));
    let mut long = from_ada(0, 0, b"");
    long.push_tlv(Tlv::MessagePayload(MessagePayload::new(AnyOctetString::from_slice(&[0x41; 300]))));
    assert_eq!(said(&[long]), "A".repeat(300));
}

#[test]
fn a_text_whose_parts_did_not_all_come_says_so() {
    let part = |number: u8| from_ada(wire::UDH, 0, &[&[5, 0, 3, 9, 3, number], &b"part "[..]].concat());
    assert_eq!(said(&[part(1), part(2), part(3)]), "part part part ");
    assert_eq!(said(&[part(1), part(3)]), "part …part ");
    assert_eq!(said(&[part(2)]), "…part …");
}

#[test]
fn a_request_to_stop_is_heard() {
    let Ok(Arrival::Received(received)) = read(&smpp(), &[from_ada(0, 0, b"Please stop texting me")]) else {
        panic!()
    };
    assert_eq!((received.word, received.word_answered), (Some(Word::Stop), false));
    assert_eq!((received.from.as_str(), received.provider_id.as_str()), ("+15550100123", "id"));
}

#[test]
fn what_is_no_text_of_a_person_is_unreadable_and_never_a_panic() {
    let channel = smpp();
    for raw in [
        "",
        "{}",
        r#"{"id":"x","frames":[]}"#,
        r#"{"id":"x","frames":["AAAA"]}"#,
        r#"{"id":"x","frames":["?"]}"#,
    ] {
        assert!(channel.read(raw.as_bytes()).is_err(), "{raw}");
    }
    let lie =
        Frame::new(Bytes::from_static(&[0, 0, 0, 18, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 1, 255, 255])).unwrap();
    assert!(channel.read(&item("x".to_owned(), &[lie]).unwrap().raw).is_err());
}

fn message(from: &str, to: &str, body: &str) -> Message {
    let party = |address: &str| Party { address: address.to_owned(), name: None };
    Message {
        interaction: "IN-7K3Q-9XTD".to_owned(),
        key: "key".to_owned(),
        from: party(from),
        to: party(to),
        body: Body::Text(Text { body: body.to_owned() }),
    }
}

#[test]
fn every_try_of_one_send_writes_the_same() {
    let long = message("+15551234567", "+15550100123", &"a".repeat(400));
    let parts = wire::parts(&long).unwrap();
    assert_eq!(parts.len(), 3);
    assert_eq!(parts, wire::parts(&long).unwrap());
}

#[test]
fn senders_are_numbers_short_codes_or_names() {
    let ton =
        |from: &str| wire::parts(&message(from, "+15550100123", "hi")).map(|parts| parts[0].source_addr_ton);
    assert_eq!(ton("+15551234567"), Ok(Ton::International));
    assert_eq!(ton("54321"), Ok(Ton::NetworkSpecific));
    assert_eq!(ton("ACME Bank"), Ok(Ton::Alphanumeric));
    for unusable in ["", "+", "A name that is too long", "Ünïcode"] {
        assert_eq!(ton(unusable).unwrap_err().remedy, Remedy::Correct, "{unusable}");
    }
    let nobody = wire::parts(&message("54321", "", "hi")).unwrap_err();
    assert_eq!((nobody.remedy, nobody.details), (Remedy::GiveUp, Some(StatusDetail::InvalidContact)));
}

#[test]
fn settings_that_cannot_work_are_told_with_their_fields() {
    let Err(mistakes) =
        open_with(json!({"url": "http://x", "systemId": "", "window": 0, "messageIds": "octal",
        "unknownSubscriber": ["x"]}))
    else {
        panic!("opened")
    };
    let fields: Vec<&str> = mistakes.iter().map(|mistake| mistake.field.as_str()).collect();
    let expected = ["url", "systemId", "window", "messageIds", "unknownSubscriber"];
    assert_eq!(fields, expected.map(|field| format!("settings.{field}")));
    assert!(open_with(json!({"url": "smpps://[::1]:3550"})).is_ok());
    assert!(open_with(json!({"url": "smpp://user@host"})).is_err());
}

#[test]
fn the_pause_between_two_binds_grows_to_a_minute() {
    let pauses: Vec<u64> = (0..9).map(|failures| pause(failures).as_secs()).collect();
    assert_eq!(pauses, [0, 1, 2, 4, 8, 16, 32, 60, 60]);
}
