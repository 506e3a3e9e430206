use std::path::PathBuf;

use bytes::Bytes;
use domain::vocabulary::StatusDetail;
use serde_json::json;

use super::*;
use crate::arrival::{Item, ReceivedBody, Thread, Word};
use crate::mail::Purpose;

// Published by SendGrid: npm @sendgrid/eventwebhook 8.0.0, src/eventwebhook.spec.js (MIT).
const KEY: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
const SIGNATURE: &str =
    "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=";
const TIMESTAMP: i64 = 1_600_112_502;
const BODY: &str = "[{\"email\":\"hello@world.com\",\"event\":\"dropped\",\"reason\":\"Bounced Address\",\"sg_event_id\":\"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA\",\"sg_message_id\":\"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0\",\"smtp-id\":\"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>\",\"timestamp\":1600112492}]\r\n";
const OTHER_KEY: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqTxd43gyp8IOEto2LdIfjRQrIbsd4SXZkLW6jDutdhXSJCWHw8REntlo7aNDthvj+y7GjUuFDb/R1NGe1OPzpA==";
const OTHER_SIGNATURE: &str =
    "MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH3j/0=";
const KEY_OF_SEVERAL: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQ4LIFtWztlsF7skFqOncjD1lun4H5w8XOhyOArHW9RcIx/FfEzx6cikC/yPfUvwaX/JScE7Fc9CJD2afQ9Ok3Q==";
const SIGNATURE_OF_SEVERAL: &str =
    "MEYCIQC/I4o6vCgqRYrTljjoVWB/GRWNtxeePlLMHr3x9ETeRQIhAIpV+03nREPTTHWSW0wIOA0EoMPdcNgXa70yCaqDJlu5";
const TIMESTAMP_OF_SEVERAL: i64 = 1_619_651_159;
const SEVERAL: &str = "[{\"email\":\"invalid@gmail.com\",\"event\":\"processed\",\"send_at\":0,\"sg_event_id\":\"cHJvY2Vzc2VkLTE5OTQyMTEyLXFOd0JMZ1BRUWpXNkRKdktRd1NBYnctMA\",\"sg_message_id\":\"qNwBLgPQQjW6DJvKQwSAbw.filterdrecv-canary-547b64655b-cw6zx-1-6089EA4A-56.0\",\"smtp-id\":\"<qNwBLgPQQjW6DJvKQwSAbw@ismtpd0178p1mdw1.sendgrid.net>\",\"timestamp\":1619651146},\r\n{\"email\":\"invalid@gmail.com\",\"event\":\"bounce\",\"ip\":\"167.89.101.76\",\"reason\":\"552 5.2.2 The email account that you tried to reach is over quota and inactive. Please direct the recipient to https://support.google.com/mail/?p=OverQuotaPerm c17si1130468pgv.34 - gsmtp\",\"sg_event_id\":\"Ym91bmNlLTAtMTk5NDIxMTItcU53QkxnUFFRalc2REp2S1F3U0Fidy0w\",\"sg_message_id\":\"qNwBLgPQQjW6DJvKQwSAbw.filterdrecv-canary-547b64655b-cw6zx-1-6089EA4A-56.0\",\"smtp-id\":\"<qNwBLgPQQjW6DJvKQwSAbw@ismtpd0178p1mdw1.sendgrid.net>\",\"status\":\"5.2.2\",\"timestamp\":1619651147,\"tls\":1,\"type\":\"blocked\"}]\r\n";

fn channel(more: &Value) -> SendGrid {
    let surroundings =
        Surroundings { hooks: None, folder: PathBuf::new(), token_key: [1; 32], house: "house-1".to_owned() };
    let secrets = json!({"apiKey": "SG.x", "inboundToken": "0123456789abcdef"});
    open(more, &secrets, &surroundings).ok().unwrap()
}

fn posted(signature: &str, timestamp: &str, body: &str) -> HookRequest {
    HookRequest {
        path: "events".to_owned(),
        url: "https://desk.example/hooks/CH-7K3Q-9XTD/events".to_owned(),
        headers: vec![
            ("x-twilio-email-event-webhook-signature".to_owned(), signature.to_owned()),
            ("x-twilio-email-event-webhook-timestamp".to_owned(), timestamp.to_owned()),
        ],
        body: Bytes::copy_from_slice(body.as_bytes()),
    }
}

