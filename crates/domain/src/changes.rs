//! What an update changed, for the event log.

use serde::Serialize;
use serde_json::{Map, Value, json};

/// Fields whose words stay out of the log: it says that they changed, not to what.
const UNTOLD: [&str; 8] = [
    "content",
    "metaData",
    "failureDescriptionShort",
    "failureDescriptionLong",
    "handlingReason",
    "customerAddress",
    "dateOfBirth",
    "borrower",
];
/// Fields that change with every write and tell nothing.
const NOISE: [&str; 2] = ["updatedAt", "locked"];

/// The fields that differ, as JSON text: `{"status":{"from":"attempted","to":"failed"}}`.
pub fn between<T: Serialize>(before: &T, after: &T) -> String {
    let (Value::Object(before), Value::Object(after)) = (to_value(before), to_value(after)) else {
        return "{}".to_owned();
    };
    let mut changes = Map::new();
    let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
    for name in names {
        let (from, to) = (before.get(name), after.get(name));
        if from == to || NOISE.contains(&name.as_str()) {
            continue;
        }
        let told = if UNTOLD.contains(&name.as_str()) {
            json!({"changed": true})
        } else {
            json!({"from": from, "to": to})
        };
        changes.insert(name.clone(), told);
    }
    Value::Object(changes).to_string()
}

/// A diff with something said beside it.
pub fn with(changes: &str, name: &str, said: &str) -> String {
    let mut told: Map<String, Value> = serde_json::from_str(changes).unwrap_or_default();
    told.insert(name.to_owned(), said.into());
    Value::Object(told).to_string()
}

/// Whether a diff says that anything changed.
pub fn is_empty(changes: &str) -> bool {
    changes == "{}"
}

fn to_value<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or(Value::Null)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_told_and_no_words_of_a_content() {
        let before = json!({"status": "attempted", "content": {"body": "secret"}, "theme": "opsServicing"});
        let after = json!({"status": "failed", "content": null, "theme": "opsServicing"});
        let changes = between(&before, &after);
        assert_eq!(changes, r#"{"content":{"changed":true},"status":{"from":"attempted","to":"failed"}}"#);
    }
}
