//! What an administrator gave: settings and secrets as JSON, read field by field so that every mistake is told at once.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use crate::Mistake;

/// One object of settings or of secrets.
pub(crate) struct Given<'a> {
    name: &'static str,
    fields: Option<&'a Map<String, Value>>,
    known: Vec<&'static str>,
    mistakes: Vec<Mistake>,
}

impl<'a> Given<'a> {
    /// The object of this name: `settings` or `secrets`. Null is an empty one.
    pub(crate) fn new(name: &'static str, value: &'a Value) -> Self {
        let mut given = Self { name, fields: value.as_object(), known: Vec::new(), mistakes: Vec::new() };
        if !value.is_object() && !value.is_null() {
            given.mistakes.push(Mistake { field: name.to_owned(), message: "must be an object".to_owned() });
        }
        given
    }

    /// A text that fits, where there is one.
    pub(crate) fn text(
        &mut self,
        field: &'static str,
        wanted: &str,
        fits: fn(&str) -> bool,
    ) -> Option<String> {
        let value = self.field(field)?;
        let text = value.as_str().filter(|text| fits(text)).map(str::to_owned);
        if text.is_none() {
            self.mistake(field, format!("must be {wanted}"));
        }
        text
    }

    /// A text that must be there and fit.
    pub(crate) fn required(&mut self, field: &'static str, wanted: &str, fits: fn(&str) -> bool) -> String {
        if self.field(field).is_none() {
            self.mistake(field, format!("is required: {wanted}"));
            return String::new();
        }
        self.text(field, wanted, fits).unwrap_or_default()
    }

    /// A whole number within a range, where there is one.
    pub(crate) fn number(&mut self, field: &'static str, range: RangeInclusive<u32>) -> Option<u32> {
        let value = self.field(field)?;
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            self.mistake(field, format!("must be a whole number from {} to {}", range.start(), range.end()));
        }
        number
    }

    /// Whole numbers, where there are any.
    pub(crate) fn numbers(&mut self, field: &'static str) -> Option<Vec<u32>> {
        let value = self.field(field)?;
        let number = |item: &Value| item.as_u64().and_then(|number| u32::try_from(number).ok());
        let numbers = value.as_array().and_then(|items| items.iter().map(number).collect());
        if numbers.is_none() {
            self.mistake(field, "must be a list of whole numbers".to_owned());
        }
        numbers
    }

    /// Yes or no; no where it is absent.
    pub(crate) fn flag(&mut self, field: &'static str) -> bool {
        let Some(value) = self.field(field) else { return false };
        if !value.is_boolean() {
            self.mistake(field, "must be true or false".to_owned());
        }
        value.as_bool().unwrap_or(false)
    }

    /// One word of a list, the first where it is absent.
    pub(crate) fn word<T: Copy>(&mut self, field: &'static str, words: &[(&str, T)], otherwise: T) -> T {
        let Some(value) = self.field(field) else { return otherwise };
        if let Some((_, meant)) = words.iter().find(|(word, _)| value.as_str() == Some(word)) {
            return *meant;
        }
        let words = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        self.mistake(field, format!("must be one of {words}"));
        otherwise
    }

    /// Knows a field that is an object and is read on its own.
    pub(crate) fn within(&mut self, field: &'static str) {
        self.known.push(field);
    }

    /// Notes a mistake in a field.
    pub(crate) fn mistake(&mut self, field: &str, message: String) {
        self.mistakes.push(Mistake { field: format!("{}.{field}", self.name), message });
    }

    /// Every mistake, fields nobody asked for among them.
    pub(crate) fn finish(mut self) -> Vec<Mistake> {
        let unknown = self.fields.into_iter().flat_map(Map::keys);
        let unknown: Vec<&String> = unknown.filter(|field| !self.known.contains(&field.as_str())).collect();
        for field in unknown {
            let message = format!("is unknown; known are {}", self.known.join(", "));
            self.mistakes.push(Mistake { field: format!("{}.{field}", self.name), message });
        }
        self.mistakes
    }

    fn field(&mut self, field: &'static str) -> Option<&'a Value> {
        if !self.known.contains(&field) {
            self.known.push(field);
        }
        self.fields?.get(field).filter(|value| !value.is_null())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_mistake_is_told_at_once_with_its_field() {
        let value = json!({"port": 0, "secure": "yes", "hots": "x", "host": null});
        let mut given = Given::new("settings", &value);
        given.required("host", "the server's name", |host| !host.is_empty());
        given.number("port", 1..=65_535);
        given.flag("secure");
        let told: Vec<String> = given.finish().iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "settings.host: is required: the server's name",
                "settings.port: must be a whole number from 1 to 65535",
                "settings.secure: must be true or false",
                "settings.hots: is unknown; known are host, port, secure",
            ]
        );
    }

    #[test]
    fn what_is_no_object_is_a_mistake() {
        assert_eq!(Given::new("secrets", &json!([])).finish()[0].field, "secrets");
        assert!(Given::new("secrets", &Value::Null).finish().is_empty());
    }
}
