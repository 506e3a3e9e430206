//! Bodies that are sent often.

use serde_json::{Value, json};

/// A call that came in and was answered.
pub fn call() -> Value {
    json!({"channel": "voice", "direction": "inbound", "status": "succeeded", "theme": "inbPayments"})
}

/// An email that went out.
pub fn email() -> Value {
    json!({"channel": "email", "direction": "outbound", "status": "attempted", "theme": "opsServicing"})
}

/// A body with some fields set anew.
pub fn with(mut body: Value, fields: Value) -> Value {
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

/// A body without a field.
pub fn without(mut body: Value, field: &str) -> Value {
    body.as_object_mut().unwrap().remove(field).unwrap();
    body
}
