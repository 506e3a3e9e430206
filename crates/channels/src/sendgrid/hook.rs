//! What SendGrid calls us with: events, and mail that came in.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use domain::time::Instant;
use hmac::{Hmac, KeyInit, Mac};
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use p256::pkcs8::DecodePublicKey;
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::Sha256;

use crate::arrival::{HookRefused, HookRequest, Item};
use crate::mail::fingerprint;

/// A delivery is tried again for a day; a second one of an event is recognised by its id, whenever it comes.
const OLDEST_SECONDS: i64 = 2 * 24 * 3600;
const AHEAD_SECONDS: i64 = 600;

/// Whom to believe.
pub(super) struct Hook {
    /// Signs events.
    pub(super) events: Option<VerifyingKey>,
    /// Signs mail that came in.
    pub(super) inbound: Option<VerifyingKey>,
    /// Stands in the URL of the inbound hook where nothing is signed.
    pub(super) inbound_token: Option<String>,
}

/// The part of an event that tells it from others.
#[derive(Deserialize)]
struct Identified {
    sg_event_id: Option<String>,
}

#[derive(Deserialize, Default)]
struct Envelope {
    #[serde(default)]
    to: Vec<String>,
    #[serde(default)]
    from: String,
}

/// A public key as SendGrid shows it.
pub(super) fn key(text: &str) -> Option<VerifyingKey> {
    VerifyingKey::from_public_key_der(&STANDARD.decode(text.trim()).ok()?).ok()
}

impl Hook {
    /// The events in a request, each an item.
    pub(super) fn events(&self, request: &HookRequest, now: Instant) -> Result<Vec<Item>, HookRefused> {
        let unset = || HookRefused::Unsigned("no eventPublicKey is set".to_owned());
        verify(self.events.as_ref().ok_or_else(unset)?, request, now)?;
        let events: Vec<&RawValue> = serde_json::from_slice(&request.body)
            .map_err(|_| HookRefused::Malformed("the body is no list of events".to_owned()))?;
        Ok(events.into_iter().map(|event| item(event.get())).collect())
    }

    /// The mail in a request.
    pub(super) fn inbound(&self, request: &HookRequest, now: Instant) -> Result<Vec<Item>, HookRefused> {
        match (&self.inbound, &self.inbound_token) {
            (Some(key), _) => verify(key, request, now)?,
            (None, Some(token)) if carries(&request.url, token) => {}
            (None, Some(_)) => {
                return Err(HookRefused::Unsigned("the token in the URL is another".to_owned()));
            }
            (None, None) => return Err(HookRefused::NoHook),
        }
        let fields = fields(request)?;
        let field = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| *value);
        let raw = field("email").ok_or_else(|| {
            HookRefused::Malformed("no field email: turn on \"POST the raw, full MIME message\"".to_owned())
        })?;
        let envelope =
            field("envelope").and_then(|text| serde_json::from_slice(text).ok()).unwrap_or_default();
        let raw = with_envelope(&envelope, raw);
        Ok(vec![Item { id: fingerprint(&raw), raw }])
    }
}

fn item(event: &str) -> Item {
    let id = serde_json::from_str::<Identified>(event).ok().and_then(|event| event.sg_event_id);
    let raw = Bytes::copy_from_slice(event.as_bytes());
    Item { id: id.filter(|id| !id.is_empty()).unwrap_or_else(|| fingerprint(&raw)), raw }
}

