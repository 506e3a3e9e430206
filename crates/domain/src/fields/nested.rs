//! Objects inside of a body.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::Fields;
use crate::patch::Patch;
use crate::problem::Problems;

impl<'a> Fields<'a> {
    /// The fields of a nested object, told as `outer.inner`; `close` gives their problems back.
    pub fn open(&mut self, field: &str) -> Patch<Fields<'a>> {
        let Some(raw) = self.values.get(field).copied() else { return Patch::Absent };
        if raw.get() == "null" {
            return Patch::Null;
        }
        match serde_json::from_str(raw.get()) {
            Ok(values) => {
                let prefix = format!("{}.", self.name(field));
                Patch::Value(Fields { values, prefix, problems: Problems::new() })
            }
            Err(_) => {
                self.refuse(field, "must be a JSON object");
                Patch::Absent
            }
        }
    }

    /// The fields of each object in a list, told as `outer[0].inner`; `close` gives their problems back.
    pub fn entries(&mut self, field: &str, most: usize) -> Patch<Vec<Fields<'a>>> {
        let Some(raw) = self.values.get(field).copied() else { return Patch::Absent };
        if raw.get() == "null" {
            return Patch::Null;
        }
        let Ok(objects) = serde_json::from_str::<Vec<BTreeMap<String, &'a RawValue>>>(raw.get()) else {
            self.refuse(field, "must be a list of JSON objects");
            return Patch::Absent;
        };
        if objects.len() > most {
            self.refuse(field, format!("must have at most {most} entries"));
            return Patch::Absent;
        }
        let name = self.name(field);
        let entry =
            |(at, values)| Fields { values, prefix: format!("{name}[{at}]."), problems: Problems::new() };
        Patch::Value(objects.into_iter().enumerate().map(entry).collect())
    }

    /// Takes over what was wrong inside a nested object.
    pub fn close(&mut self, nested: Fields<'a>) {
        self.problems.extend(nested.problems);
    }

    /// Whether nothing was wrong so far.
    pub fn is_good(&self) -> bool {
        self.problems.is_empty()
    }
}
