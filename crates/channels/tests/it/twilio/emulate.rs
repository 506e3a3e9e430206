//! Against npm `emulate`, a stateful Twilio that signs its callbacks.

use std::path::Path;

use channels::{HookRefused, ReceivedBody, Remedy, Word};
use domain::time::Instant;
use domain::vocabulary::Status;
use serde_json::Value;

use super::{ACCOUNT, ADA, OURS, TOKEN, delivery, next, open, received};
use crate::support::{Hooks, INTERACTION, Peer, folder_of, text};

async fn emulate() -> Option<Peer> {
    let modules = folder_of("emulate").await?;
    let script = modules.join("emulate/dist/index.js");
    Some(start(&modules, &script).await)
}

async fn start(modules: &Path, script: &Path) -> Peer {
    let arguments =
        |port: u16| ["start", "--service", "twilio", "--port", &port.to_string()].map(str::to_owned);
    Peer::start(modules, script, |port| arguments(port).to_vec()).await
}

async fn tell(peer: &Peer, path: &str, form: &[(&str, &str)]) -> Value {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(form);
    let request = reqwest::Client::new().post(format!("{}{path}", peer.url()));
    let request = request.basic_auth(ACCOUNT, Some(TOKEN)).body(body.finish());
    let response = request.header("content-type", "application/x-www-form-urlencoded").send().await.unwrap();
    assert!(response.status().is_success(), "{path}: {}", response.status());
    response.json().await.unwrap()
}

#[tokio::test]
async fn a_text_goes_out_and_every_stage_comes_back_signed() {
    let Some(emulate) = emulate().await else { return };
    let mut hooks = Hooks::open().await;
    let channel = open(&emulate.url(), TOKEN, Some(hooks.url.clone()));
    assert_eq!(channel.test().await.unwrap(), "Twilio accepts the credentials");

    let receipt = channel.send(&text(OURS, ADA, "Your payment is due")).await.unwrap();
    assert_eq!(receipt.status, Status::Attempted);
    let sid = receipt.provider_id.unwrap();

    // The first one is posted before the request for the message is answered.
    let stage = delivery(next(&mut hooks, &*channel).await);
    assert_eq!(stage.about.provider_id.as_deref(), Some(sid.as_str()));
    for (said, status, valid) in
        [("delivered", Status::Succeeded, Some(true)), ("undelivered", Status::Failed, None)]
    {
        tell(&emulate, "/_twilio/simulate/message-status", &[("MessageSid", &sid), ("Status", said)]).await;
        let stage = loop {
            let stage = delivery(next(&mut hooks, &*channel).await);
            if stage.said.as_deref().is_some_and(|words| words.starts_with(said)) {
                break stage;
            }
        };
        assert_eq!(stage.about.interaction.as_deref(), Some(INTERACTION));
        assert_eq!((stage.status, stage.recipient_is_valid), (Some(status), valid));
    }
}

#[tokio::test]
async fn a_text_comes_in_signed_and_no_other_token_opens_it() {
    let Some(emulate) = emulate().await else { return };
    let mut hooks = Hooks::open().await;
    let channel = open(&emulate.url(), TOKEN, Some(hooks.url.clone()));
    let numbers = format!("/2010-04-01/Accounts/{ACCOUNT}/IncomingPhoneNumbers.json");
    let inbound = format!("{}/inbound", hooks.url);
    let number = "+15551239999";
    tell(&emulate, &numbers, &[("PhoneNumber", number), ("SmsUrl", &inbound), ("SmsMethod", "POST")]).await;

    let said = [("To", number), ("From", ADA), ("Body", "Stop & go 💬")];
    tell(&emulate, "/_twilio/simulate/inbound-message", &said).await;
    let arrival = received(next(&mut hooks, &*channel).await);
    assert_eq!((arrival.from.as_str(), arrival.to), (ADA, vec![number.to_owned()]));
    assert_eq!(arrival.body, ReceivedBody::Text { body: "Stop & go 💬".to_owned(), media: Vec::new() });
    assert_eq!(arrival.word, None);

    let said = [("To", number), ("From", ADA), ("Body", "STOP")];
    let message = tell(&emulate, "/_twilio/simulate/inbound-message", &said).await;
    let request = hooks.next().await;
    let stranger = open(&emulate.url(), "another_token", Some(hooks.url.clone()));
    assert!(matches!(stranger.accept(&request, Instant(0)), Err(HookRefused::Unsigned(_))));
    let answer = channel.accept(&request, Instant(0)).unwrap();
    assert_eq!(answer.items[0].id, message["sid"].as_str().unwrap());
    let arrival = received(channel.read(&answer.items[0].raw).unwrap());
    assert_eq!((arrival.word, arrival.word_answered), (Some(Word::Stop), true));
}

#[tokio::test]
async fn a_number_that_is_not_ours_and_a_wrong_token_stop_the_channel() {
    let Some(emulate) = emulate().await else { return };
    let channel = open(&emulate.url(), TOKEN, None);
    let refusal = channel.send(&text("+15559999999", ADA, "hi")).await.unwrap_err();
    assert_eq!((refusal.remedy, refusal.code.as_deref()), (Remedy::Correct, Some("21606")));

    let stranger = open(&emulate.url(), "another_token", None);
    let refusal = stranger.send(&text(OURS, ADA, "hi")).await.unwrap_err();
    assert_eq!((refusal.remedy, refusal.code.as_deref()), (Remedy::Correct, Some("20003")));
    assert_eq!(stranger.test().await.unwrap_err().remedy, Remedy::Correct);
    assert!(!format!("{refusal:?}").contains("another_token"));
}
