//! Rows as cells: what a table has of each, and nothing that a spreadsheet program would run.

use domain::history::{HistoryRow, Named};

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A whole number.
    Number(i64),
}

/// The columns.
pub(super) const COLUMNS: [&str; 29] = [
    "id",
    "startedAt",
    "endedAt",
    "channel",
    "medium",
    "flow",
    "handlingStatus",
    "handlingReason",
    "status",
    "statusDetails",
    "direction",
    "originalRouting",
    "currentRouting",
    "advisorId",
    "advisor",
    "queueId",
    "queue",
    "personId",
    "person",
    "contactId",
    "customerAddress",
    "campaign",
    "templateVersionId",
    "template",
    "waitingDuration",
    "handlingDuration",
    "wrapUpDuration",
    "caseIds",
    "sensitive",
];

/// The cells of a row, in the order of the columns.
pub(super) fn cells(row: &HistoryRow) -> [Cell; 29] {
    let cases: Vec<String> = row.case_ids.iter().map(ToString::to_string).collect();
    [
        text(row.id),
        text(row.started_at),
        maybe(row.ended_at),
        text(row.channel),
        maybe(row.medium),
        maybe(row.flow),
        maybe(row.handling_status),
        maybe(row.handling_reason.as_deref()),
        text(row.status),
        maybe(row.status_details),
        text(row.direction),
        text(row.original_routing),
        text(row.current_routing),
        id(&row.advisor),
        name(&row.advisor),
        id(&row.queue),
        name(&row.queue),
        id(&row.person),
        name(&row.person),
        maybe(row.contact.as_ref().map(|contact| contact.id)),
        maybe(row.customer_address.as_deref()),
        maybe(row.campaign.as_deref()),
        maybe(row.template_version_id.as_deref()),
        maybe(row.template_name.as_deref()),
        number(row.waiting_duration),
        number(row.handling_duration),
        number(row.wrap_up_duration),
        maybe(Some(cases.join(";")).filter(|cases| !cases.is_empty())),
        text(row.sensitive),
    ]
}

fn text(value: impl ToString) -> Cell {
    Cell::Text(value.to_string())
}

fn maybe(value: Option<impl ToString>) -> Cell {
    value.map_or(Cell::Empty, text)
}

fn number(value: Option<i64>) -> Cell {
    value.map_or(Cell::Empty, Cell::Number)
}

fn id(of: &Option<Named>) -> Cell {
    maybe(of.as_ref().map(|named| &named.id))
}

fn name(of: &Option<Named>) -> Cell {
    maybe(of.as_ref().and_then(|named| named.name.as_ref()))
}

/// The header of a table.
pub(super) fn header() -> Vec<u8> {
    table([COLUMNS.map(str::to_owned)].iter())
}

/// Rows of a table.
pub(super) fn lines(rows: &[HistoryRow]) -> Vec<u8> {
    let line = |row: &HistoryRow| {
        cells(row).map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => harmless(text),
            Cell::Number(number) => number.to_string(),
        })
    };
    let lines: Vec<_> = rows.iter().map(line).collect();
    table(lines.iter())
}

/// A text that begins like a formula gets a quote in front (OWASP, CSV injection).
fn harmless(text: String) -> String {
    if begins_like_a_formula(&text) { format!("'{text}") } else { text }
}

/// Whether a spreadsheet program would take a text for more than that.
pub(super) fn begins_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn table<'a>(lines: impl Iterator<Item = &'a [String; 29]>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for line in lines {
        // Writing to memory cannot fail.
        let _ = writer.write_record(line);
    }
    writer.into_inner().unwrap_or_default()
}
