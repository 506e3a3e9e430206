//! The signature of a pretended request: HMAC-SHA256 over the URL, a line break and the body, in hex, in the header
//! `x-sandbox-signature`.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::arrival::{HookRefused, HookRequest};

/// The header.
const HEADER: &str = "x-sandbox-signature";

/// Whether whoever sent this knows the key.
pub(super) fn check(key: &str, request: &HookRequest) -> Result<(), HookRefused> {
    let unsigned = |what: &str| HookRefused::Unsigned(what.to_owned());
    let header = request.header(HEADER).ok_or_else(|| unsigned("the header is missing"))?;
    let given = unhex(header).ok_or_else(|| unsigned("it is not in hex"))?;
    let mut mac =
        <Hmac<Sha256> as KeyInit>::new_from_slice(key.as_bytes()).map_err(|_| unsigned("no key"))?;
    mac.update(request.url.as_bytes());
    mac.update(b"\n");
    mac.update(&request.body);
    // Takes the same time wherever the first difference is.
    mac.verify_slice(&given).map_err(|_| unsigned("it is of another URL, body or key"))
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok())).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}
