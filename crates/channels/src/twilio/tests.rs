use std::path::PathBuf;

use domain::time::Instant;
use domain::vocabulary::{Status, StatusDetail};
use serde_json::{Value, json};

use super::*;
use crate::{About, Body, HookRefused, Party, ReceivedBody, Text, Word};

const HOOKS: &str = "https://mycompany.com/hooks/CH-7K3Q-9XTD";
const TOKEN: &str = "12345";

fn account() -> String {
    format!("AC{}", "0".repeat(32))
}

fn open_with(settings: Value) -> Result<Twilio, Vec<Mistake>> {
    let mut all = json!({"accountSid": account()});
    all.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
    let surroundings = Surroundings {
        hooks: Some(HOOKS.to_owned()),
        folder: PathBuf::new(),
        token_key: [0; 32],
        house: "test".to_owned(),
    };
    open(&all, &json!({"authToken": TOKEN}), &surroundings)
}

fn twilio() -> Twilio {
    open_with(json!({})).unwrap()
}

fn hook(path: &str, url: &str, body: &str, signature: &str) -> HookRequest {
    HookRequest {
        path: path.to_owned(),
        url: url.to_owned(),
        headers: vec![("x-twilio-signature".to_owned(), signature.to_owned())],
        body: body.to_owned().into(),
    }
}

fn accepted(path: &str, url: &str, body: &str, signature: &str) -> Result<HookAnswer, HookRefused> {
    twilio().accept(&hook(path, url, body, signature), Instant(0))
}

fn read(hook: &str, query: &str, body: &str) -> Arrival {
    read_by(&twilio(), hook, query, body)
}

fn read_by(channel: &Twilio, hook: &str, query: &str, body: &str) -> Arrival {
    channel.read(json!({"hook": hook, "query": query, "body": body}).to_string().as_bytes()).unwrap()
}

fn received(channel: &Twilio, body: &str) -> crate::Received {
    match read_by(channel, "inbound", "", body) {
        Arrival::Received(received) => *received,
        other => panic!("{other:?}"),
    }
}

/// Twilio's published example: twilio-node, `spec/validation.spec.js`.
const PUBLISHED_URL: &str = "https://mycompany.com/myapp.php?foo=1&bar=2";
const PUBLISHED_BODY: &str =
    "To=%2B18005551212&From=%2B12349013030&Digits=1234&Caller=%2B12349013030&CallSid=CA1234567890ABCDE";
const PUBLISHED_SIGNATURE: &str = "0/KCTR6DLpKmkAf8muzZqo1nDgQ=";

#[test]
fn twilios_published_signature_is_accepted_with_and_without_the_port() {
    for url in [PUBLISHED_URL, "https://mycompany.com:443/myapp.php?foo=1&bar=2"] {
        assert!(accepted("status", url, PUBLISHED_BODY, PUBLISHED_SIGNATURE).is_ok(), "{url}");
    }
    // Signed over the URL with a port and over one with an address in brackets, as the same library does.
    for (signed, seen) in [
        ("https://mycompany.com:443/x", "https://mycompany.com/x"),
        ("http://[::1]:80/x", "http://[::1]/x"),
        ("http://[::1]/x", "http://[::1]:8080/x"),
    ] {
        let signature = signature::signed_by_twilio(TOKEN, signed, "");
        assert!(accepted("inbound", seen, "", &signature).is_ok(), "{signed} {seen}");
    }
}

#[test]
fn whatever_was_changed_is_refused() {
    let changed = PUBLISHED_BODY.replace("1234&Caller", "1235&Caller");
    let more = format!("{PUBLISHED_BODY}&Body=hi");
    for (url, body, signature) in [
        (PUBLISHED_URL, changed.as_str(), PUBLISHED_SIGNATURE),
        (PUBLISHED_URL, more.as_str(), PUBLISHED_SIGNATURE),
        ("https://mycompany.com/myapp.php?foo=1&bar=3", PUBLISHED_BODY, PUBLISHED_SIGNATURE),
        ("https://mycompany.com.evil.example/myapp.php?foo=1&bar=2", PUBLISHED_BODY, PUBLISHED_SIGNATURE),
        (PUBLISHED_URL, PUBLISHED_BODY, ""),
        (PUBLISHED_URL, PUBLISHED_BODY, "0/KCTR6DLpKmkAf8muzZqo1nDgQ"),
    ] {
        let refused = accepted("status", url, body, signature);
        assert!(matches!(refused, Err(HookRefused::Unsigned(_))), "{url} {body} {signature}: {refused:?}");
    }
    let mut unsigned = hook("status", PUBLISHED_URL, PUBLISHED_BODY, "");
    unsigned.headers.clear();
    assert!(matches!(twilio().accept(&unsigned, Instant(0)), Err(HookRefused::Unsigned(_))));
    let nowhere = accepted("voice", PUBLISHED_URL, PUBLISHED_BODY, PUBLISHED_SIGNATURE);
    assert_eq!(nowhere, Err(HookRefused::NoHook));
}

