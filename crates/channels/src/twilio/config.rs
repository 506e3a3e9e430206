//! The settings and secrets of a Twilio channel.

use serde_json::Value;

use crate::Mistake;
use crate::given::Given;

/// What a Twilio channel runs with.
pub(super) struct Config {
    pub(super) account_sid: String,
    /// The user name of HTTP Basic: the account, or an API key of it.
    pub(super) user: String,
    /// Its password.
    pub(super) password: String,
    /// Signs the callbacks, whichever way requests are authenticated.
    pub(super) auth_token: String,
    pub(super) messaging_service_sid: Option<String>,
    /// Whether the senders are short codes, for which Twilio answers no STOP.
    pub(super) short_code: bool,
    /// Seconds a message may wait at Twilio.
    pub(super) validity_period: Option<u32>,
    /// Without a slash at the end.
    pub(super) base_url: String,
}

impl Config {
    /// Reads both; says everything that is wrong.
    pub(super) fn read(settings: &Value, secrets: &Value) -> Result<Self, Vec<Mistake>> {
        let mut given = Given::new("settings", settings);
        let account_sid =
            given.required("accountSid", "AC and 32 hexadecimal digits", |sid| is_sid("AC", sid));
        let api_key_sid = given.text("apiKeySid", "SK and 32 hexadecimal digits", |sid| is_sid("SK", sid));
        let service =
            given.text("messagingServiceSid", "MG and 32 hexadecimal digits", |sid| is_sid("MG", sid));
        let short_code = given.flag("shortCode");
        let validity_period = given.number("validityPeriod", 1..=36_000);
        let base_url =
            given.text("baseUrl", "an https URL without a query, as https://api.twilio.com", is_base);
        let mut mistakes = given.finish();

        let mut given = Given::new("secrets", secrets);
        let auth_token = given.required("authToken", "the account's auth token", is_secret);
        let key_secret = match &api_key_sid {
            Some(_) => Some(given.required("apiKeySecret", "the secret of apiKeySid", is_secret)),
            None => given.text("apiKeySecret", "the secret of apiKeySid", is_secret),
        };
        mistakes.extend(given.finish());
        if !mistakes.is_empty() {
            return Err(mistakes);
        }

        let (user, password) = match (api_key_sid, key_secret) {
            (Some(key), Some(secret)) => (key, secret),
            _ => (account_sid.clone(), auth_token.clone()),
        };
        let base_url =
            base_url.as_deref().unwrap_or("https://api.twilio.com").trim_end_matches('/').to_owned();
        Ok(Self {
            account_sid,
            user,
            password,
            auth_token,
            messaging_service_sid: service,
            short_code,
            validity_period,
            base_url,
        })
    }
}

fn is_sid(prefix: &str, sid: &str) -> bool {
    sid.strip_prefix(prefix)
        .is_some_and(|digits| digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn is_secret(secret: &str) -> bool {
    !secret.is_empty() && secret.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Credentials travel in the clear only inside this machine.
fn is_base(url: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(url) else { return false };
    let loopback = matches!(url.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"));
    let safe = url.scheme() == "https" || (url.scheme() == "http" && loopback);
    safe && url.host_str().is_some()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
}
