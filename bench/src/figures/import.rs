//! The command `import` against a raw batch insert into the same tables.
//!
//! The command is measured whole, as whoever runs it waits for it: the start of its process, reading
//! the file, judging its lines, writing them. The server runs on the same store meanwhile.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use domain::id::{CompanyId, Id, PersonId};

use super::create::fresh;
use crate::load::WRITTEN;
use crate::maker::Made;
use crate::raw::create::sqlite_rows;
use crate::raw::{RawPlace, open_sqlite};
use crate::requests::body;
use crate::table::Bar;
use crate::workshop::{Bench, Workshop};
use crate::{Failure, Stores};

/// Rows in one raw transaction: as many as the command writes at once.
const BATCH: usize = 1_000;
const LINES: usize = 20_000;

pub(crate) async fn measure(workshop: &mut Workshop, bench: &Bench) -> Result<(), Failure> {
    let file = workshop.folder.join("import.ndjson");
    let (mut ours, mut raw) = (0.0f64, 0.0f64);
    for round in 0..2 {
        let mut rows = fresh(100 + round * 2);
        rows.truncate(LINES);
        raw = raw.max(raw_import(bench, &rows).await?);
        let mut rows = fresh(101 + round * 2);
        rows.truncate(LINES);
        std::fs::write(&file, lines(&rows)?)?;
        ours = ours.max(our_import(&workshop.program, &bench.place, &file)?);
        std::fs::remove_file(&file)?;
    }
    workshop.table.compare(bench.store, "import", (ours, raw), "/s", Bar::Least(0.7));
    if bench.store == Stores::Postgres {
        workshop.table.limit(bench.store, "import, lines a second", (ours, "/s"), 5_000.0, true);
    }
    Ok(())
}

/// As a file of the command has them.
fn lines(rows: &[Made]) -> Result<String, Failure> {
    let mut text = String::new();
    for made in rows {
        let mut line = body(made);
        line["personId"] = PersonId::of(made.person.unwrap_or(1)).to_string().into();
        writeln!(text, "{line}")?;
    }
    Ok(text)
}

fn our_import(program: &Path, place: &RawPlace, file: &Path) -> Result<f64, Failure> {
    let company = CompanyId::of(WRITTEN).to_string();
    let mut command = Command::new(program);
    command.arg("import").arg(file).args(["--company", &company]).args(place.options());
    let started = Instant::now();
    let output = command.stdin(Stdio::null()).output()?;
    let rate = LINES as f64 / started.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().last().unwrap_or_default();
    if last != format!("imported {LINES}, already there 0, refused 0") {
        return Err(Failure(format!("the import said: {last}")));
    }
    Ok(rate)
}

async fn raw_import(bench: &Bench, rows: &[Made]) -> Result<f64, Failure> {
    match &bench.place {
        RawPlace::Sqlite(folder) => {
            let connection = open_sqlite(folder)?;
            let started = Instant::now();
            for chunk in rows.chunks(BATCH) {
                connection.execute_batch("BEGIN IMMEDIATE")?;
                for made in chunk {
                    sqlite_rows(&connection, made)?;
                }
                connection.execute_batch("COMMIT")?;
            }
            Ok(rows.len() as f64 / started.elapsed().as_secs_f64())
        }
        RawPlace::Postgres(url) => {
            let batch = crate::raw::batch::Batch::open(url).await?;
            let started = Instant::now();
            for chunk in rows.chunks(BATCH) {
                batch.write(chunk).await?;
            }
            Ok(rows.len() as f64 / started.elapsed().as_secs_f64())
        }
    }
}
