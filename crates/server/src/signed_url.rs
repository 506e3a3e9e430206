//! URLs that open one blob without a key, for a short time.
//!
//! The claim travels in the query, readable, beside an HMAC-SHA256 over the path and the claim exactly
//! as they are spelled. One spelling alone is accepted: nothing is percent-decoded, and base64url with
//! stray trailing bits is refused, so every changed character breaks the URL.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

/// How long a signed URL works, in microseconds: 15 minutes.
pub const LIFETIME_MICROS: i64 = 15 * 60 * 1_000_000;

/// Tells this use of the key from any other.
const PURPOSE: &[u8] = b"switchboard blob url 1\0";

/// What a signed URL gives access to, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlobClaim {
    /// The key of the company the blob belongs to.
    pub company: i64,
    /// The name of the blob.
    pub blob: String,
    /// The media type to serve it as.
    pub media_type: String,
    /// The file name to offer.
    pub file_name: String,
    /// Whether to show it or to save it.
    pub disposition: Disposition,
    /// The moment from which it no longer works, in microseconds.
    pub expires_at: i64,
}

/// What a browser does with the answer (RFC 6266).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Disposition {
    /// Plays it in the page.
    Inline,
    /// Saves it as a file.
    Attachment,
}

/// Why a signed URL does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It was not made here, or it was changed.
    #[error("the link is not valid; ask for a new one")]
    Invalid,
    /// Its time is over.
    #[error("the link has expired; ask for a new one")]
    Expired,
}

/// Signs and verifies with one key.
#[derive(Clone)]
pub struct Signer {
    mac: Hmac<Sha256>,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer")
    }
}

impl Signer {
    /// A signer with this key.
    pub fn new(key: [u8; 32]) -> Self {
        let mut block = [0; 64];
        block[..32].copy_from_slice(&key);
        // RFC 2104: a key shorter than the block is the same key filled up with zeros.
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
        mac.update(PURPOSE);
        Self { mac }
    }

    /// The query string that opens `path`, the path as it stands in the URL.
    pub fn sign(&self, path: &str, claim: &BlobClaim) -> String {
        let text = URL_SAFE_NO_PAD.encode(serde_json::json!(claim).to_string());
        let signature = self.mac_of(path, &text).finalize().into_bytes();
        format!("claim={text}&signature={}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// What the query string opens at `path`, if it was signed here for this path and its time is not over.
    pub fn verify(&self, path: &str, query: &str, now: i64) -> Result<BlobClaim, Refused> {
        let (text, signature) = parts(query).ok_or(Refused::Invalid)?;
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| Refused::Invalid)?;
        // Takes the same time wherever the first difference is.
        self.mac_of(path, text).verify_slice(&signature).map_err(|_| Refused::Invalid)?;
        let claim = URL_SAFE_NO_PAD.decode(text).map_err(|_| Refused::Invalid)?;
        let claim: BlobClaim = serde_json::from_slice(&claim).map_err(|_| Refused::Invalid)?;
        if now >= claim.expires_at {
            return Err(Refused::Expired);
        }
        Ok(claim)
    }

    /// A key for another use, which tells nothing about this one or about others.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        let mut mac = self.mac.clone();
        // No path is so long: what is signed is never what is derived.
        mac.update(&u64::MAX.to_be_bytes());
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().into()
    }

    fn mac_of(&self, path: &str, text: &str) -> Hmac<Sha256> {
        let mut mac = self.mac.clone();
        // The length keeps a piece of the path from passing for a piece of the claim.
        mac.update(&(path.len() as u64).to_be_bytes());
        mac.update(path.as_bytes());
        mac.update(text.as_bytes());
        mac
    }
}

