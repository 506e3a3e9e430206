//! Text of a content: flattened, folded for search, cut for a preview.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// Characters of a preview on a card.
pub const PREVIEW_LENGTH: usize = 160;

/// The text values (and numbers) of a content in reading order, one a line.
pub fn flatten(content: &Value) -> String {
    let mut text = String::new();
    collect(content, true, &mut text);
    text
}

/// Where the words of a content stand, by channel (`content` in docs/api.md), in reading order.
const SAID: [&str; 4] = ["subject", "bodyText", "body", "transcript"];

/// What was said, for people to read: who said it and how long it took are no words. Of a content of no known shape all
/// text values.
pub fn words(content: &Value) -> String {
    let mut text = String::new();
    said(content, &mut text);
    for message in content["messages"].as_array().into_iter().flatten() {
        said(message, &mut text);
    }
    if text.is_empty() {
        collect(content, false, &mut text);
    }
    text
}

fn said(value: &Value, text: &mut String) {
    for part in SAID.iter().filter_map(|field| value[field].as_str()) {
        line(text, part);
    }
}

fn collect(value: &Value, numbers: bool, text: &mut String) {
    match value {
        Value::String(part) => line(text, part),
        Value::Number(number) if numbers => line(text, &number.to_string()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, numbers, text)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, numbers, text)),
        Value::Number(_) | Value::Null | Value::Bool(_) => {}
    }
}

fn line(text: &mut String, part: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    // No store keeps a NUL in text.
    text.extend(part.chars().filter(|character| *character != '\0'));
}

/// Folds case the same way for what is stored and what is searched, in any script.
///
/// Character by character, so that a piece of a word folds as it does inside the word
/// (`str::to_lowercase` treats a final sigma by its neighbours).
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfc().flat_map(char::to_lowercase).map(|c| if c == 'ς' { 'σ' } else { c }).nfc().collect()
}

/// The first words of a text on one line, for a card.
pub fn preview(text: &str) -> String {
    let mut short = String::new();
    for (index, character) in text.split_whitespace().flat_map(|word| word.chars().chain([' '])).enumerate() {
        if index == PREVIEW_LENGTH {
            short.truncate(short.trim_end().len());
            short.push('…');
            return short;
        }
        short.push(character);
    }
    short.truncate(short.trim_end().len());
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn a_content_reads_as_its_values() {
        let content = json!({"subject": "Hello", "cc": ["a@b.c"], "n": 5, "messages": [{"body": "Ça va?"}]});
        let mut lines: Vec<_> = flatten(&content).lines().map(str::to_owned).collect();
        lines.sort();
        assert_eq!(lines, ["5", "Hello", "a@b.c", "Ça va?"]);
    }

    #[test]
    fn case_folds_in_any_script() {
        assert_eq!(fold("ÇA VA, ΟΔΟΣ, ПРИВЕТ"), fold("ça va, οδος, привет"));
        assert_eq!(fold("e\u{301}"), fold("É"));
        assert_ne!(fold("café"), fold("cafe"));
    }

    #[test]
    fn the_words_of_a_call_leave_its_durations_out() {
        assert_eq!(words(&json!({"durationSec": 12, "transcript": "Hello"})), "Hello");
    }

    #[test]
    fn the_words_of_a_conversation_leave_out_who_said_them() {
        let text = json!({"from": "+15125550145", "body": "Call me", "to": "+15550100"});
        assert_eq!(words(&text), "Call me");
        let chat =
            json!({"messages": [{"author": "customer", "body": "Hi"}, {"author": "agent", "body": "Hello"}]});
        assert_eq!(words(&chat), "Hi\nHello");
        assert_eq!(words(&json!({"form": {"wish": "a new card"}})), "a new card");
    }

    #[test]
    fn a_preview_is_one_short_line() {
        assert_eq!(preview(" one\n two  "), "one two");
        assert_eq!(preview(&"x".repeat(500)).chars().count(), PREVIEW_LENGTH + 1);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
