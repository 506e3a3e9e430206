//! `make bench`: makes its data, measures the program against raw SQL on the same store in the same
//! run, and prints one table.

mod figures;
mod http;
mod load;
mod maker;
mod measure;
mod random;
mod raw;
mod requests;
mod server;
mod table;
mod workshop;

use std::process::ExitCode;

use clap::{Parser, ValueEnum};

use workshop::Workshop;

/// What is measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stores {
    Sqlite,
    Postgres,
    Both,
}

/// Measures Switchboard against raw SQL on the same store.
#[derive(Debug, Parser)]
struct Options {
    /// Interactions in the store
    #[arg(long)]
    rows: Option<u64>,
    /// The store
    #[arg(long, value_enum, default_value = "both")]
    store: Stores,
    /// Only figures whose name contains this
    #[arg(long)]
    only: Option<String>,
    /// 10 million interactions
    #[arg(long)]
    large: bool,
    /// Seconds a rate is measured for
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,
    /// Measure creates alone on a small SQLite store, for a run with a slowed sync
    #[arg(long, hide = true)]
    slow_sync: bool,
}

/// Why a figure could not be taken, in one line.
#[derive(Debug)]
struct Failure(String);

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        let mut text = error.to_string();
        let mut source = error.source();
        while let Some(inner) = source {
            text = format!("{text}: {inner}");
            source = inner.source();
        }
        Self(text)
    }
}

fn main() -> ExitCode {
    let options = Options::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("bench: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(options)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(2),
        Err(Failure(why)) => {
            eprintln!("bench: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Whether every bar was reached.
async fn run(options: Options) -> Result<bool, Failure> {
    let mut workshop = Workshop::open(&options)?;
    if options.slow_sync {
        return figures::create::slow_sync_alone(&mut workshop).await.map(|()| true);
    }
    let stores = match options.store {
        Stores::Both => vec![Stores::Sqlite, Stores::Postgres],
        one => vec![one],
    };
    if workshop.wants("evaluate") {
        figures::evaluate::measure(&mut workshop)?;
    }
    let mut outcome = Ok(());
    for store in stores {
        outcome = figures::all(&mut workshop, store).await;
        if outcome.is_err() {
            break;
        }
    }
    workshop.close()?;
    workshop.table.finish(&workshop.folder)?;
    outcome.map(|()| workshop.table.all_passed())
}
