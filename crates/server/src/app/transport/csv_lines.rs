//! A table as lines: its header names the fields as the API does, nested ones joined by dots.

use std::io::{self, BufRead};

use csv::{ByteRecord, ReaderBuilder};
use domain::interaction::line::{self, LONGEST_LINE};
use domain::problem::Problems;
use serde_json::{Map, Value};

use super::lines::RawLine;

/// Fields whose value is a list, its entries joined by `;`.
const LISTS: [&str; 2] = ["loanIds", "caseIds"];
/// Fields of any shape, whose column is JSON.
const FREE: [&str; 2] = ["content", "metaData"];
/// Fields that are true or false.
const FLAGS: [&str; 3] = ["sensitive", "isTransactional", "isExternal"];
/// Fields that are numbers.
const NUMBERS: [&str; 3] = ["waitingDuration", "handlingDuration", "wrapUpDuration"];

/// The rows of a table.
pub(super) struct CsvLines {
    reader: csv::Reader<Box<dyn BufRead + Send>>,
    header: Option<Vec<String>>,
}

impl CsvLines {
    pub(super) fn new(file: Box<dyn BufRead + Send>) -> Self {
        Self {
            reader: ReaderBuilder::new().has_headers(false).flexible(true).from_reader(file),
            header: None,
        }
    }

    pub(super) fn next(&mut self) -> io::Result<Option<RawLine>> {
        let mut record = ByteRecord::new();
        loop {
            if !self.reader.read_byte_record(&mut record)? {
                return Ok(None);
            }
            match &self.header {
                None => self.header = Some(header(&record)),
                Some(header) => {
                    let number = record.position().map_or(0, csv::Position::line);
                    return Ok(Some(RawLine { number, bytes: object(header, &record) }));
                }
            }
        }
    }
}

fn header(record: &ByteRecord) -> Vec<String> {
    let name = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').trim().to_owned();
    record.iter().map(name).collect()
}

/// The row as the JSON text of an object.
fn object(header: &[String], record: &ByteRecord) -> Result<Vec<u8>, Problems> {
    if record.as_slice().len() > LONGEST_LINE {
        return Err(line::too_long());
    }
    if record.len() != header.len() {
        let message = format!("has {} columns, the header has {}", record.len(), header.len());
        return Err(Problems::one("line", message));
    }
    let mut fields = Map::new();
    for (name, bytes) in header.iter().zip(record) {
        // An empty cell says nothing of its field.
        if !bytes.is_empty() {
            put(&mut fields, name, name, line::utf8(name, bytes)?)?;
        }
    }
    Ok(Value::Object(fields).to_string().into_bytes())
}

fn put(fields: &mut Map<String, Value>, whole: &str, name: &str, text: &str) -> Result<(), Problems> {
    let Some((outer, inner)) = name.split_once('.') else {
        fields.insert(name.to_owned(), value(whole, text)?);
        return Ok(());
    };
    match fields.entry(outer).or_insert_with(|| Value::Object(Map::new())) {
        Value::Object(nested) => put(nested, whole, inner, text),
        _ => Err(Problems::one(whole, format!("stands beside a column {outer}; keep one of the two"))),
    }
}

fn value(name: &str, text: &str) -> Result<Value, Problems> {
    if LISTS.contains(&name) {
        return Ok(text.split(';').map(|entry| Value::from(entry.trim())).collect());
    }
    if FREE.contains(&name) {
        return serde_json::from_str(text)
            .map_err(|error| Problems::one(name, format!("is not JSON: {error}")));
    }
    let free = FREE.iter().any(|free| name.strip_prefix(free).is_some_and(|rest| rest.starts_with('.')));
    if free || FLAGS.contains(&name) || NUMBERS.contains(&name) {
        let typed: Option<Value> = serde_json::from_str(text).ok();
        return Ok(typed.filter(|value| !value.is_string()).unwrap_or_else(|| Value::from(text)));
    }
    Ok(Value::from(text))
}
