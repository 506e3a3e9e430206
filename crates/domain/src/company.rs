//! A company: the owner of everything else.

use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::fields::Fields;
use crate::history::MONTHS;
use crate::id::CompanyId;
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;

/// Longest name of a company, in characters.
const NAME_LENGTH: usize = 200;
/// Largest settings, in bytes.
const SETTINGS_LENGTH: usize = 65_536;

/// A company, as the store keeps it and the API shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Company {
    /// Its id.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
    /// Free keys and values; `timezone` is an IANA time zone, `complianceGuard` what the company settles about
    /// Compliance Guard, `history` how many months the history of interactions goes back (`{"months": 3}`).
    #[schema(value_type = Object)]
    pub settings: Box<RawValue>,
    /// When it was made.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
}

impl Company {
    /// One of its settings.
    pub fn setting(&self, key: &str) -> Option<Value> {
        let mut all: Map<String, Value> = serde_json::from_str(self.settings.get()).unwrap_or_default();
        all.remove(key)
    }

    /// The company with one setting as given; none takes it away.
    pub fn with_setting(self, key: &str, value: Option<Value>) -> Result<Self, Problems> {
        let one = Map::from_iter([(key.to_owned(), value.unwrap_or(Value::Null))]);
        let settings = checked(merged(self.settings.get(), one))?;
        Ok(Self { settings: raw(settings), ..self })
    }
}

/// What a body says about a company.
#[derive(Debug, Clone, Default)]
pub struct CompanyDraft {
    name: Patch<String>,
    settings: Patch<Map<String, Value>>,
}

impl CompanyDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let name = fields.text("name", 1, NAME_LENGTH);
        if matches!(name, Patch::Null) {
            fields.refuse("name", "cannot be cleared");
        }
        let settings = read_settings(&mut fields);
        fields.finish(Self { name, settings })
    }

    /// Takes out what the body says of one setting, for somebody else to judge and to merge.
    pub fn take_setting(&mut self, key: &str) -> Patch<Value> {
        let Patch::Value(settings) = &mut self.settings else { return Patch::Absent };
        match settings.remove(key) {
            None => Patch::Absent,
            Some(Value::Null) => Patch::Null,
            Some(value) => Patch::Value(value),
        }
    }

    /// The name of a new company, once it is known to be good.
    pub fn named(name: &str) -> Result<String, Problems> {
        let length = name.chars().count();
        if name.trim().is_empty() || length > NAME_LENGTH || name.contains('\0') {
            return Err(Problems::one("name", format!("must have 1 to {NAME_LENGTH} characters")));
        }
        Ok(name.to_owned())
    }

    /// The company after an update: settings merge key by key, null removes one.
    pub fn merge(self, before: &Company, now: Instant) -> Result<Company, Problems> {
        let settings = match self.settings {
            Patch::Absent => before.settings.get().to_owned(),
            Patch::Null => "{}".to_owned(),
            Patch::Value(new) => merged(before.settings.get(), new),
        };
        let settings = checked(settings)?;
        let name = self.name.value().unwrap_or_else(|| before.name.clone());
        Ok(Company { name, settings: raw(settings), updated_at: Some(now), ..before.clone() })
    }
}

/// JSON text of ours as a value.
pub fn raw(text: String) -> Box<RawValue> {
    RawValue::from_string(text).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

fn read_settings(fields: &mut Fields<'_>) -> Patch<Map<String, Value>> {
    let settings = match fields.object("settings") {
        Patch::Absent => return Patch::Absent,
        Patch::Null => return Patch::Null,
        Patch::Value(text) => serde_json::from_str(&text).unwrap_or_default(),
    };
    let settings: Map<String, Value> = settings;
    match settings.get("timezone") {
        None | Some(Value::Null) => {}
        Some(Value::String(zone)) if jiff::tz::TimeZone::get(zone).is_ok() => {}
        Some(other) => {
            let message = format!("{other} is not an IANA time zone such as America/New_York");
            fields.refuse("settings.timezone", message);
        }
    }
    check_history(fields, settings.get("history"));
    if Value::Object(settings.clone()).to_string().contains("\\u0000") {
        fields.refuse("settings", "must not contain the character U+0000");
    }
    Patch::Value(settings)
}

/// `{"months": 3}`, or nothing.
fn check_history(fields: &mut Fields<'_>, setting: Option<&Value>) {
    let (first, last, _) = MONTHS;
    let good = match setting {
        None | Some(Value::Null) => true,
        Some(Value::Object(history)) => {
            let months = history.get("months").and_then(Value::as_i64);
            history.len() == 1 && months.is_some_and(|months| (first..=last).contains(&months))
        }
        Some(_) => false,
    };
    if !good {
        let message =
            format!("must say how many months the history goes back: {{\"months\": {first} to {last}}}");
        fields.refuse("settings.history", message);
    }
}

fn checked(settings: String) -> Result<String, Problems> {
    if settings.len() > SETTINGS_LENGTH {
        return Err(Problems::one("settings", format!("must have at most {SETTINGS_LENGTH} bytes")));
    }
    Ok(settings)
}

fn merged(before: &str, new: Map<String, Value>) -> String {
    let mut all: Map<String, Value> = serde_json::from_str(before).unwrap_or_default();
    for (key, value) in new {
        if value.is_null() {
            all.remove(&key);
        } else {
            all.insert(key, value);
        }
    }
    Value::Object(all).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    #[test]
    fn settings_merge_key_by_key() {
        let before = Company {
            id: CompanyId::of(1),
            name: "Acme".to_owned(),
            settings: raw(r#"{"timezone":"Europe/Berlin","color":"red"}"#.to_owned()),
            created_at: Instant(0),
            updated_at: None,
        };
        let draft = CompanyDraft::read(r#"{"settings":{"color":null,"timezone":"UTC"}}"#).unwrap();
        let after = draft.merge(&before, Instant(5)).unwrap();
        assert_eq!(after.settings.get(), r#"{"timezone":"UTC"}"#);
        assert_eq!(after.name, "Acme");
        let mut judged = CompanyDraft::read(r#"{"settings":{"guard":{"a":1},"timezone":null}}"#).unwrap();
        assert_eq!(judged.take_setting("guard"), Patch::Value(serde_json::json!({"a": 1})));
        let after = judged.merge(&after, Instant(6)).unwrap().with_setting("guard", Some(2.into())).unwrap();
        assert_eq!((after.settings.get(), after.setting("guard")), (r#"{"guard":2}"#, Some(2.into())));
        assert!(CompanyDraft::read(r#"{"settings":{"timezone":"Mars/North"}}"#).is_err());
        assert!(CompanyDraft::read(r#"{"settings":{"history":{"months":121}}}"#).is_err());
        assert!(CompanyDraft::read(r#"{"settings":{"history":{"months":120}}}"#).is_ok());
    }
}