#[test]
fn a_field_sent_twice_counts_once() {
    let signature = signature::signed_by_twilio(TOKEN, HOOKS, "MediaUrlabMessageSidSM1");
    assert!(accepted("inbound", HOOKS, "MessageSid=SM1&MediaUrl=ab&MediaUrl=ab", &signature).is_ok());
}

#[test]
fn json_is_signed_by_the_hash_of_the_body_in_the_url() {
    let body = r#"{"MessageSid":"SM1","MessageStatus":"delivered"}"#;
    let hash = "c4a8e88c0b0ff5d0e2a3f90b7fdf5f5b7a20e2f8a6f4b7f1b6a25c5cb7e1d5a0";
    let url = format!("{HOOKS}/status?ix=IN-7K3Q-9XTD&bodySHA256={}", signature::hash_of(body));
    let signature = signature::signed_by_twilio(TOKEN, &url, "");
    let answer = accepted("status", &url, body, &signature).unwrap();
    assert_eq!(answer.items[0].id, "SM1.delivered");
    assert!(matches!(
        twilio().read(&answer.items[0].raw),
        Ok(Arrival::Delivery(delivery)) if delivery.status == Some(Status::Succeeded)
    ));
    let other = body.replace("delivered", "failed");
    assert!(matches!(accepted("status", &url, &other, &signature), Err(HookRefused::Unsigned(_))));
    let url = format!("{HOOKS}/status?bodySHA256={hash}");
    let signature = signature::signed_by_twilio(TOKEN, &url, "");
    assert!(matches!(accepted("status", &url, body, &signature), Err(HookRefused::Unsigned(_))));
}

#[test]
fn a_failed_message_says_why() {
    let arrival = read(
        "status",
        "ix=IN-7K3Q-9XTD",
        "MessageSid=SM1&MessageStatus=undelivered&To=%2B15550100123&ErrorCode=30005",
    );
    let Arrival::Delivery(delivery) = arrival else { panic!("{arrival:?}") };
    let about = About {
        interaction: Some("IN-7K3Q-9XTD".to_owned()),
        provider_id: Some("SM1".to_owned()),
        message_id: None,
        recipient: Some("+15550100123".to_owned()),
    };
    assert_eq!(delivery.about, about);
    assert_eq!((delivery.rank, delivery.status), (60, Some(Status::Failed)));
    assert_eq!(delivery.details, Some(StatusDetail::TextNumberDisconnected));
    assert_eq!(delivery.code.as_deref(), Some("30005"));
    assert_eq!(delivery.recipient_is_valid, Some(false));
    assert_eq!(delivery.said.as_deref(), Some("undelivered: Unknown destination handset"));
}

#[test]
fn the_ranks_never_let_an_earlier_stage_replace_a_later_one() {
    let rank = |status: &str| match read("status", "", &format!("MessageSid=SM1&MessageStatus={status}")) {
        Arrival::Delivery(delivery) => delivery.rank,
        other => panic!("{other:?}"),
    };
    let ranks = ["accepted", "queued", "sent", "delivered", "read", "failed"].map(rank);
    assert!(ranks.windows(2).all(|pair| pair[0] < pair[1]), "{ranks:?}");
    assert!(matches!(read("status", "", "MessageSid=SM1&MessageStatus=teleported"), Arrival::Nothing(_)));
}

#[test]
fn a_text_comes_with_its_pictures() {
    let body = "MessageSid=MM1&From=%2B15550100123&To=%2B15550100199&Body=see+this&NumMedia=2\
                &MediaUrl0=https%3A%2F%2Fapi.twilio.com%2Fa&MediaUrl1=https%3A%2F%2Fapi.twilio.com%2Fb\
                &MediaUrl2=https%3A%2F%2Fapi.twilio.com%2Fc";
    let text = received(&twilio(), body);
    let media = ["https://api.twilio.com/a", "https://api.twilio.com/b"].map(str::to_owned).to_vec();
    assert_eq!(text.body, ReceivedBody::Text { body: "see this".to_owned(), media });
    assert_eq!((text.from.as_str(), text.to), ("+15550100123", vec!["+15550100199".to_owned()]));
    assert_eq!((text.word, text.word_answered), (None, false));
}

