//! Tokens in mail addresses: which interaction an answer is about, without a look-up and without trust in the sender.

use domain::id::InteractionId;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The symbols of a public id in lower case: a host on the way may lower-case a local part, never mix them up.
const ALPHABET: &[u8; 32] = b"23456789abcdefghjklmnpqrstuvwxyz";
/// 80 bits cannot be guessed by mail, and leave room in the 64 octets of a local part.
const SEAL_BYTES: usize = 10;
const SEAL_SYMBOLS: usize = SEAL_BYTES * 8 / 5;

/// What an address with a token is for. A token for one is worth nothing for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Answers go there.
    Reply,
    /// Delivery reports go there (VERP).
    Bounce,
    /// A mail there unsubscribes.
    Unsubscribe,
}

const PURPOSES: [(Purpose, &[u8]); 3] =
    [(Purpose::Reply, b"reply\0"), (Purpose::Bounce, b"bounce\0"), (Purpose::Unsubscribe, b"unsubscribe\0")];

/// Makes and recognises tokens.
#[derive(Clone)]
pub struct Tokens {
    key: [u8; 32],
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tokens")
    }
}

impl Tokens {
    /// Tokens sealed with this key.
    pub fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// The token of an interaction, given in its public spelling; none where that is no id of ours.
    pub fn issue(&self, purpose: Purpose, interaction: &str) -> Option<String> {
        let id = interaction.parse::<InteractionId>().ok()?.to_string();
        let seal = self.seal(purpose, &id)?.finalize().into_bytes();
        let letters: String = id.strip_prefix("IN-")?.replace('-', "").to_ascii_lowercase();
        Some(encode(seal.get(..SEAL_BYTES)?) + &letters)
    }

    /// The interaction a token of ours is about, and what the token is for.
    pub fn read(&self, token: &str) -> Option<(Purpose, String)> {
        let token = token.to_ascii_lowercase();
        let (seal, letters) = token.split_at_checked(SEAL_SYMBOLS)?;
        let seal = decode(seal)?;
        let id = spelled(letters)?;
        PURPOSES.iter().find_map(|(purpose, _)| {
            self.seal(*purpose, &id)?.verify_truncated_left(&seal).ok()?;
            Some((*purpose, id.clone()))
        })
    }

    fn seal(&self, purpose: Purpose, id: &str) -> Option<Hmac<Sha256>> {
        let (_, name) = PURPOSES.iter().find(|(known, _)| *known == purpose)?;
        let mut seal = Hmac::<Sha256>::new_from_slice(&self.key).ok()?;
        seal.update(name);
        seal.update(id.as_bytes());
        Some(seal)
    }
}

/// `7k3q9xtd` is `IN-7K3Q-9XTD`; none where that is no id.
fn spelled(letters: &str) -> Option<String> {
    let letters = letters.to_ascii_uppercase();
    let (first, second) = letters.split_at_checked(letters.len() / 2)?;
    let id: InteractionId = format!("IN-{first}-{second}").parse().ok()?;
    Some(id.to_string())
}

fn encode(bytes: &[u8]) -> String {
    let mut bits: u64 = 0;
    let mut held = 0;
    let mut text = String::with_capacity(SEAL_SYMBOLS);
    for byte in bytes {
        bits = bits << 8 | u64::from(*byte);
        held += 8;
        while held >= 5 {
            held -= 5;
            text.push(char::from(ALPHABET[(bits >> held & 31) as usize]));
        }
    }
    text
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bits: u64 = 0;
    let mut held = 0;
    let mut bytes = Vec::with_capacity(SEAL_BYTES);
    for symbol in text.bytes() {
        let value = ALPHABET.iter().position(|known| *known == symbol)?;
        bits = bits << 5 | value as u64;
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 255) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::Id;

    #[test]
    fn a_token_comes_back_as_its_interaction_in_any_case() {
        let tokens = Tokens::new([7; 32]);
        for key in [1, 42, 1 << 39, 1 << 41, 1 << 52] {
            let id = InteractionId::of(key).to_string();
            let token = tokens.issue(Purpose::Reply, &id).unwrap();
            assert_eq!(tokens.read(&token), Some((Purpose::Reply, id.clone())));
            assert_eq!(tokens.read(&token.to_uppercase()), Some((Purpose::Reply, id)));
            assert!("bounce+".len() + token.len() <= 64);
        }
    }

    #[test]
    fn a_token_of_another_house_purpose_or_interaction_is_none() {
        let tokens = Tokens::new([7; 32]);
        let (first, second) = (InteractionId::of(1).to_string(), InteractionId::of(2).to_string());
        let token = tokens.issue(Purpose::Bounce, &first).unwrap();
        assert_eq!(tokens.read(&token), Some((Purpose::Bounce, first)));
        assert_eq!(Tokens::new([8; 32]).read(&token), None);
        let other = tokens.issue(Purpose::Bounce, &second).unwrap();
        assert_eq!(tokens.read(&format!("{}{}", &token[..SEAL_SYMBOLS], &other[SEAL_SYMBOLS..])), None);
        for broken in ["", "ü", "support", &token[1..], &format!("{token}2"), &token.replace('2', "0")] {
            assert!(tokens.read(broken).is_none() || broken == token, "{broken}");
        }
        assert_eq!(tokens.issue(Purpose::Reply, "BO-2222-2222"), None);
    }
}
