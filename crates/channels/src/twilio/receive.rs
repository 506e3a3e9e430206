//! What Twilio tells us: statuses of our messages, and texts of other people.

use bytes::Bytes;
use domain::phone;
use domain::vocabulary::Status;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::errors::meaning;
use super::signature;
use super::wire::stage;
use crate::text::heard;
use crate::{
    About, Arrival, Delivery, HookAnswer, HookRefused, HookRequest, Item, Received, ReceivedBody, Unreadable,
    Word,
};

/// Checks a request and makes an item of it.
pub(super) fn accept(auth_token: &str, request: &HookRequest) -> Result<HookAnswer, HookRefused> {
    let hook = match request.path.as_str() {
        "status" => Hook::Status,
        "inbound" => Hook::Inbound,
        _ => return Err(HookRefused::NoHook),
    };
    signature::check(auth_token, request)?;
    let malformed = |what: &str| HookRefused::Malformed(what.to_owned());
    let body = str::from_utf8(&request.body).map_err(|_| malformed("the body is not UTF-8"))?;
    let query = request.url.split_once('?').map_or("", |(_, query)| query);
    let told = Told { hook, query: query.to_owned(), body: body.to_owned() };
    let raw = serde_json::to_vec(&told).map_err(|_| malformed("the body cannot be kept"))?;
    let item = Item { id: id_of(&told), raw: Bytes::from(raw) };
    Ok(HookAnswer { items: vec![item], media_type: "text/xml", body: NO_REPLY.to_owned() })
}

/// What an item of ours means.
pub(super) fn read(item: &[u8], handles_opt_out: bool) -> Result<Arrival, Unreadable> {
    let told: Told = serde_json::from_slice(item).map_err(|fault| Unreadable(fault.to_string()))?;
    let fields = Fields::of(&told.body).ok_or_else(|| Unreadable("neither a form nor JSON".to_owned()))?;
    match told.hook {
        Hook::Status => Ok(status(&told.query, &fields)),
        Hook::Inbound => inbound(&fields, handles_opt_out),
    }
}

/// TwiML that says nothing: Twilio would send any text in the answer to the person.
const NO_REPLY: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Response/>"#;
/// Pictures of one message; Twilio sends at most ten.
const MOST_MEDIA: usize = 20;

