//! Settings and secrets of an account at SendGrid.

use serde_json::Value;

use crate::contract::Mistake;
use crate::given::Given;
use crate::sendgrid::hook::{Hook, key};

/// What an account is set up with.
pub(super) struct Config {
    pub(super) base_url: String,
    pub(super) api_key: String,
    pub(super) delimiter: String,
    pub(super) hook: Hook,
}

impl Config {
    /// Reads settings and secrets; says everything that is wrong with them.
    pub(super) fn read(settings: &Value, secrets: &Value) -> Result<Self, Vec<Mistake>> {
        let mut given = Given::new("settings", settings);
        let base_url = given.text("baseUrl", "an https URL such as https://api.eu.sendgrid.com", is_base_url);
        let delimiter =
            given.text("plusDelimiter", "one character such as +, or empty for none", is_delimiter);
        let wanted = "the verification key SendGrid shows, in base64";
        let events = given.text("eventPublicKey", wanted, |text| key(text).is_some());
        let inbound = given.text("inboundPublicKey", wanted, |text| key(text).is_some());
        let mut hidden = Given::new("secrets", secrets);
        let api_key = hidden.required("apiKey", "a key that may send mail", is_header);
        let inbound_token =
            hidden.text("inboundToken", "at least 16 characters, the token in the hook's URL", |text| {
                text.len() >= 16
            });
        let mut mistakes = given.finish();
        mistakes.append(&mut hidden.finish());
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        Ok(Self {
            base_url: base_url.unwrap_or_else(|| "https://api.sendgrid.com".to_owned()),
            api_key,
            delimiter: delimiter.unwrap_or_else(|| "+".to_owned()),
            hook: Hook {
                events: events.as_deref().and_then(key),
                inbound: inbound.as_deref().and_then(key),
                inbound_token,
            },
        })
    }
}

/// Plain HTTP would show the key to everybody on the way; a test's server is on this machine.
fn is_base_url(text: &str) -> bool {
    let on_this_machine =
        ["http://127.0.0.1:", "http://localhost:"].iter().any(|start| text.starts_with(start));
    (text.starts_with("https://") || on_this_machine) && !text.ends_with('/')
}

fn is_delimiter(text: &str) -> bool {
    text.is_empty() || (text.len() == 1 && "+-=_.".contains(text))
}

fn is_header(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}
