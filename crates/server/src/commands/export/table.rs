//! Interactions as a table: the JSON names as header, nested ones joined by dots, lists by `;`.

use std::io::{self, Write};

use serde_json::Value;

use crate::app::transport::export::Fields;

/// The columns. `content` and `metaData` have any shape: each is one column of JSON.
const COLUMNS: [&str; 44] = [
    "externalId",
    "id",
    "personId",
    "contactId",
    "contactExternalId",
    "channel",
    "direction",
    "status",
    "statusDetails",
    "theme",
    "borrowerSelectedTheme",
    "subject",
    "agentOutcome",
    "content",
    "locked",
    "metaData",
    "sensitive",
    "isExternal",
    "isTransactional",
    "loanIds",
    "caseIds",
    "previousInteractionId",
    "twilioErrorCode",
    "templateVersionId",
    "supercaseBulkOperationId",
    "failureDescriptionShort",
    "failureDescriptionLong",
    "complianceGuardRuleId",
    "startedAt",
    "endedAt",
    "scheduledAtFrom",
    "scheduledAtTo",
    "createdAt",
    "updatedAt",
    "deletedAt",
    "statusUpdatedAt",
    "statusDetailsUpdatedAt",
    "agentOutcomeUpdatedAt",
    "createdBy.id",
    "createdBy.name",
    "createdBy.descriptor",
    "hasRecording",
    "hasVoicemail",
    "object",
];
const JSON: [&str; 2] = ["content", "metaData"];

pub(super) struct Table<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> Table<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out: csv::Writer::from_writer(out) }
    }

    pub(super) fn header(&mut self) -> io::Result<()> {
        Ok(self.out.write_record(COLUMNS)?)
    }

    pub(super) fn row(&mut self, line: &Fields) -> io::Result<()> {
        Ok(self.out.write_record(COLUMNS.map(|name| cell(line, name)))?)
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn cell(line: &Fields, column: &str) -> String {
    let (outer, inner) = column.split_once('.').map_or((column, None), |(outer, inner)| (outer, Some(inner)));
    let Some(raw) = line.get(outer) else { return String::new() };
    if JSON.contains(&column) && raw.get() != "null" {
        return raw.get().to_owned();
    }
    let Ok(mut value) = serde_json::from_str::<Value>(raw.get()) else { return String::new() };
    if let Some(inner) = inner {
        value = value.get_mut(inner).map(Value::take).unwrap_or_default();
    }
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(";"),
        other => other.to_string(),
    }
}
