use bytes::Bytes;
use domain::vocabulary::PretendedEvent;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;
use tempfile::TempDir;

use super::*;
use crate::arrival::Word;
use crate::message::{Letter, Party, Text};

const KEY: &str = "a key of the sandbox";
const URL: &str = "https://desk.example/hooks/CH-7K3Q-9XTD/inbound";

fn sandbox(folder: &TempDir, settings: Value) -> Sandbox {
    let surroundings = Surroundings {
        hooks: None,
        folder: folder.path().to_owned(),
        token_key: [0; 32],
        house: "house".to_owned(),
    };
    open(&settings, &json!({"hookKey": KEY}), &surroundings).unwrap_or_else(|wrong| panic!("{wrong:?}"))
}

fn message(to: &str, body: Body) -> Message {
    let party = |address: &str| Party { address: address.to_owned(), name: None };
    Message {
        interaction: "IN-7K3Q-9XTD".to_owned(),
        key: "one send".to_owned(),
        from: party("+12125550100"),
        to: party(to),
        body,
    }
}

fn text() -> Body {
    Body::Text(Text { body: "Your payment is due".to_owned() })
}

fn signed(body: &str) -> HookRequest {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(KEY.as_bytes()).unwrap();
    mac.update(format!("{URL}\n{body}").as_bytes());
    let signature = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    HookRequest {
        path: "inbound".to_owned(),
        url: URL.to_owned(),
        headers: vec![("x-sandbox-signature".to_owned(), signature)],
        body: Bytes::copy_from_slice(body.as_bytes()),
    }
}

#[tokio::test]
async fn a_message_becomes_one_file_however_often_it_is_sent() {
    let folder = TempDir::new().unwrap();
    let sandbox = sandbox(&folder, json!({}));
    let first = sandbox.send(&message("+12125550143", text())).await.unwrap();
    let again = sandbox.send(&message("+12125550143", text())).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let kept = sent(folder.path(), &first.provider_id.unwrap()).await.unwrap();
    assert_eq!(
        (kept.to.address.as_str(), &kept.content["body"]),
        ("+12125550143", &json!("Your payment is due"))
    );
    assert_eq!(sent(folder.path(), "SB../../etc").await, None);
}

#[tokio::test]
async fn a_letter_is_kept_with_its_pages() {
    let folder = TempDir::new().unwrap();
    let body = Body::Letter(Letter { pdf: Bytes::from_static(b"%PDF-1.7") });
    let receipt = sandbox(&folder, json!({})).send(&message("1 Main St", body)).await.unwrap();
    let kept = sent(folder.path(), &receipt.provider_id.unwrap()).await.unwrap();
    assert_eq!(std::fs::read(folder.path().join(&kept.files[0].file)).unwrap(), b"%PDF-1.7");
    assert_eq!(receipt.details, Some(StatusDetail::LetterCreated));
}

#[tokio::test]
async fn it_refuses_and_puts_off_whom_it_is_told_to() {
    let folder = TempDir::new().unwrap();
    let sandbox = sandbox(&folder, json!({"refuse": ["+12125550143"], "putOff": ["+12125550144"]}));
    let remedy = async |to| sandbox.send(&message(to, text())).await.unwrap_err().remedy;
    assert_eq!(remedy("+12125550143").await, Remedy::GiveUp);
    assert_eq!(remedy("+12125550144").await, Remedy::Retry(None));
    assert!(sandbox.send(&message("+12125550145", text())).await.is_ok());
}

#[test]
fn a_hook_takes_what_is_signed_and_nothing_else() {
    let folder = TempDir::new().unwrap();
    let sandbox = sandbox(&folder, json!({}));
    let body = r#"{"id":"1","channel":"text","from":"(212) 555-0143","body":" stop "}"#;
    let taken = sandbox.accept(&signed(body), Instant(0)).unwrap();
    let Arrival::Received(received) = sandbox.read(&taken.items[0].raw).unwrap() else { panic!() };
    assert_eq!((received.from.as_str(), received.word), ("+12125550143", Some(Word::Stop)));

    let forged = HookRequest { body: Bytes::from_static(b"{}"), ..signed(body) };
    assert!(matches!(sandbox.accept(&forged, Instant(0)), Err(HookRefused::Unsigned(_))));
    let elsewhere = HookRequest { url: "https://other.example/".to_owned(), ..signed(body) };
    assert!(matches!(sandbox.accept(&elsewhere, Instant(0)), Err(HookRefused::Unsigned(_))));
    assert!(matches!(sandbox.accept(&signed("{}"), Instant(0)), Err(HookRefused::Malformed(_))));
    let other = HookRequest { path: "status".to_owned(), ..signed(body) };
    assert_eq!(sandbox.accept(&other, Instant(0)), Err(HookRefused::NoHook));
}

#[test]
fn an_event_goes_with_the_channels_it_can_happen_to() {
    use words::Channel::{Email, Mail, Text, Voice};
    assert!(fits(PretendedEvent::Opened, Email) && !fits(PretendedEvent::Opened, Text));
    assert!(fits(PretendedEvent::Returned, Mail) && !fits(PretendedEvent::Returned, Email));
    assert!(fits(PretendedEvent::Unsubscribed, Email) && !fits(PretendedEvent::Unsubscribed, Mail));
    assert!(PretendedEvent::ALL.iter().all(|event| !fits(*event, Voice)));
}

#[test]
fn every_mistake_in_the_settings_is_told() {
    let wrong = Config::read(&json!({"delayMs": 90_000, "refuse": []}), &json!({"hookKey": "short"}));
    let fields: Vec<_> = wrong.err().unwrap().into_iter().map(|mistake| mistake.field).collect();
    assert_eq!(fields, ["settings.delayMs", "secrets.hookKey"]);
    assert!(Config::read(&json!({"delay": 1}), &Value::Null).is_err());
}
