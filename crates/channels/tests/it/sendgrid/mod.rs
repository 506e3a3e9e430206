//! SendGrid: requests checked against its own OpenAPI document, refusals from a fake of ours. Its signatures are checked
//! beside the driver, with the vectors it publishes. No program of other people's sends its events.

mod prism;

use bytes::Bytes;
use channels::{Attachment, Body, Channel, Email, Message, Party, Remedy};
use domain::vocabulary::{Status, StatusDetail};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{INTERACTION, surroundings};

fn open(base_url: &str) -> channels::sendgrid::SendGrid {
    let settings = json!({"baseUrl": base_url});
    channels::sendgrid::open(&settings, &json!({"apiKey": "SG.secret"}), &surroundings(None)).ok().unwrap()
}

/// A mail with everything a mail can have.
fn full() -> Message {
    let email = Email {
        subject: "Your loan".to_owned(),
        text: Some("Dear Zoë".to_owned()),
        html: Some("<p>Dear Zoë</p>".to_owned()),
        cc: vec!["carl@customer.test".to_owned(), "ZOE@customer.test".to_owned()],
        bcc: vec!["audit@agents.test".to_owned(), "carl@customer.test".to_owned()],
        message_id: "1.IN-7K3Q-9XTD@agents.test".to_owned(),
        in_reply_to: Some("question@customer.test".to_owned()),
        references: vec!["question@customer.test".to_owned()],
        attachments: vec![Attachment {
            name: "terms.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: Bytes::from_static(b"%PDF-1.4"),
        }],
        unsubscribe: Some("https://desk.test/u/1".to_owned()),
        automatic: true,
    };
    Message {
        interaction: INTERACTION.to_owned(),
        key: "1".to_owned(),
        from: Party { address: "support@agents.test".to_owned(), name: Some("Desk".to_owned()) },
        to: Party { address: "zoe@customer.test".to_owned(), name: None },
        body: Body::Email(email),
    }
}

/// Answers one request and tells its body; an empty answer hangs up.
async fn answer_once(listener: TcpListener, answer: String) -> Value {
    let (stream, _) = listener.accept().await.unwrap();
    let mut stream = BufReader::new(stream);
    let body = request_body(&mut stream).await;
    stream.write_all(answer.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    body
}

async fn request_body(stream: &mut BufReader<TcpStream>) -> Value {
    let (mut line, mut length) = (String::new(), 0);
    while stream.read_line(&mut line).await.unwrap() > 2 {
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        line.clear();
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.unwrap();
    serde_json::from_slice(&body).unwrap_or(Value::Null)
}

async fn sent(answer: &str) -> (Result<channels::Receipt, channels::Refusal>, Value) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(answer_once(listener, answer.to_owned()));
    let told = open(&url).send(&full()).await;
    (told, server.await.unwrap())
}

#[tokio::test]
async fn a_mail_names_nobody_twice_and_leads_back_to_its_interaction() {
    let (receipt, body) =
        sent("HTTP/1.1 202 Accepted\r\nx-message-id: abc\r\ncontent-length: 0\r\n\r\n").await;
    let receipt = receipt.unwrap();
    assert_eq!(receipt.provider_id.as_deref(), Some("abc"));
    assert_eq!((receipt.status, receipt.details), (Status::Attempted, Some(StatusDetail::EmailSent)));
    let everybody = &body["personalizations"][0];
    assert_eq!(everybody["to"], json!([{"email": "zoe@customer.test"}]));
    assert_eq!(everybody["cc"], json!([{"email": "carl@customer.test"}]));
    assert_eq!(everybody["bcc"], json!([{"email": "audit@agents.test"}]));
    assert_eq!(everybody["custom_args"], json!({"interaction": INTERACTION}));
    assert_eq!(body["content"][0]["type"], "text/plain");
    assert_eq!(body["headers"]["In-Reply-To"], "<question@customer.test>");
    assert!(body["reply_to"]["email"].as_str().unwrap().starts_with("support+"));
    assert!(!body.to_string().contains("SG.secret"));
}

#[tokio::test]
async fn each_answer_says_what_is_to_be_done() {
    let fault = r#"{"errors":[{"message":"no"}]}"#;
    for (status, head, remedy, details) in [
        ("400 Bad Request", "", Remedy::GiveUp, Some(StatusDetail::EmailDropped)),
        ("413 Too Large", "", Remedy::GiveUp, Some(StatusDetail::EmailDropped)),
        ("401 Unauthorized", "", Remedy::Correct, Some(StatusDetail::EmailFailedToSend)),
        ("403 Forbidden", "", Remedy::Correct, Some(StatusDetail::EmailFailedToSend)),
        (
            "429 Too Many",
            "retry-after: 7\r\n",
            Remedy::Retry(Some(std::time::Duration::from_secs(7))),
            Some(StatusDetail::EmailFailedToSend),
        ),
        ("500 Broken", "", Remedy::Retry(None), Some(StatusDetail::EmailFailedToSend)),
        ("504 Gateway", "", Remedy::Doubt, None),
    ] {
        let answer = format!("HTTP/1.1 {status}\r\n{head}content-length: {}\r\n\r\n{fault}", fault.len());
        let refusal = sent(&answer).await.0.unwrap_err();
        assert_eq!(
            (refusal.remedy, refusal.details, refusal.long.as_str()),
            (remedy, details, "no"),
            "{status}"
        );
        assert_eq!(refusal.code.as_deref(), status.split(' ').next());
    }
}

#[tokio::test]
async fn a_lost_answer_leaves_a_doubt_and_no_connection_none() {
    assert_eq!(sent("").await.0.unwrap_err().remedy, Remedy::Doubt);
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let refusal = open(&format!("http://{nobody}")).send(&full()).await.unwrap_err();
    assert_eq!(refusal.remedy, Remedy::Retry(None));
}
