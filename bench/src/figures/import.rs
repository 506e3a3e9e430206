//! Import against a raw batch insert into the same tables.

use std::time::Instant;

use domain::id::{CompanyId, Id, PersonId};
use domain::interaction::{CreatedBy, Draft, Found, Setting};
use domain::time::Instant as Moment;
use store::event::{NewEvent, Object};
use store::interactions::{Inserted, Prepared, insert_many};
use store::{Author, Store, Tx};

use super::create::fresh;
use crate::load::WRITTEN;
use crate::maker::Made;
use crate::raw::create::sqlite_rows;
use crate::raw::{RawPlace, open_sqlite};
use crate::requests::body;
use crate::table::Bar;
use crate::workshop::{Bench, Workshop};
use crate::{Failure, Stores};

/// Lines in one write.
const BATCH: usize = 1_000;
const LINES: usize = 20_000;

pub(crate) async fn measure(workshop: &mut Workshop, bench: &Bench) -> Result<(), Failure> {
    let (mut ours, mut raw) = (0.0f64, 0.0f64);
    for round in 0..2 {
        let mut rows = fresh(100 + round * 2);
        rows.truncate(LINES);
        raw = raw.max(raw_import(bench, &rows).await?);
        let mut rows = fresh(101 + round * 2);
        rows.truncate(LINES);
        ours = ours.max(our_import(bench, &rows).await?);
    }
    workshop.table.compare(bench.store, "import", (ours, raw), "/s", Bar::Least(0.7));
    if bench.store == Stores::Postgres {
        workshop.table.limit(bench.store, "import, lines a second", (ours, "/s"), 5_000.0, true);
    }
    Ok(())
}

async fn our_import(bench: &Bench, rows: &[Made]) -> Result<f64, Failure> {
    let lines: Vec<(i64, String)> =
        rows.iter().map(|made| (made.person.unwrap_or(1), body(made).to_string())).collect();
    let store = Store::open(bench.place.place()).await?;
    let started = Instant::now();
    for chunk in lines.chunks(BATCH) {
        let company = CompanyId::of(WRITTEN);
        let now = Moment(rows[0].at);
        let mut read = Vec::with_capacity(chunk.len());
        for (person, line) in chunk {
            let draft = Draft::read(line).map_err(|wrong| Failure(format!("{wrong:?}")))?;
            let created_by = CreatedBy { descriptor: "system".to_owned(), id: None, name: None };
            let setting =
                Setting { company, person: Some(PersonId::of(*person)), created_by, is_external: true, now };
            let made = domain::interaction::create(draft, Found::default(), setting);
            read.push(Prepared::of(made.map_err(|wrong| Failure(format!("{wrong:?}")))?));
        }
        let write = store.write(Author::system(company), async move |tx: &Tx| {
            for (row, outcome) in read.iter().zip(insert_many(tx, &read).await?) {
                let row = row.interaction();
                let Inserted::New(id) = outcome else { continue };
                tx.record(NewEvent {
                    verb: "created",
                    object: Object::Interaction(id),
                    person: row.person,
                    changes: "{}".to_owned(),
                    at: now,
                    credentials: row.is_credentials(),
                });
            }
            Ok::<(), store::StoreError>(())
        });
        write.await?;
    }
    Ok(rows.len() as f64 / started.elapsed().as_secs_f64())
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
