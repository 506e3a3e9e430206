//! What no foreign peer does: error codes, broken connections. The fake is ours.

use std::time::Duration;

use channels::Remedy;
use domain::vocabulary::StatusDetail;
use serde_json::json;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

use super::{ACCOUNT, ADA, OURS, TOKEN, open};
use crate::support::{Answer, Fake, text};

fn error(status: u16, code: u32) -> Answer {
    Answer::json(status, json!({"code": code, "message": "in words", "status": status}))
}

#[tokio::test]
async fn every_refusal_says_what_is_to_be_done() {
    use StatusDetail::{InvalidContact, TextUnknownError, TextUnsubscribedRecipient};
    let fake = Fake::open().await;
    let channel = open(&fake.url, TOKEN, None);
    let limited = Answer { wait: Some(7), ..error(429, 20429) };
    let html = Answer { status: 502, wait: None, body: "<html>".to_owned() };
    let cases = [
        (error(400, 21610), Remedy::GiveUp, Some(TextUnsubscribedRecipient), Some("21610")),
        (error(400, 21211), Remedy::GiveUp, Some(InvalidContact), Some("21211")),
        (error(400, 21606), Remedy::Correct, Some(TextUnknownError), Some("21606")),
        (error(400, 99_999), Remedy::GiveUp, Some(TextUnknownError), Some("99999")),
        (error(401, 20003), Remedy::Correct, Some(TextUnknownError), Some("20003")),
        (
            limited,
            Remedy::Retry(Some(Duration::from_secs(7))),
            Some(StatusDetail::TextQueueOverflow),
            Some("20429"),
        ),
        (error(500, 20500), Remedy::Retry(None), Some(TextUnknownError), Some("20500")),
        (Answer::json(503, json!({})), Remedy::Retry(None), Some(TextUnknownError), None),
        // Something between us and Twilio gave up waiting; Twilio may have taken it.
        (html, Remedy::Doubt, Some(TextUnknownError), None),
        (Answer::json(400, json!("?")), Remedy::GiveUp, Some(TextUnknownError), None),
    ];
    for (answer, remedy, details, code) in cases {
        fake.will_answer(answer.clone());
        let refusal = channel.send(&text(OURS, ADA, "hi")).await.unwrap_err();
        let seen = (refusal.remedy, refusal.details, refusal.code.as_deref());
        assert_eq!(seen, (remedy, details, code), "{}", answer.body);
    }
    let asked = fake.asked();
    assert!(asked.iter().all(|(path, ..)| *path == format!("/2010-04-01/Accounts/{ACCOUNT}/Messages.json")));
    assert!(asked.iter().all(|(_, authorization, _)| authorization.starts_with("Basic ")));
}

#[tokio::test]
async fn a_message_that_was_taken_is_never_refused_for_its_answer() {
    let fake = Fake::open().await;
    let channel = open(&fake.url, TOKEN, None);
    for body in ["", "{}", "[]", r#"{"sid": 7}"#] {
        fake.will_answer(Answer { status: 201, wait: None, body: body.to_owned() });
        assert_eq!(channel.send(&text(OURS, ADA, "hi")).await.unwrap().provider_id, None, "{body}");
    }
    fake.will_answer(Answer::json(201, json!({"sid": "SM1", "status": "failed", "error_code": 30007})));
    let refusal = channel.send(&text(OURS, ADA, "hi")).await.unwrap_err();
    assert_eq!(refusal.details, Some(StatusDetail::TextCarrierViolation));
}

#[tokio::test]
async fn what_never_left_is_tried_again_and_what_may_have_left_is_a_doubt() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let channel = open(&format!("http://{address}"), TOKEN, None);
    let cut = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut buffer = [0; 4096];
        assert!(stream.read(&mut buffer).await.unwrap() > 0);
    });
    let refusal = channel.send(&text(OURS, ADA, "hi")).await.unwrap_err();
    assert_eq!(refusal.remedy, Remedy::Doubt);
    cut.await.unwrap();

    let refusal = channel.send(&text(OURS, ADA, "hi")).await.unwrap_err();
    assert_eq!(refusal.remedy, Remedy::Retry(None));
}
