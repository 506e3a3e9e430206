//! `switchboard export`

mod filters;
mod table;

use std::io::{self, BufWriter, ErrorKind, Write};

use domain::vocabulary::{Role, Vocabulary as _};

use self::filters::Filters;
use self::table::Table;
use super::{Failure, Options};
use crate::app::transport::export::{Export as Exporting, Fields};
use crate::app::transport::lines::Format;
use crate::http::interactions::params;
use crate::progress::Progress;

/// Write interactions to the standard output, oldest first
#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// Filters as NAME=VALUE with the names of the API, such as channel=email createdAtAfter=2026-01-01
    #[arg(value_name = "NAME=VALUE")]
    named: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    /// Write what this role may see
    #[arg(long = "as", value_name = "ROLE", default_value = "administrator", value_parser = role)]
    role: Role,
    /// How to write it
    #[arg(long, value_enum, default_value = "ndjson")]
    format: Format,
}

enum Out<W: Write> {
    Ndjson(W),
    Csv(Box<Table<W>>),
}

impl Export {
    pub(crate) async fn run(self, options: &Options) -> Result<(), Failure> {
        let app = options.open().await?;
        let caller = options.caller(&app).await?;
        let mut query = self.filters.query(&self.named)?;
        let filter = params::read_filters(&app, &caller, &mut query).await?;
        let mut export = Exporting::begin(&app, &caller, self.role, filter)?;
        let out = BufWriter::with_capacity(256 * 1024, io::stdout());
        let mut out = match self.format {
            Format::Ndjson => Out::Ndjson(out),
            Format::Csv => Out::Csv(Box::new(Table::new(out))),
        };
        let progress = Progress::start("export", None);
        let written = write(&mut export, &mut out, &progress).await;
        export.finish().await?;
        progress.finish();
        written
    }
}

async fn write(
    export: &mut Exporting<'_>,
    out: &mut Out<impl Write>,
    progress: &Progress,
) -> Result<(), Failure> {
    out.begin()?;
    loop {
        let lines = export.next().await?;
        if lines.is_empty() {
            return gone_quietly(out.flush());
        }
        let written = lines.iter().try_for_each(|line| out.put(line));
        if written.as_ref().is_err_and(|error| error.kind() == ErrorKind::BrokenPipe) {
            return Ok(());
        }
        written?;
        progress.advance(lines.len() as u64);
    }
}

/// Whoever reads may have had enough.
fn gone_quietly(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

impl<W: Write> Out<W> {
    fn begin(&mut self) -> io::Result<()> {
        if let Out::Csv(table) = self { table.header() } else { Ok(()) }
    }

    fn put(&mut self, line: &Fields) -> io::Result<()> {
        match self {
            Out::Csv(table) => table.row(line),
            Out::Ndjson(out) => {
                serde_json::to_writer(&mut *out, line)?;
                out.write_all(b"\n")
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Out::Csv(table) => table.flush(),
            Out::Ndjson(out) => out.flush(),
        }
    }
}

fn role(text: &str) -> Result<Role, String> {
    Role::read(text).map_err(|unknown| unknown.to_string())
}
