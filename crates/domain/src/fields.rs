//! Reading a JSON body field by field, so that every bad field is told at once.

mod ids;
mod nested;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;
use crate::vocabulary::Vocabulary;

/// Longest external id, in characters (A4 of the API reference).
pub const EXTERNAL_ID_LENGTH: usize = 255;

/// The fields of a JSON object and what is wrong with them so far.
#[derive(Debug)]
pub struct Fields<'a> {
    values: BTreeMap<String, &'a RawValue>,
    prefix: String,
    problems: Problems,
}

impl<'a> Fields<'a> {
    /// Reads a body, which must be one JSON object.
    pub fn read(body: &'a str) -> Result<Self, Problems> {
        let values: BTreeMap<String, &RawValue> = serde_json::from_str(body).map_err(|error| {
            // A valid document of another shape deserves another word than a broken one.
            let message = match serde_json::from_str::<&RawValue>(body) {
                Ok(_) => "must be a JSON object".to_owned(),
                Err(_) => format!("is not valid JSON: {error}"),
            };
            Problems::one("body", message)
        })?;
        Ok(Self { values, prefix: String::new(), problems: Problems::new() })
    }

    /// Adds a problem of a field.
    pub fn refuse(&mut self, field: &str, message: impl Into<String>) {
        let name = self.name(field);
        self.problems.push(name, message);
    }

    /// What is wrong so far.
    pub fn into_problems(self) -> Problems {
        self.problems
    }

    /// `value` if nothing was wrong.
    pub fn finish<T>(self, value: T) -> Result<T, Problems> {
        self.problems.into_result(value)
    }

    /// Whether the body mentions a field.
    pub fn mentions(&self, field: &str) -> bool {
        self.values.contains_key(field)
    }

    /// Whether the body sets a field to null.
    pub fn clears(&self, field: &str) -> bool {
        self.values.get(field).is_some_and(|value| value.get() == "null")
    }

    /// Text of at least `least` and at most `most` characters.
    pub fn text(&mut self, field: &str, least: usize, most: usize) -> Patch<String> {
        let text: Patch<String> = self.typed(field, "must be text");
        let Patch::Value(value) = &text else { return text };
        let length = value.chars().count();
        if value.contains('\0') {
            self.refuse(field, "must not contain the character U+0000");
        } else if length < least {
            self.refuse(field, format!("must have at least {least} character(s)"));
        } else if length > most {
            self.refuse(field, format!("must have at most {most} characters"));
        } else {
            return text;
        }
        Patch::Absent
    }

    /// The owner's own id of an object: bare, without `ext-`.
    pub fn external_id(&mut self) -> Patch<String> {
        self.text("externalId", 1, EXTERNAL_ID_LENGTH)
    }

    /// True or false.
    pub fn flag(&mut self, field: &str) -> Patch<bool> {
        self.typed(field, "must be true or false")
    }

    /// A whole number within a range.
    pub fn number(&mut self, field: &str, range: RangeInclusive<i64>) -> Patch<i64> {
        let message = match *range.end() {
            i64::MAX => format!("must be a whole number of {} or more", range.start()),
            most => format!("must be a whole number from {} to {most}", range.start()),
        };
        let number: Patch<i64> = self.typed(field, &message);
        if number.as_value().is_some_and(|number| !range.contains(number)) {
            self.refuse(field, message);
            return Patch::Absent;
        }
        number
    }

    /// A word of a vocabulary.
    pub fn word<V: Vocabulary>(&mut self, field: &str) -> Patch<V> {
        let text = self.typed::<String>(field, "must be text");
        self.settled(field, text, |text| V::read(&text).map_err(|unknown| unknown.to_string()))
    }

    /// A moment, or a bare date.
    pub fn instant(&mut self, field: &str) -> Patch<Instant> {
        let text = self.typed::<String>(field, "must be a time such as 2026-03-01T09:30:00Z");
        self.settled(field, text, |text| Instant::read_body(&text))
    }

    /// A text that is kept in one spelling, or refused with a remedy.
    pub fn spelled(
        &mut self,
        field: &str,
        most: usize,
        settle: impl Fn(&str) -> Result<String, String>,
    ) -> Patch<String> {
        let text = self.text(field, 1, most);
        self.settled(field, text, |text| settle(&text))
    }

    /// A calendar date, kept as it is written.
    pub fn date(&mut self, field: &str) -> Patch<String> {
        let text = self.text(field, 10, 10);
        if let Patch::Value(date) = &text
            && date.parse::<jiff::civil::Date>().is_err()
        {
            self.refuse(field, format!("{date:?} is not a date such as 2026-03-01"));
            return Patch::Absent;
        }
        text
    }

    /// The name of an IANA time zone.
    pub fn timezone(&mut self, field: &str) -> Patch<String> {
        self.spelled(field, 100, |name| match jiff::tz::TimeZone::get(name) {
            Ok(_) => Ok(name.to_owned()),
            Err(_) => Err(format!("{name:?} is not an IANA time zone such as America/New_York")),
        })
    }

