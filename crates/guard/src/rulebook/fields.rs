//! Reading one rule's table field by field, so that every mistake in it is told at once.

use std::collections::BTreeSet;
use std::fmt;

use domain::vocabulary::{Channel, Theme, Vocabulary};
use jiff::civil::Date;
use toml::{Table, Value};

use crate::proposal::is_collection;
use crate::set::{Ordinal, Set};
use crate::words::Word;

/// One mistake in a rulebook, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    /// The file.
    pub file: String,
    /// The rule, by its id, or by its place where it has none.
    pub rule: String,
    /// The field.
    pub field: String,
    /// What is wrong and what would be right.
    pub remedy: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}: {}", self.file, self.rule, self.field, self.remedy)
    }
}

/// The fields of one rule.
pub(super) struct Fields<'a> {
    file: &'a str,
    rule: String,
    table: &'a Table,
    known: BTreeSet<&'static str>,
    pub(super) mistakes: Vec<Mistake>,
}

impl<'a> Fields<'a> {
    pub(super) fn of(file: &'a str, place: usize, table: &'a Table) -> Self {
        let id = table.get("id").and_then(Value::as_str).map(str::to_owned);
        let rule = id.unwrap_or_else(|| format!("rule {place}"));
        Self { file, rule, table, known: BTreeSet::new(), mistakes: Vec::new() }
    }

    pub(super) fn refuse(&mut self, field: &str, remedy: impl Into<String>) {
        self.mistakes.push(Mistake {
            file: self.file.to_owned(),
            rule: self.rule.clone(),
            field: field.to_owned(),
            remedy: remedy.into(),
        });
    }

    /// Refuses every field nobody asked for.
    pub(super) fn refuse_unknown(&mut self) {
        let unknown: Vec<_> = self.table.keys().filter(|key| !self.known.contains(key.as_str())).collect();
        for key in unknown {
            self.refuse(
                key,
                "is not a field of such a rule; remove it, or see the list in rulebook/README.md",
            );
        }
    }

    pub(super) fn has(&mut self, field: &'static str) -> bool {
        self.known.insert(field);
        self.table.contains_key(field)
    }

    pub(super) fn get(&mut self, field: &'static str) -> Option<&'a Value> {
        self.known.insert(field);
        self.table.get(field)
    }

    pub(super) fn text(&mut self, field: &'static str) -> String {
        match self.optional_text(field) {
            Some(text) => text,
            None => {
                self.require(field, "a text");
                String::new()
            }
        }
    }

    pub(super) fn optional_text(&mut self, field: &'static str) -> Option<String> {
        match self.get(field)? {
            Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
            _ => {
                self.refuse(field, "must be a text that is not empty");
                None
            }
        }
    }

    pub(super) fn number(&mut self, field: &'static str, least: u32) -> u32 {
        match self.get(field).map(Value::as_integer) {
            Some(Some(number)) if number >= i64::from(least) && number <= 10_000 => number as u32,
            Some(_) => {
                self.refuse(field, format!("must be a whole number from {least} to 10000"));
                least
            }
            None => {
                self.require(field, "a whole number");
                least
            }
        }
    }

    pub(super) fn flag(&mut self, field: &'static str) -> Option<bool> {
        let value = self.get(field)?;
        let flag = value.as_bool();
        if flag.is_none() {
            self.refuse(field, "must be true or false");
        }
        flag
    }

    pub(super) fn date(&mut self, field: &'static str) -> Option<Date> {
        let date = match self.get(field)? {
            Value::Datetime(date) => date.to_string().parse().ok(),
            _ => None,
        };
        if date.is_none() {
            self.refuse(field, "must be a date such as 2026-09-01, without quotes");
        }
        date
    }

    pub(super) fn word<W: Word>(&mut self, field: &'static str) -> Option<W> {
        let text = self.optional_text(field)?;
        let word = W::parse(&text);
        if word.is_none() {
            self.refuse(field, format!("{text:?} is not one of {}", W::spellings()));
        }
        word
    }

    pub(super) fn required_word<W: Word>(&mut self, field: &'static str) -> W {
        if !self.has(field) {
            self.require(field, &format!("one of {}", W::spellings()));
        }
        self.word(field).unwrap_or(W::ALL[0])
    }

    pub(super) fn words<W: Word>(&mut self, field: &'static str) -> Vec<W> {
        let texts = self.texts(field);
        let mut words = Vec::new();
        for text in texts {
            match W::parse(&text) {
                Some(word) => words.push(word),
                None => self.refuse(field, format!("{text:?} is not one of {}", W::spellings())),
            }
        }
        words
    }

    pub(super) fn vocabulary<V: Vocabulary>(&mut self, field: &'static str) -> Vec<V> {
        let texts = self.texts(field);
        let mut words = Vec::new();
        for text in texts {
            match V::read(&text) {
                Ok(word) => words.push(word),
                Err(error) => self.refuse(field, error.to_string()),
            }
        }
        words
    }

    pub(super) fn set<V: Ordinal>(&mut self, field: &'static str) -> Set<V> {
        self.vocabulary(field).into_iter().collect()
    }

    /// Themes: words, `all`, or `opsColl*`.
    pub(super) fn themes(&mut self, field: &'static str) -> Set<Theme> {
        match self.texts(field).as_slice() {
            [all] if all == "all" => Theme::ALL.iter().copied().collect(),
            [collection] if collection == "opsColl*" => {
                Theme::ALL.iter().copied().filter(|theme| is_collection(*theme)).collect()
            }
            _ => self.set(field),
        }
    }

    /// Channels: words, or `all` that carry a message (`gui` and `document` do not, D2).
    pub(super) fn channels(&mut self, field: &'static str) -> Set<Channel> {
        match self.texts(field).as_slice() {
            [all] if all == "all" => crate::reach::messages().collect(),
            _ => self.set(field),
        }
    }

    pub(super) fn texts(&mut self, field: &'static str) -> Vec<String> {
        let Some(value) = self.get(field) else { return Vec::new() };
        let texts = value.as_array().map(|items| items.iter().map(|item| item.as_str().map(str::to_owned)));
        match texts.and_then(Iterator::collect::<Option<Vec<_>>>) {
            Some(texts) => texts,
            None => {
                self.refuse(field, "must be a list of texts such as [\"voice\", \"text\"]");
                Vec::new()
            }
        }
    }

    /// A time of day such as `08:00`, in seconds after midnight.
    pub(super) fn time_of_day(&mut self, field: &'static str) -> i64 {
        let text = self.text(field);
        match parse_time_of_day(&text) {
            Some(seconds) => seconds,
            None if text.is_empty() => 0,
            None => {
                self.refuse(field, format!("{text:?} is not a time of day such as \"08:00\""));
                0
            }
        }
    }

    pub(super) fn require(&mut self, field: &str, what: &str) {
        self.refuse(field, format!("is required: {what}"));
    }
}

/// Seconds after midnight of a text such as `08:00`.
pub(super) fn parse_time_of_day(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':').filter(|_| text.len() == 5)?;
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    let good = (0..=23).contains(&hour) && (0..=59).contains(&minute);
    good.then_some(hour * 3600 + minute * 60)
}