fn at(seconds: i64) -> Instant {
    Instant(seconds * 1_000_000)
}

fn accepted(key: &str, request: &HookRequest, now: i64) -> Result<Vec<Item>, HookRefused> {
    channel(&json!({"eventPublicKey": key})).accept(request, at(now)).map(|answer| answer.items)
}

#[test]
fn the_published_signatures_are_accepted_and_anything_else_is_not() {
    let one = accepted(KEY, &posted(SIGNATURE, "1600112502", BODY), TIMESTAMP + 5).unwrap();
    assert_eq!(one[0].id, "ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA");
    let request = posted(SIGNATURE_OF_SEVERAL, "1619651159", SEVERAL);
    let two = accepted(KEY_OF_SEVERAL, &request, TIMESTAMP_OF_SEVERAL).unwrap();
    assert_eq!(two.len(), 2);
    for (key, signature, timestamp, body) in [
        (OTHER_KEY, SIGNATURE, "1600112502", BODY),
        (KEY, SIGNATURE, "1600112502", BODY.trim_end()),
        (KEY, SIGNATURE, "1600112502", "payload"),
        (KEY, OTHER_SIGNATURE, "1600112502", BODY),
        (KEY, "not base64", "1600112502", BODY),
        (KEY, SIGNATURE, "1600112503", BODY),
        (KEY, SIGNATURE, "timestamp", BODY),
    ] {
        let refused = accepted(key, &posted(signature, timestamp, body), TIMESTAMP);
        assert!(matches!(refused, Err(HookRefused::Unsigned(_))), "{signature} {timestamp}");
    }
}

#[test]
fn what_is_old_or_not_expected_is_refused() {
    let request = posted(SIGNATURE, "1600112502", BODY);
    assert!(accepted(KEY, &request, TIMESTAMP + 24 * 3600).is_ok());
    for now in [TIMESTAMP + 3 * 24 * 3600, TIMESTAMP - 3600] {
        assert!(matches!(accepted(KEY, &request, now), Err(HookRefused::Unsigned(_))), "{now}");
    }
    let without_key = channel(&json!({})).accept(&request, at(TIMESTAMP));
    assert!(matches!(without_key, Err(HookRefused::Unsigned(_))));
    let elsewhere = HookRequest { path: "status".to_owned(), ..request };
    assert_eq!(accepted(KEY, &elsewhere, TIMESTAMP), Err(HookRefused::NoHook));
}

#[test]
fn every_event_means_what_the_table_says() {
    use StatusDetail::*;
    let channel = channel(&json!({}));
    for (event, more, rank, details, valid) in [
        ("processed", json!({}), 10, EmailSent, None),
        ("deferred", json!({"response": "451 later"}), 10, EmailSent, None),
        ("delivered", json!({}), 30, EmailDelivered, Some(true)),
        ("open", json!({}), 40, EmailOpened, None),
        ("click", json!({"url": "https://x"}), 50, EmailClick, None),
        ("bounce", json!({"type": "bounce", "status": "5.1.1"}), 60, EmailBounced, Some(false)),
        ("bounce", json!({"type": "blocked", "status": "5.2.2"}), 60, EmailBlocked, None),
        ("dropped", json!({"reason": "Bounced Address"}), 60, EmailDropped, Some(false)),
        ("dropped", json!({"reason": "Spam Content"}), 60, EmailDropped, None),
    ] {
        let mut whole = json!({"event": event, "email": "Ann@x.example", "timestamp": 1_600_000_000,
            "sg_message_id": "abc.filter1", "interaction": "IN-2222-2222"});
        whole.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let Arrival::Delivery(told) = channel.read(whole.to_string().as_bytes()).unwrap() else {
            panic!("{event}")
        };
        assert_eq!(
            (told.rank, told.details, told.recipient_is_valid),
            (rank, Some(details), valid),
            "{event}"
        );
        assert_eq!(told.about.interaction.as_deref(), Some("IN-2222-2222"));
        assert_eq!(told.about.provider_id.as_deref(), Some("abc"));
        assert_eq!(told.about.recipient.as_deref(), Some("ann@x.example"));
        assert_eq!((told.at, told.code.as_deref()), (Some(at(1_600_000_000)), more["status"].as_str()));
    }
}

