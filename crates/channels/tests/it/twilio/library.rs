//! Callbacks signed by Twilio's official library.

use channels::{Channel, HookRefused, HookRequest};
use domain::time::Instant;
use serde_json::{Value, json};

use super::{TOKEN, delivery, open};
use crate::support::{INTERACTION, folder_of, run_node};

const HOOK: &str = "https://desk.example/hooks/CH-7K3Q-9XTD";

fn request(path: &str, signed: &Value, body: &str) -> HookRequest {
    HookRequest {
        path: path.to_owned(),
        url: signed["url"].as_str().unwrap().to_owned(),
        headers: vec![("x-twilio-signature".to_owned(), signed["signature"].as_str().unwrap().to_owned())],
        body: body.to_owned().into(),
    }
}

fn takes(channel: &dyn Channel, request: &HookRequest) -> bool {
    match channel.accept(request, Instant(0)) {
        Ok(_) => true,
        Err(HookRefused::Unsigned(_)) => false,
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn what_twilios_library_signs_is_accepted_and_what_it_did_not_sign_is_not() {
    let Some(modules) = folder_of("twilio").await else { return };
    let channel = open("https://api.twilio.com", TOKEN, None);
    let callbacks = [
        (
            "status",
            json!({"MessageSid": "SM1", "MessageStatus": "sent", "To": "+15550100123", "AccountSid": "AC1"}),
        ),
        (
            "inbound",
            json!({"MessageSid": "SM2", "Body": "ça va? ÄÖÜ 💬 a+b=c&d", "From": "+15550100123", "Empty": ""}),
        ),
        (
            "inbound",
            json!({"MessageSid": "MM3", "MediaUrl0": "https://api.twilio.com/a?b=c", "a b": "x", "Z": "1", "a": "2"}),
        ),
    ];
    for (path, fields) in callbacks {
        let url = format!("{HOOK}/{path}?ix={INTERACTION}");
        let signed = run_node(&modules, "sign.cjs", &[TOKEN, &url], &fields.to_string()).await;
        let mut body = form_urlencoded::Serializer::new(String::new());
        for (name, value) in fields.as_object().unwrap() {
            body.append_pair(name, value.as_str().unwrap());
        }
        let body = body.finish();
        assert!(takes(&*channel, &request(path, &signed, &body)), "{fields}");
        assert!(!takes(&*channel, &request(path, &signed, &format!("{body}&More=1"))), "{fields}");
    }
}

#[tokio::test]
async fn json_with_its_hash_in_the_url_is_accepted_too() {
    let Some(modules) = folder_of("twilio").await else { return };
    let channel = open("https://api.twilio.com", TOKEN, None);
    let body = json!({"MessageSid": "SM1", "MessageStatus": "delivered"}).to_string();
    let url = format!("{HOOK}/status?ix={INTERACTION}");
    let signed = run_node(&modules, "sign.cjs", &[TOKEN, &url], &json!(body).to_string()).await;
    assert!(takes(&*channel, &request("status", &signed, &body)));
    assert!(!takes(&*channel, &request("status", &signed, &body.replace("delivered", "failed"))));
}

#[tokio::test]
async fn the_same_callback_is_the_same_item_however_often_and_in_whatever_order() {
    let Some(modules) = folder_of("twilio").await else { return };
    let channel = open("https://api.twilio.com", TOKEN, None);
    let url = format!("{HOOK}/status?ix={INTERACTION}");
    let mut told = Vec::new();
    for status in ["delivered", "sent", "delivered", "delivered", "sent"] {
        let fields = json!({"MessageSid": "SM1", "MessageStatus": status});
        let signed = run_node(&modules, "sign.cjs", &[TOKEN, &url], &fields.to_string()).await;
        let body = format!("MessageSid=SM1&MessageStatus={status}");
        let item = channel.accept(&request("status", &signed, &body), Instant(0)).unwrap().items.remove(0);
        told.push((item.id.clone(), delivery(channel.read(&item.raw).unwrap()).rank));
    }
    let (delivered, sent) = (told[0].clone(), told[1].clone());
    assert_eq!(told[2..], [delivered.clone(), delivered.clone(), sent.clone()]);
    assert!(sent.0 != delivered.0 && sent.1 < delivered.1);
}
