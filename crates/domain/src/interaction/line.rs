//! A line of an import: one interaction in the API's shape, with its history, its person and its cases.

use serde_json::Value;

use super::Draft;
use crate::problem::Problems;

/// Longest line, in bytes: what a request may bring at most.
pub const LONGEST_LINE: usize = 5 * 1024 * 1024;

/// Reads a line, which is JSON text.
pub fn read(line: &str) -> Result<Draft, Problems> {
    Draft::read_import(line)
}

/// The text of a line's bytes, without what a file may put around it.
pub fn text(bytes: &[u8]) -> Result<&str, Problems> {
    if bytes.len() > LONGEST_LINE {
        return Err(too_long());
    }
    utf8("line", bytes).map(str::trim)
}

/// Bytes as text, or which field of a line is none.
pub fn utf8<'a>(field: &str, bytes: &'a [u8]) -> Result<&'a str, Problems> {
    std::str::from_utf8(bytes).map_err(|error| {
        let place = error.valid_up_to() + 1;
        Problems::one(field, format!("is not UTF-8 from its byte {place} on; save the file as UTF-8"))
    })
}

/// What is said of a line that is too long.
pub fn too_long() -> Problems {
    Problems::one("line", "is longer than 5 MB; shorten its content")
}

/// A line as it is spelled whatever the order of its fields and its blanks, for its hash.
pub fn canonical(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    match serde_json::from_str(line) {
        Ok(value) => write(&value, &mut text),
        Err(_) => text.push_str(line),
    }
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut sorted: Vec<_> = fields.iter().collect();
            sorted.sort_unstable_by_key(|(name, _)| *name);
            text.push('{');
            for (index, (name, value)) in sorted.into_iter().enumerate() {
                text.push_str(if index == 0 { "" } else { "," });
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { "," });
                write(item, text);
            }
            text.push(']');
        }
        other => text.push_str(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_fields_and_blanks_change_no_hash() {
        let one = canonical(r#"{"b": {"y": [1, "ü"], "x": null}, "a": true}"#);
        assert_eq!(one, canonical(r#"{"a":true,"b":{"x":null,"y":[1,"\u00fc"]}}"#));
        assert_eq!(one, r#"{"a":true,"b":{"x":null,"y":[1,"ü"]}}"#);
    }

    #[test]
    fn bytes_that_are_no_text_are_told() {
        assert_eq!(text(b"  {}\r").unwrap(), "{}");
        assert!(text(b"{\"a\":\"\xff\"}").unwrap_err().to_string().contains("byte 7"));
        assert!(text(&vec![b' '; LONGEST_LINE + 1]).unwrap_err().to_string().contains("5 MB"));
    }
}
