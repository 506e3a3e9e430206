//! What must hold of a case before a do-not-interact type makes an instance of it.

use std::cmp::Ordering;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::case::Case;
use crate::vocabulary::{DataType, Operator};

/// In front of a key of the case's `metaData`.
const META: &str = "metaData.";
/// The other fields that can be asked for.
const FIELDS: [&str; 3] = ["externalId", "name", "outcome"];

/// A comparison of one field of a case with a value. A field that is not there never holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Condition {
    /// `name`, `outcome`, `externalId`, or `metaData.` and a key.
    pub field_name: String,
    /// How they are compared.
    pub operator: Operator,
    /// What with.
    pub value: String,
    /// As what.
    #[serde(default = "text")]
    pub data_type: DataType,
}

impl Condition {
    /// The remedy where it can never be answered.
    pub(super) fn check(&self) -> Result<(), String> {
        let in_meta = self.field_name.strip_prefix(META).is_some_and(|key| !key.is_empty());
        if !in_meta && !FIELDS.contains(&self.field_name.as_str()) {
            return Err(format!("fieldName must be one of {}, or {META} and a key", FIELDS.join(", ")));
        }
        let orders = matches!(self.data_type, DataType::Number | DataType::Date);
        if self.operator.orders() && !orders {
            return Err(format!("{} goes with number and date only", self.operator));
        }
        match compared(self.data_type, &Value::String(self.value.clone()), &self.value) {
            Some(_) => Ok(()),
            None => Err(format!("value must be a {}", self.data_type)),
        }
    }

    /// Whether it holds of a case.
    pub(super) fn holds(&self, case: &Case) -> bool {
        let Some(found) = self.field(case) else { return false };
        let Some(order) = compared(self.data_type, &found, &self.value) else { return false };
        match self.operator {
            Operator::Equals => order == Ordering::Equal,
            Operator::NotEquals => order != Ordering::Equal,
            Operator::GreaterThan => order == Ordering::Greater,
            Operator::GreaterThanOrEqual => order != Ordering::Less,
            Operator::LessThan => order == Ordering::Less,
            Operator::LessThanOrEqual => order != Ordering::Greater,
        }
    }

    fn field(&self, case: &Case) -> Option<Value> {
        let text = |text: &Option<String>| text.clone().map(Value::String);
        match self.field_name.as_str() {
            "externalId" => text(&case.external_id),
            "name" => text(&case.name),
            "outcome" => text(&case.outcome),
            other => {
                let meta: Value = serde_json::from_str(case.meta_data.as_ref()?.get()).ok()?;
                meta.get(other.strip_prefix(META)?).cloned()
            }
        }
    }
}

fn text() -> DataType {
    DataType::String
}

/// How what was found stands to the value; nothing where either is not of the type.
fn compared(data_type: DataType, found: &Value, value: &str) -> Option<Ordering> {
    let found = match found {
        Value::String(text) => text.clone(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
        other => other.to_string(),
    };
    match data_type {
        DataType::String => Some(found.as_str().cmp(value)),
        DataType::Number => found.parse::<f64>().ok()?.partial_cmp(&value.parse().ok()?),
        DataType::Boolean => Some(found.parse::<bool>().ok()?.cmp(&value.parse().ok()?)),
        DataType::Date => Some(found.parse::<Date>().ok()?.cmp(&value.parse().ok()?)),
    }
}