#[test]
fn a_word_is_answered_by_whoever_answers_it() {
    let long_code = twilio();
    let short_code = open_with(json!({"shortCode": true})).unwrap();
    assert!(long_code.capabilities().handles_opt_out);
    assert!(!short_code.capabilities().handles_opt_out);
    let stop = "MessageSid=SM1&From=%2B15550100123&Body=Stop";
    let plain = "MessageSid=SM1&From=%2B15550100123&Body=stop+texting+me";
    let advanced = "MessageSid=SM1&From=%2B15550100123&Body=arr%C3%AAt&OptOutType=STOP";
    for (channel, body, answered) in [
        (&long_code, stop, true),
        (&long_code, plain, false),
        (&long_code, advanced, true),
        (&short_code, stop, false),
        (&short_code, advanced, true),
    ] {
        let text = received(channel, body);
        assert_eq!((text.word, text.word_answered), (Some(Word::Stop), answered), "{body}");
    }
}

#[test]
fn what_nobody_can_read_is_unreadable_and_kept() {
    let channel = twilio();
    for item in ["", "{}", "null", r#"{"hook":"status","query":"","body":"[1]"}"#] {
        assert!(channel.read(item.as_bytes()).is_err(), "{item}");
    }
    let nobody = json!({"hook": "inbound", "query": "", "body": "Body=hi"});
    assert!(channel.read(nobody.to_string().as_bytes()).is_err());
}

#[test]
fn settings_that_cannot_work_are_told_with_their_fields() {
    let Err(mistakes) = open_with(json!({
        "accountSid": "AC1", "apiKeySid": format!("SK{}", "a".repeat(32)), "baseUrl": "http://api.example",
        "validityPeriod": 0, "from": "x",
    })) else {
        panic!("opened")
    };
    let fields: Vec<&str> = mistakes.iter().map(|mistake| mistake.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "settings.accountSid",
            "settings.validityPeriod",
            "settings.baseUrl",
            "settings.from",
            "secrets.apiKeySecret"
        ]
    );
    assert!(mistakes.iter().all(|mistake| !mistake.message.contains(TOKEN)));
}

fn text() -> Message {
    let party = |address: &str| Party { address: address.to_owned(), name: None };
    Message {
        interaction: "IN-7K3Q-9XTD".to_owned(),
        key: "k".to_owned(),
        from: party("+15550100199"),
        to: party("+15550100123"),
        body: Body::Text(Text { body: "Hello & good day".to_owned() }),
    }
}

#[test]
fn a_message_becomes_a_form() {
    let form = |settings| wire::form(&open_with(settings).unwrap().config, Some(HOOKS), &text()).unwrap();
    assert_eq!(
        form(json!({})),
        "To=%2B15550100123&From=%2B15550100199&Body=Hello+%26+good+day\
         &StatusCallback=https%3A%2F%2Fmycompany.com%2Fhooks%2FCH-7K3Q-9XTD%2Fstatus%3Fix%3DIN-7K3Q-9XTD"
    );
    let service = format!("MG{}", "1".repeat(32));
    let form = form(json!({"messagingServiceSid": service, "validityPeriod": 600}));
    assert!(
        form.contains(&format!("&MessagingServiceSid={service}&")) && form.ends_with("&ValidityPeriod=600")
    );
    assert!(!form.contains("From="));
}

/// Prism lets a misspelt field pass, so every field we can write is looked up in Twilio's own document.
#[test]
fn every_field_we_write_is_one_of_twilios() {
    let Some(known) = twilios_fields() else { return };
    for field in wire::FIELDS {
        assert!(known.contains(&(*field).to_owned()), "{field} is no field of Twilio's");
    }
    let everything = json!({"validityPeriod": 600});
    let service = json!({"messagingServiceSid": format!("MG{}", "1".repeat(32))});
    for settings in [everything, service] {
        let form = wire::form(&open_with(settings).unwrap().config, Some(HOOKS), &text()).unwrap();
        for (field, _) in form_urlencoded::parse(form.as_bytes()) {
            assert!(wire::FIELDS.contains(&field.as_ref()), "{field} is missing in FIELDS");
        }
    }
}

fn twilios_fields() -> Option<Vec<String>> {
    let folder = std::env::var("SWITCHBOARD_TEST_DATA").map_or_else(
        |_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let Ok(text) = std::fs::read_to_string(folder.join("openapi/twilio_api_v2010.json")) else {
        println!("skipped: no openapi/twilio_api_v2010.json in {}", folder.display());
        return None;
    };
    let document: Value = serde_json::from_str(&text).unwrap();
    let operation = &document["paths"]["/2010-04-01/Accounts/{AccountSid}/Messages.json"]["post"];
    let schema = &operation["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"];
    Some(schema["properties"].as_object().unwrap().keys().cloned().collect())
}