    /// An object of any shape, kept as its JSON text.
    pub fn object(&mut self, field: &str) -> Patch<String> {
        self.json(field, '{', "must be a JSON object")
    }

    /// As `object`, ready to be shown as it stands.
    pub fn free(&mut self, field: &str) -> Patch<Box<RawValue>> {
        match self.object(field).map(RawValue::from_string) {
            Patch::Value(Ok(raw)) => Patch::Value(raw),
            Patch::Null => Patch::Null,
            Patch::Absent | Patch::Value(Err(_)) => Patch::Absent,
        }
    }

    /// A list of texts.
    pub fn texts(&mut self, field: &str, most: usize) -> Patch<Vec<String>> {
        self.list(field, most, "must be a list of texts")
    }

    /// A list of names, none of them empty or longer than so many characters.
    pub fn names(&mut self, field: &str, most: usize, longest: usize) -> Patch<Vec<String>> {
        let names = self.texts(field, most);
        self.settled(field, names, |names| {
            let fits = |name: &String| (1..=longest).contains(&name.chars().count()) && !name.contains('\0');
            if names.iter().all(fits) {
                return Ok(names);
            }
            Err(format!("must hold texts of 1 to {longest} characters"))
        })
    }

    /// A list of at most so many entries, which the message describes.
    pub fn list<T: DeserializeOwned>(&mut self, field: &str, most: usize, message: &str) -> Patch<Vec<T>> {
        let list: Patch<Vec<T>> = self.typed(field, message);
        match &list {
            Patch::Value(items) if items.len() > most => {
                self.refuse(field, format!("must have at most {most} entries"));
                Patch::Absent
            }
            _ => list,
        }
    }

    /// A list of words of a vocabulary.
    pub fn words<V: Vocabulary>(&mut self, field: &str) -> Patch<Vec<V>> {
        let texts = self.texts(field, 100);
        self.settled(field, texts, |texts| {
            texts.iter().map(|text| V::read(text).map_err(|unknown| unknown.to_string())).collect()
        })
    }

    /// Says that a field is missing when it is.
    pub fn require<T>(&mut self, field: &str, value: &Patch<T>) {
        let told = self.problems.fields().iter().any(|error| error.field == self.name(field));
        if !matches!(value, Patch::Value(_)) && !told {
            self.refuse(field, "is required");
        }
    }

    fn json(&mut self, field: &str, opening: char, message: &str) -> Patch<String> {
        let Some(raw) = self.values.get(field) else { return Patch::Absent };
        let text = raw.get();
        if text == "null" {
            return Patch::Null;
        }
        if !text.starts_with(opening) {
            self.refuse(field, message);
            return Patch::Absent;
        }
        Patch::Value(text.to_owned())
    }

    /// What becomes of a value, or the remedy where nothing does.
    pub(crate) fn settled<T, U>(
        &mut self,
        field: &str,
        value: Patch<T>,
        settle: impl FnOnce(T) -> Result<U, String>,
    ) -> Patch<U> {
        match value.map(settle) {
            Patch::Absent => Patch::Absent,
            Patch::Null => Patch::Null,
            Patch::Value(Ok(value)) => Patch::Value(value),
            Patch::Value(Err(remedy)) => {
                self.refuse(field, remedy);
                Patch::Absent
            }
        }
    }

    fn typed<T: DeserializeOwned>(&mut self, field: &str, message: &str) -> Patch<T> {
        let Some(raw) = self.values.get(field) else { return Patch::Absent };
        match serde_json::from_str::<Option<T>>(raw.get()) {
            Ok(Some(value)) => Patch::Value(value),
            Ok(None) => Patch::Null,
            Err(_) => {
                self.refuse(field, message);
                Patch::Absent
            }
        }
    }

    fn name(&self, field: &str) -> String {
        format!("{}{field}", self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Channel;

    #[test]
    fn every_bad_field_is_told_at_once() {
        let mut fields = Fields::read(r#"{"channel":"emial","sensitive":"yes","externalId":""}"#).unwrap();
        assert_eq!(fields.word::<Channel>("channel"), Patch::Absent);
        assert_eq!(fields.flag("sensitive"), Patch::Absent);
        assert_eq!(fields.external_id(), Patch::Absent);
        let problems = fields.into_problems();
        let told: Vec<_> = problems.fields().iter().map(|error| error.field.as_str()).collect();
        assert_eq!(told, ["channel", "sensitive", "externalId"]);
    }

    #[test]
    fn absent_null_and_value_are_three_things() {
        let mut fields = Fields::read(r#"{"a":null,"b":"x"}"#).unwrap();
        assert_eq!(fields.text("a", 0, 9), Patch::Null);
        assert_eq!(fields.text("b", 0, 9), Patch::Value("x".to_owned()));
        assert_eq!(fields.text("c", 0, 9), Patch::Absent);
    }

    #[test]
    fn a_body_that_is_no_object_says_so() {
        assert_eq!(Fields::read("[1]").unwrap_err().to_string(), "body: must be a JSON object");
        assert!(Fields::read("{").unwrap_err().to_string().starts_with("body: is not valid JSON"));
    }
}
