//! The settings and secrets of an SMPP channel.

use std::time::Duration;

use serde_json::Value;

use crate::Mistake;
use crate::given::Given;

/// What an SMPP channel runs with.
pub(super) struct Config {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) tls: bool,
    pub(super) system_id: String,
    pub(super) system_type: String,
    pub(super) password: String,
    /// Messages that may be written and not yet answered.
    pub(super) window: usize,
    pub(super) enquire_link: Duration,
    pub(super) ids: Ids,
    /// Codes of an undeliverable message that say that its number is nobody's.
    pub(super) unknown_subscriber: Vec<u32>,
}

/// How a gateway spells the id of a message: in its answer to the message, and in the text of the receipt. SMPP 3.4
/// leaves both to it, and many write one in hexadecimal and the other in decimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ids {
    Same,
    HexThenDecimal,
    DecimalThenHex,
}

impl Ids {
    /// The spelling we keep, of an id in an answer or in the TLV of a receipt.
    pub(super) fn of_answer(self, id: &str) -> String {
        match self {
            Self::Same => id.to_owned(),
            Self::HexThenDecimal => decimal(id, 16),
            Self::DecimalThenHex => decimal(id, 10),
        }
    }

    /// The same, of an id in the text of a receipt.
    pub(super) fn of_receipt(self, id: &str) -> String {
        match self {
            Self::Same => id.to_owned(),
            Self::HexThenDecimal => decimal(id, 10),
            Self::DecimalThenHex => decimal(id, 16),
        }
    }
}

fn decimal(id: &str, radix: u32) -> String {
    u128::from_str_radix(id, radix).map_or_else(|_| id.to_owned(), |number| number.to_string())
}

impl Config {
    /// Reads both; says everything that is wrong.
    pub(super) fn read(settings: &Value, secrets: &Value) -> Result<Self, Vec<Mistake>> {
        let mut given = Given::new("settings", settings);
        let url = given.required("url", "smpp://host:port, or smpps://host:port for TLS", is_url);
        let system_id = given.required("systemId", "1 to 15 ASCII characters", |id| is_word(id, 15));
        let system_type = given.text("systemType", "1 to 12 ASCII characters", |word| is_word(word, 12));
        let window = given.number("window", 1..=1000).unwrap_or(10);
        let enquire_link = given.number("enquireLink", 1..=3600).unwrap_or(30);
        let spellings = [
            ("same", Ids::Same),
            ("hexThenDecimal", Ids::HexThenDecimal),
            ("decimalThenHex", Ids::DecimalThenHex),
        ];
        let ids = given.word("messageIds", &spellings, Ids::Same);
        let unknown_subscriber = given.numbers("unknownSubscriber").unwrap_or_else(|| vec![1]);
        let mut mistakes = given.finish();
        let mut given = Given::new("secrets", secrets);
        let password = given.required("password", "1 to 8 ASCII characters", |word| is_word(word, 8));
        mistakes.extend(given.finish());

        let Some((tls, host, port)) = place(&url).filter(|_| mistakes.is_empty()) else {
            return Err(mistakes);
        };
        Ok(Self {
            host,
            port,
            tls,
            system_id,
            system_type: system_type.unwrap_or_default(),
            password,
            window: window as usize,
            enquire_link: Duration::from_secs(enquire_link.into()),
            ids,
            unknown_subscriber,
        })
    }
}

fn is_url(url: &str) -> bool {
    place(url).is_some()
}

/// Whether it is secured, the host and the port. 2775 and 3550 are the registered ports.
fn place(url: &str) -> Option<(bool, String, u16)> {
    let url = reqwest::Url::parse(url).ok()?;
    let (tls, port) = match url.scheme() {
        "smpp" => (false, 2775),
        "smpps" => (true, 3550),
        _ => return None,
    };
    let host = url.host_str().filter(|host| !host.is_empty())?;
    let plain = url.username().is_empty() && url.query().is_none() && matches!(url.path(), "" | "/");
    let host = host.trim_matches(['[', ']']).to_owned();
    plain.then(|| (tls, host, url.port().unwrap_or(port)))
}

fn is_word(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len()) && text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}
