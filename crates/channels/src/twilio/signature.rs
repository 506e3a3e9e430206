//! Twilio's request signature (`X-Twilio-Signature`), checked as its own libraries do.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::{HookRefused, HookRequest};

/// Whether Twilio signed this request: over the URL and the form's fields, or, with `bodySHA256` in the query, over
/// the URL alone, which then names the body.
pub(super) fn check(auth_token: &str, request: &HookRequest) -> Result<(), HookRefused> {
    let signature = request.header("x-twilio-signature");
    let signature = signature.ok_or_else(|| refused("there is no X-Twilio-Signature"))?;
    let signature = STANDARD.decode(signature).map_err(|_| refused("it is not base64"))?;
    let fields = match body_hash(&request.url) {
        Some(hash) if is_hash_of(&hash, &request.body) => String::new(),
        Some(_) => return Err(refused("bodySHA256 is another body's")),
        None => joined(&request.body),
    };
    // With the port or without it: which of the two was signed depends on what stood before Twilio's own sender.
    let signed = spellings(&request.url).iter().any(|url| {
        let expected = sign(auth_token, url, &fields);
        bool::from(expected.ct_eq(&signature))
    });
    if signed { Ok(()) } else { Err(refused("it was made with another token, URL or body")) }
}

/// Every field by name, its name followed by its value; what comes twice counts once.
fn joined(body: &[u8]) -> String {
    let mut fields: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
    fields.sort();
    fields.dedup();
    fields.into_iter().flat_map(|(name, value)| [name, value]).collect()
}

fn sign(auth_token: &str, url: &str, fields: &str) -> Vec<u8> {
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(auth_token.as_bytes()) else { return Vec::new() };
    mac.update(url.as_bytes());
    mac.update(fields.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn body_hash(url: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    let query = query.split('#').next()?;
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find(|(name, _)| name == "bodySHA256").map(|(_, hash)| hash.into_owned())
}

fn is_hash_of(hash: &str, body: &[u8]) -> bool {
    hex(&Sha256::digest(body)).as_bytes().ct_eq(hash.to_ascii_lowercase().as_bytes()).into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The URL as it stands, without its port, and with the port of its scheme.
fn spellings(url: &str) -> Vec<String> {
    let mut spellings = vec![url.to_owned()];
    let Some((scheme, rest)) = url.split_once("://") else { return spellings };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rfind('@').map_or(0, |at| at + 1);
    // The colons of an IPv6 address stand inside its brackets.
    match authority[host..].rfind(':').filter(|at| !authority[host + at..].contains(']')) {
        Some(colon) => spellings.push(format!("{scheme}://{}{path}", &authority[..host + colon])),
        None => {
            let port = if scheme == "https" { 443 } else { 80 };
            spellings.push(format!("{scheme}://{authority}:{port}{path}"));
        }
    }
    spellings
}

fn refused(why: &str) -> HookRefused {
    HookRefused::Unsigned(why.to_owned())
}

/// Signs as Twilio does.
#[cfg(test)]
pub(super) fn signed_by_twilio(auth_token: &str, url: &str, fields: &str) -> String {
    STANDARD.encode(sign(auth_token, url, fields))
}

/// The hash Twilio puts into the URL.
#[cfg(test)]
pub(super) fn hash_of(body: &str) -> String {
    hex(&Sha256::digest(body))
}