/// ECDSA over the timestamp and the body as it came, its last line break included.
fn verify(key: &VerifyingKey, request: &HookRequest, now: Instant) -> Result<(), HookRefused> {
    let unsigned = |why: &str| HookRefused::Unsigned(why.to_owned());
    let header =
        |name: &str| request.header(name).ok_or_else(|| unsigned("a header of the signature is missing"));
    let signature = header("x-twilio-email-event-webhook-signature")?;
    let timestamp = header("x-twilio-email-event-webhook-timestamp")?;
    let signature = STANDARD.decode(signature).ok().and_then(|der| Signature::from_der(&der).ok());
    let signature = signature.ok_or_else(|| unsigned("the signature cannot be read"))?;
    let signed = [timestamp.as_bytes(), &request.body].concat();
    key.verify(&signed, &signature).map_err(|_| unsigned("it is not of this key"))?;
    let at: i64 = timestamp.parse().map_err(|_| unsigned("the timestamp cannot be read"))?;
    let age = now.0 / 1_000_000 - at;
    if (-AHEAD_SECONDS..=OLDEST_SECONDS).contains(&age) { Ok(()) } else { Err(unsigned("it is too old")) }
}

/// Whether `token=` in the URL is this one. Both are sealed first, so that how long it takes tells nothing.
fn carries(url: &str, token: &str) -> bool {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let given = query.split('&').find_map(|pair| pair.strip_prefix("token=")).unwrap_or_default();
    let sealed = |text: &str| {
        let mut seal = Hmac::<Sha256>::new_from_slice(token.as_bytes()).ok()?;
        seal.update(text.as_bytes());
        Some(seal)
    };
    let wanted = sealed(token).map(|seal| seal.finalize().into_bytes());
    wanted.zip(sealed(given)).is_some_and(|(wanted, given)| given.verify_slice(&wanted).is_ok())
}

/// The fields of a form (RFC 7578), as they came.
fn fields(request: &HookRequest) -> Result<Vec<(String, &[u8])>, HookRefused> {
    let malformed = || HookRefused::Malformed("the body is no form with parts".to_owned());
    let media_type = request.header("content-type").unwrap_or_default();
    let boundary =
        parameter(media_type, "boundary").filter(|boundary| !boundary.is_empty()).ok_or_else(malformed)?;
    let delimiter = format!("--{boundary}");
    let mut fields = Vec::new();
    for part in split(&request.body, delimiter.as_bytes()).skip(1) {
        let Some(part) = part.strip_prefix(b"\r\n") else { break };
        let Some(end) = part.windows(4).position(|window| window == b"\r\n\r\n") else {
            return Err(malformed());
        };
        let head = String::from_utf8_lossy(&part[..end]);
        let value = &part[end + 4..];
        let name = head.lines().find_map(|line| {
            let (field, rest) = line.split_once(':')?;
            field.eq_ignore_ascii_case("content-disposition").then(|| parameter(rest, "name"))?
        });
        fields.extend(name.map(|name| (name, value.strip_suffix(b"\r\n").unwrap_or(value))));
    }
    Ok(fields)
}

fn split<'a, 'd>(body: &'a [u8], delimiter: &'d [u8]) -> impl Iterator<Item = &'a [u8]> + use<'a, 'd> {
    let mut rest = Some(body);
    std::iter::from_fn(move || {
        let body = rest?;
        // A delimiter stands at the beginning of a line.
        let at = body
            .windows(delimiter.len())
            .enumerate()
            .position(|(at, window)| window == delimiter && (at == 0 || body[..at].ends_with(b"\r\n")));
        rest = at.map(|at| &body[at + delimiter.len()..]);
        Some(&body[..at.unwrap_or(body.len())])
    })
}

fn parameter(header: &str, name: &str) -> Option<String> {
    header.split(';').skip(1).find_map(|part| {
        let (known, value) = part.split_once('=')?;
        known.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// The envelope as a mail server would have noted it.
fn with_envelope(envelope: &Envelope, raw: &[u8]) -> Bytes {
    let plain =
        |address: &&String| address.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>".contains(&byte));
    let mut whole = Vec::with_capacity(raw.len() + 200);
    if plain(&&envelope.from) {
        whole.extend_from_slice(format!("Return-Path: <{}>\r\n", envelope.from).as_bytes());
    }
    for to in envelope.to.iter().filter(plain) {
        whole.extend_from_slice(format!("Delivered-To: {to}\r\n").as_bytes());
    }
    whole.extend_from_slice(raw);
    Bytes::from(whole)
}