#[test]
fn opt_outs_and_complaints_silence_and_machines_open_nothing() {
    let channel = channel(&json!({}));
    let read = |text: &str| channel.read(text.as_bytes()).unwrap();
    for (event, word) in
        [("unsubscribe", Word::Stop), ("group_unsubscribe", Word::Stop), ("group_resubscribe", Word::Start)]
    {
        let told = read(&json!({"event": event, "email": "ann@x.example"}).to_string());
        assert!(matches!(told, Arrival::Consent(consent) if consent.word == word), "{event}");
    }
    let Arrival::Several(told) = read(r#"{"event":"spamreport","email":"ann@x.example"}"#) else {
        panic!("one")
    };
    assert!(
        matches!(&told[0], Arrival::Delivery(one) if one.details == Some(StatusDetail::EmailReportedAsSpam))
    );
    assert!(matches!(&told[1], Arrival::Consent(one) if one.word == Word::Stop));
    for nothing in [
        r#"{"event":"open","sg_machine_open":true}"#,
        r#"{"event":"account_status_change"}"#,
        r#"{"event":"new"}"#,
    ] {
        assert!(matches!(read(nothing), Arrival::Nothing(_)), "{nothing}");
    }
    for broken in ["{", "{}", r#"{"event":"unsubscribe"}"#] {
        assert!(channel.read(broken.as_bytes()).is_err(), "{broken}");
    }
}

#[test]
fn mail_that_came_in_keeps_its_bytes_and_its_envelope() {
    let channel = channel(&json!({}));
    let to = channel.reader.addressing.reply_to("support@agents.example", "IN-2222-2222").unwrap();
    assert_eq!(channel.reader.addressing.read(&to), Some((Purpose::Reply, "IN-2222-2222".to_owned())));
    let mail = "From: ann@x.example\r\nSubject: Hi\r\nContent-Type: multipart/mixed; boundary=xYz\r\n\r\n--xYz\r\n\r\nHello\r\n--xYz--\r\n";
    let body = format!(
        "--xYzzY\r\nContent-Disposition: form-data; name=\"envelope\"\r\n\r\n{{\"to\":[\"{to}\"],\"from\":\"ann@x.example\"}}\r\n\
         --xYzzY\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\n{mail}\r\n--xYzzY--\r\n"
    );
    let request = |token: &str| HookRequest {
        path: "inbound".to_owned(),
        url: format!("https://desk.example/hooks/CH-7K3Q-9XTD/inbound?token={token}"),
        headers: vec![("content-type".to_owned(), "multipart/form-data; boundary=xYzzY".to_owned())],
        body: Bytes::copy_from_slice(body.as_bytes()),
    };
    for token in ["", "0123456789abcde", "0123456789abcdeg"] {
        assert!(matches!(channel.accept(&request(token), at(0)), Err(HookRefused::Unsigned(_))), "{token}");
    }
    let items = channel.accept(&request("0123456789abcdef"), at(0)).unwrap().items;
    let raw = str::from_utf8(&items[0].raw).unwrap();
    assert!(
        raw.starts_with("Return-Path: <ann@x.example>\r\nDelivered-To: support+") && raw.ends_with(mail),
        "{raw}"
    );
    let Arrival::Received(received) = channel.read(&items[0].raw).unwrap() else { panic!("no mail") };
    assert_eq!(received.threads, [Thread::Interaction("IN-2222-2222".to_owned())]);
    assert!(matches!(&received.body, ReceivedBody::Email { text, .. } if text.trim() == "Hello"));
}

#[test]
fn every_mistake_names_its_field() {
    let settings = json!({"baseUrl": "http://api.example", "eventPublicKey": "x", "from": "y"});
    let surroundings =
        Surroundings { hooks: None, folder: PathBuf::new(), token_key: [1; 32], house: "house-1".to_owned() };
    let mistakes = open(&settings, &json!({"inboundToken": "short"}), &surroundings).err().unwrap();
    let fields: Vec<&str> = mistakes.iter().map(|mistake| mistake.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "settings.baseUrl",
            "settings.eventPublicKey",
            "settings.from",
            "secrets.apiKey",
            "secrets.inboundToken"
        ]
    );
}
