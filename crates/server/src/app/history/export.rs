//! The history as a file: told in the log before its first row leaves, and read in pieces.

mod cells;
mod sheet;

use std::io::Cursor;

use bytes::Bytes;
use domain::history::HistoryRow;
use domain::id::InteractionId;
use futures::{Stream, StreamExt, stream};
use serde_json::json;
use store::Tx;
use store::event::{NewEvent, Object};
use store::history::{self, Filter};
use tokio_util::io::ReaderStream;

use super::{Looking, count};
use crate::app::{App, AppError, Caller, SharedApp};

/// Rows read at once.
const CHUNK: i64 = 500;
/// Rows a sheet holds under its header.
const SHEET: i64 = 1_048_575;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A header and a row an interaction.
    Csv,
    /// A sheet for a spreadsheet program.
    Xlsx,
    /// One JSON object a line, as the list shows it.
    Ndjson,
}

impl Format {
    /// As it is asked for, and as files end.
    pub fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Ndjson => "ndjson",
        }
    }
}

/// The bytes of a file under way.
pub type Bits = std::pin::Pin<Box<dyn Stream<Item = std::io::Result<Bytes>> + Send>>;

/// A file: how many rows it has, and its bytes.
pub async fn export(
    app: SharedApp,
    caller: &Caller,
    looking: Looking,
    filter: Filter,
    format: Format,
) -> Result<(i64, Bits), AppError> {
    let rows = count(&app, &looking, &filter).await?;
    if format == Format::Xlsx && rows > SHEET {
        let told = format!("a sheet holds {SHEET} rows, these are {rows}; narrow the filter, or take csv");
        return Err(AppError::field("format", told));
    }
    tell(&app, caller, rows, format).await?;
    let pieces = Pieces { app, looking, filter, after: None, ended: false };
    let bits: Bits = match format {
        Format::Xlsx => {
            let file = tokio::fs::File::from_std(sheet::write(pieces).await?);
            Box::pin(ReaderStream::with_capacity(file, 64 * 1024))
        }
        Format::Csv => {
            let header = stream::iter([Ok(Bytes::from(cells::header()))]);
            Box::pin(header.chain(pieces.stream(cells::lines)))
        }
        Format::Ndjson => Box::pin(pieces.stream(lines)),
    };
    Ok((rows, bits))
}

/// Says in the log who took how much with them.
async fn tell(app: &App, caller: &Caller, rows: i64, format: Format) -> Result<(), AppError> {
    let at = app.clock.now();
    let changes = json!({"export": {"rows": rows, "of": "history", "format": format.name()}}).to_string();
    let object = Object::Company(caller.company);
    let event = NewEvent { verb: "read", object, person: None, changes, at, credentials: false };
    // A read claims no idempotency key.
    let author = store::Author { claim: None, ..caller.author() };
    app.store
        .add(author, async move |tx: &Tx| {
            tx.record(event.clone());
            Ok(())
        })
        .await
}

/// The rows, newest first, in pieces.
struct Pieces {
    app: SharedApp,
    looking: Looking,
    filter: Filter,
    after: Option<InteractionId>,
    ended: bool,
}

impl Pieces {
    /// The next rows; none at the end.
    async fn next(&mut self) -> Result<Vec<HistoryRow>, AppError> {
        if self.ended {
            return Ok(Vec::new());
        }
        let sight = &self.looking.sight;
        let rows = history::walk(&self.app.store, sight, &self.filter, self.after, CHUNK).await?;
        self.after = rows.last().map(|row| row.id);
        self.ended = (rows.len() as i64) < CHUNK;
        Ok(rows)
    }

    fn stream(
        self,
        write: fn(&[HistoryRow]) -> Vec<u8>,
    ) -> impl Stream<Item = std::io::Result<Bytes>> + Send {
        stream::try_unfold(self, move |mut pieces| async move {
            let rows = pieces.next().await.map_err(|error| {
                tracing::warn!(%error, "an export ends: the history could not be read");
                std::io::Error::other("the history could not be read")
            })?;
            Ok((!rows.is_empty()).then(|| (Bytes::from(write(&rows)), pieces)))
        })
    }
}

fn lines(rows: &[HistoryRow]) -> Vec<u8> {
    let mut text = Cursor::new(Vec::with_capacity(rows.len() * 1024));
    for row in rows {
        // Writing to memory cannot fail, and every row can be written down.
        let _ = serde_json::to_writer(&mut text, row);
        let _ = std::io::Write::write_all(&mut text, b"\n");
    }
    text.into_inner()
}
