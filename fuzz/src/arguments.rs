//! What the command line asks for.

use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::targets::{TARGETS, Target};

pub(crate) struct Wanted {
    pub(crate) targets: Vec<&'static Target>,
    pub(crate) time_each: Duration,
    pub(crate) seed: u64,
    pub(crate) input: Option<PathBuf>,
}

pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Result<Wanted, String> {
    let mut wanted =
        Wanted { targets: Vec::new(), time_each: Duration::from_secs(20), seed: seed_of_now(), input: None };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--seconds" => wanted.time_each = Duration::from_secs(number(&word, words.next())?),
            "--seed" => wanted.seed = number(&word, words.next())?,
            "--input" => wanted.input = Some(words.next().ok_or("--input needs a file")?.into()),
            name => wanted.targets.push(target(name)?),
        }
    }
    if wanted.targets.is_empty() {
        wanted.targets = TARGETS.iter().collect();
    }
    Ok(wanted)
}

fn number(option: &str, value: Option<String>) -> Result<u64, String> {
    value.and_then(|text| text.parse().ok()).ok_or_else(|| format!("{option} needs a whole number"))
}

fn target(name: &str) -> Result<&'static Target, String> {
    TARGETS.iter().find(|target| target.name == name).ok_or_else(|| {
        let known: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
        format!("no fuzz target {name}; choose from {}", known.join(", "))
    })
}

fn seed_of_now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.as_secs())
}
