//! Some words of a list, or all of them.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::vocabulary::Vocabulary;

/// What stands for every word.
const ALL: &str = "all";

/// Some words of a list, or all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Only<V> {
    /// `["all"]`
    All,
    /// These.
    These(Vec<V>),
}

impl<V: PartialEq> Only<V> {
    /// Whether a word is meant.
    pub fn includes(&self, word: &V) -> bool {
        match self {
            Self::All => true,
            Self::These(words) => words.contains(word),
        }
    }
}

impl<V: Serialize> Serialize for Only<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => serializer.collect_seq([ALL]),
            Self::These(words) => serializer.collect_seq(words),
        }
    }
}

impl<'de, V: std::str::FromStr<Err: std::fmt::Display>> Deserialize<'de> for Only<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words = Vec::<String>::deserialize(deserializer)?;
        if words.iter().any(|word| word == ALL) {
            return Ok(Self::All);
        }
        words
            .iter()
            .map(|word| word.parse().map_err(de::Error::custom))
            .collect::<Result<_, _>>()
            .map(Self::These)
    }
}

impl<V: Vocabulary> Only<V> {
    /// Reads words of which only some are possible; the remedy where one is not.
    pub(super) fn read(texts: &[String], possible: &[V]) -> Result<Self, String> {
        if texts.is_empty() {
            return Err(format!("must name at least one; [\"{ALL}\"] is all of them"));
        }
        if texts.iter().any(|text| text == ALL) {
            return Ok(Self::All);
        }
        let mut words = Vec::with_capacity(texts.len());
        for text in texts {
            let word = V::read(text).map_err(|unknown| unknown.to_string())?;
            if !possible.contains(&word) {
                let known: Vec<_> = possible.iter().map(|word| word.as_str()).collect();
                return Err(format!(
                    "{word} cannot be closed; one of {ALL}, {}",
                    known.join(", "),
                    word = word.as_str()
                ));
            }
            if !words.contains(&word) {
                words.push(word);
            }
        }
        Ok(Self::These(words))
    }
}
