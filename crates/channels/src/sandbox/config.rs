//! The settings and the secret of a sandbox.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::contract::Mistake;

/// The longest pretended delay: a minute.
const LONGEST_DELAY_MS: u64 = 60_000;
/// A key that can be guessed signs nothing.
const SHORTEST_KEY: usize = 16;

/// What a sandbox runs with.
pub(super) struct Config {
    pub(super) delay_ms: u64,
    pub(super) refuse: Vec<String>,
    pub(super) put_off: Vec<String>,
    pub(super) hook_key: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct Settings {
    delay_ms: u64,
    refuse: Vec<String>,
    put_off: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct Secrets {
    hook_key: Option<String>,
}

impl Config {
    /// Reads both; says everything that is wrong.
    pub(super) fn read(settings: &Value, secrets: &Value) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let Settings { delay_ms, refuse, put_off } = part("settings", settings, &mut mistakes);
        let Secrets { hook_key } = part("secrets", secrets, &mut mistakes);
        if delay_ms > LONGEST_DELAY_MS {
            mistakes.push(mistake("settings.delayMs", format!("must be at most {LONGEST_DELAY_MS}")));
        }
        if hook_key.as_ref().is_some_and(|key| key.len() < SHORTEST_KEY) {
            let message = format!("must have at least {SHORTEST_KEY} characters");
            mistakes.push(mistake("secrets.hookKey", message));
        }
        match mistakes.is_empty() {
            true => Ok(Self { delay_ms, refuse, put_off, hook_key }),
            false => Err(mistakes),
        }
    }
}

fn part<T: DeserializeOwned + Default>(field: &str, value: &Value, mistakes: &mut Vec<Mistake>) -> T {
    if value.is_null() {
        return T::default();
    }
    T::deserialize(value).unwrap_or_else(|fault| {
        mistakes.push(mistake(field, fault.to_string()));
        T::default()
    })
}

fn mistake(field: &str, message: String) -> Mistake {
    Mistake { field: field.to_owned(), message }
}
