//! `switchboard import`

use std::fs::File;
use std::io::{self, Read, Write as _};

use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};

use super::{Failure, Options};
use crate::app::transport::import::{Import as Importing, Refusal};
use crate::app::transport::lines::{self, Format, Line, Lines};
use crate::progress::Progress;

/// Batches read ahead of the one that is written.
const AHEAD: usize = 2;

type Batch = io::Result<JoinHandle<Vec<Line>>>;

/// Take interactions in from a file, one a line.
#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// NDJSON, or CSV by the ending .csv; `-` reads the standard input
    file: String,
    /// Make a person for each `ext-…` that names nobody
    #[arg(long)]
    create_people: bool,
    /// How the file is written, where its name does not tell
    #[arg(long, value_enum)]
    format: Option<Format>,
}

impl Import {
    pub(crate) async fn run(self, options: &Options) -> Result<(), Failure> {
        let file = self.open()?;
        let app = options.open().await?;
        let caller = options.caller(&app).await?;
        let mut import = Importing::begin(&app, &caller, self.create_people)?;
        let mut batches = read_ahead(Lines::new(file, self.format()));
        let progress = Progress::start("import", None);
        while let Some(batch) = batches.recv().await {
            let batch = batch.map_err(|error| format!("{}: {error}", self.file))?.await?;
            let Some(last) = batch.last().map(|line| line.number) else { continue };
            let read = batch.len() as u64;
            let refusals = import.take(batch).await.map_err(|error| {
                format!("{error}; stopped before line {last}: import the file again, nothing goes in twice")
            })?;
            tell(&refusals);
            progress.advance(read);
        }
        let (tally, refusals) = import.finish().await?;
        tell(&refusals);
        progress.finish();
        let summary = format!(
            "imported {}, already there {}, refused {}",
            tally.imported, tally.already, tally.refused
        );
        let _ = writeln!(io::stderr(), "{summary}");
        if tally.refused > 0 { Err(Failure::told()) } else { Ok(()) }
    }

    fn open(&self) -> Result<Box<dyn Read + Send>, Failure> {
        if self.file == "-" {
            return Ok(Box::new(io::stdin()));
        }
        let file = File::open(&self.file).map_err(|error| format!("{}: {error}", self.file))?;
        Ok(Box::new(file))
    }

    fn format(&self) -> Format {
        let by_name = if self.file.to_lowercase().ends_with(".csv") { Format::Csv } else { Format::Ndjson };
        self.format.unwrap_or(by_name)
    }
}

/// Reads the file and what its lines say while earlier ones are written.
fn read_ahead(mut lines: Lines) -> mpsc::Receiver<Batch> {
    let (sender, receiver) = mpsc::channel(AHEAD);
    spawn_blocking(move || {
        loop {
            let batch = match lines.batch() {
                Ok(batch) if batch.is_empty() => return,
                Ok(batch) => Ok(spawn_blocking(move || lines::read(batch))),
                Err(error) => Err(error),
            };
            let failed = batch.is_err();
            if sender.blocking_send(batch).is_err() || failed {
                return;
            }
        }
    });
    receiver
}

fn tell(refusals: &[Refusal]) {
    let mut out = io::stderr().lock();
    for refusal in refusals {
        let _ = writeln!(out, "line {}: {}", refusal.number, refusal.problems);
    }
}