/// A request that was checked, as it came.
#[derive(Serialize, Deserialize)]
struct Told {
    hook: Hook,
    query: String,
    body: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Hook {
    Status,
    Inbound,
}

/// A message is told once; a status of it once too. What has neither is known by its bytes.
fn id_of(told: &Told) -> String {
    let fields = Fields::of(&told.body).unwrap_or_default();
    let sid = fields.text("MessageSid").or_else(|| fields.text("SmsSid")).filter(|sid| is_short_word(sid));
    let status = fields.text("MessageStatus").or_else(|| fields.text("SmsStatus"));
    match (told.hook, sid, status.filter(|status| is_short_word(status))) {
        (Hook::Inbound, Some(sid), _) => sid,
        (Hook::Status, Some(sid), Some(status)) => format!("{sid}.{status}"),
        _ => {
            let hash = Sha256::new().chain_update(&told.query).chain_update([0]).chain_update(&told.body);
            format!("sha256.{}", hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect::<String>())
        }
    }
}

fn is_short_word(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn status(query: &str, fields: &Fields) -> Arrival {
    let said = fields.text("MessageStatus").or_else(|| fields.text("SmsStatus")).unwrap_or_default();
    let Some((rank, status)) = stage(&said) else {
        return Arrival::Nothing(format!("a status we do not know: {}", short(&said)));
    };
    let code = fields.text("ErrorCode").filter(|code| code != "0");
    let meant =
        (status == Status::Failed).then(|| meaning(code.as_deref().and_then(|code| code.parse().ok())));
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let interaction = pairs.find(|(name, _)| name == "ix").map(|(_, id)| id.into_owned());
    Arrival::Delivery(Delivery {
        about: About {
            interaction,
            provider_id: fields.text("MessageSid").or_else(|| fields.text("SmsSid")),
            message_id: None,
            recipient: fields.text("To"),
        },
        rank,
        status: Some(status),
        details: meant.and_then(|meant| meant.details),
        code: code.map(|code| code.chars().take(10).collect()),
        said: Some(words(&said, meant.map(|meant| meant.title), fields.text("ErrorMessage"))),
        recipient_is_valid: match (status, meant) {
            (Status::Succeeded, _) => Some(true),
            (_, Some(meant)) if meant.bad_number => Some(false),
            _ => None,
        },
        // RawDlrDoneDate has no zone; when we were told is as good.
        at: None,
    })
}

fn words(status: &str, title: Option<&str>, message: Option<String>) -> String {
    let why = message.or_else(|| title.map(str::to_owned));
    why.map_or_else(|| status.to_owned(), |why| format!("{status}: {}", short(&why)))
}

fn inbound(fields: &Fields, handles_opt_out: bool) -> Result<Arrival, Unreadable> {
    let sid = fields.text("MessageSid").or_else(|| fields.text("SmsSid"));
    let provider_id = sid.ok_or_else(|| Unreadable("a text without MessageSid".to_owned()))?;
    let from = fields.text("From").ok_or_else(|| Unreadable("a text without From".to_owned()))?;
    let body = fields.text("Body").unwrap_or_default();
    let (word, word_answered) = match fields.text("OptOutType") {
        Some(kind) => (opt_out_type(&kind), true),
        None => {
            let heard = heard(&body);
            (heard.map(|heard| heard.word), handles_opt_out && heard.is_some_and(|heard| heard.keyword))
        }
    };
    Ok(Arrival::Received(Box::new(Received {
        provider_id,
        from: number(&from),
        from_name: fields.text("ProfileName"),
        to: fields.text("To").as_deref().map(number).into_iter().collect(),
        threads: Vec::new(),
        automatic: false,
        word,
        word_answered,
        body: ReceivedBody::Text { body, media: media(fields) },
        at: None,
    })))
}

fn opt_out_type(kind: &str) -> Option<Word> {
    match kind.to_ascii_uppercase().as_str() {
        "STOP" => Some(Word::Stop),
        "START" => Some(Word::Start),
        "HELP" => Some(Word::Help),
        _ => None,
    }
}

/// A short code or a name stays as it is.
fn number(address: &str) -> String {
    phone::normalise(address).unwrap_or_else(|_| address.trim().to_owned())
}

fn media(fields: &Fields) -> Vec<String> {
    let count = fields.text("NumMedia").and_then(|count| count.parse::<usize>().ok()).unwrap_or_default();
    (0..count.min(MOST_MEDIA)).filter_map(|index| fields.text(&format!("MediaUrl{index}"))).collect()
}

fn short(text: &str) -> String {
    text.chars().take(500).collect()
}

/// The fields of a form, or those of a JSON object.
#[derive(Default)]
struct Fields(Vec<(String, String)>);

impl Fields {
    fn of(body: &str) -> Option<Self> {
        if !body.trim_start().starts_with(['{', '[']) {
            return Some(Self(form_urlencoded::parse(body.as_bytes()).into_owned().collect()));
        }
        let Ok(Value::Object(fields)) = serde_json::from_str(body) else { return None };
        let texts = fields.into_iter().filter_map(|(name, value)| match value {
            Value::String(text) => Some((name, text)),
            Value::Number(number) => Some((name, number.to_string())),
            _ => None,
        });
        Some(Self(texts.collect()))
    }

    /// A field that is there and not empty.
    fn text(&self, name: &str) -> Option<String> {
        let (_, value) = self.0.iter().find(|(known, _)| known == name)?;
        Some(value.clone()).filter(|value| !value.is_empty())
    }
}