fn parts(query: &str) -> Option<(&str, &str)> {
    query.strip_prefix("claim=")?.split_once("&signature=")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PATH: &str = "/api/blobs/IN-7K3Q-9XTD/recording";
    const NOW: i64 = 1_790_000_000_000_000;

    fn claim() -> BlobClaim {
        BlobClaim {
            company: 1,
            blob: "cp-1/recordings/7k3q9xtd".to_owned(),
            media_type: "audio/mpeg".to_owned(),
            file_name: "Anruf Müller \"neu\".mp3".to_owned(),
            disposition: Disposition::Inline,
            expires_at: NOW + LIFETIME_MICROS,
        }
    }

    fn open(signer: &Signer, url: &str, now: i64) -> Result<BlobClaim, Refused> {
        let (path, query) = url.split_once('?').ok_or(Refused::Invalid)?;
        signer.verify(path, query, now)
    }

    /// Every URL that differs from `url` in one character, from a set with the base64url alphabet.
    fn changed(url: &str) -> impl Iterator<Item = String> {
        const OTHERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=&?%+/. ";
        url.char_indices().flat_map(move |(at, letter)| {
            OTHERS.chars().filter(move |other| *other != letter).map(move |other| {
                let rest = url.get(at + letter.len_utf8()..).unwrap_or_default();
                format!("{}{other}{rest}", url.get(..at).unwrap_or_default())
            })
        })
    }

    #[test]
    fn a_signed_url_opens_what_was_signed_for_a_quarter_of_an_hour() {
        let signer = Signer::new([7; 32]);
        let query = signer.sign(PATH, &claim());
        assert_eq!(signer.verify(PATH, &query, NOW), Ok(claim()));
        assert_eq!(signer.verify(PATH, &query, NOW + 899_999_999), Ok(claim()));
        assert_eq!(signer.verify(PATH, &query, NOW + 900_000_000), Err(Refused::Expired));
        assert!(query.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_=&".contains(&byte)));
    }

    #[test]
    fn any_one_character_changed_removed_or_added_breaks_it() {
        let signer = Signer::new([7; 32]);
        let url = format!("{PATH}?{}", signer.sign(PATH, &claim()));
        assert!(open(&signer, &url, NOW).is_ok());
        for other in changed(&url) {
            assert_eq!(open(&signer, &other, NOW), Err(Refused::Invalid), "{other}");
        }
        for at in 0..url.len() {
            let (before, after) = url.split_at(at);
            assert!(open(&signer, &format!("{before}{}", &after[1..]), NOW).is_err(), "without {at}");
            assert!(open(&signer, &format!("{before}A{after}"), NOW).is_err(), "more at {at}");
        }
        assert!(open(&signer, &format!("{url}="), NOW).is_err());
        assert!(open(&signer, &format!("{url}&x=1"), NOW).is_err());
    }

    #[test]
    fn another_key_or_another_path_does_not_open_it() {
        let query = Signer::new([7; 32]).sign(PATH, &claim());
        assert_eq!(Signer::new([8; 32]).verify(PATH, &query, NOW), Err(Refused::Invalid));
        assert_eq!(Signer::new([7; 32]).verify("/api/other", &query, NOW), Err(Refused::Invalid));
    }

    #[test]
    fn the_key_is_never_shown() {
        assert_eq!(format!("{:?}", Signer::new([7; 32])), "Signer");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn every_claim_survives_and_no_change_of_it_does(
            company: i64, file_name: String, blob in "[a-z0-9/-]{1,40}", key: [u8; 32], at: usize, other in "[A-Za-z0-9_-]",
        ) {
            let signer = Signer::new(key);
            let claim = BlobClaim { company, file_name, blob, ..claim() };
            let mut url = format!("{PATH}?{}", signer.sign(PATH, &claim));
            prop_assert_eq!(open(&signer, &url, NOW), Ok(claim));
            let at = at % url.len();
            prop_assume!(url.get(at..=at) != Some(other.as_str()));
            url.replace_range(at..=at, &other);
            prop_assert_eq!(open(&signer, &url, NOW), Err(Refused::Invalid));
        }
    }
}
