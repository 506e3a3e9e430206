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
/// Rows of a whole page.
const WHOLE: usize = 50;

/// Whose pages are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// People as often as they talk, be their page full or not.
    Anybody,
    /// Those of them whose page is full. A small store has few; a page of ten rows against one of
    /// fifty would compare the pages, not the stores.
    OfWholePages,
}

pub(crate) async fn measure(workshop: &mut Workshop, bench: &Bench) -> Result<(), Failure> {
    let (mut ours, mut raw) = pages(bench, Whose::Anybody).await?;
    let pair = (ours.p50(), raw.p50());
    workshop.table.compare(bench.store, "history page, p50", pair, "ms", Bar::Most(3.0));
    if bench.rows <= SMALL {
        return Ok(());
    }
    let small = workshop.bench(bench.store, SMALL).await?;
    let mut of_small = Times::default();
    let mut of_large = Times::default();
    let (mut raw_of_small, mut raw_of_large) = (Times::default(), Times::default());
    // In turns, so that both are measured under the same load.
    for _ in 0..2 {
        for (bench, ours, raw) in
            [(&small, &mut of_small, &mut raw_of_small), (bench, &mut of_large, &mut raw_of_large)]
        {
            let (our_times, raw_times) = pages(bench, Whose::OfWholePages).await?;
            ours.append(our_times);
            raw.append(raw_times);
        }
    }
    let table = &mut workshop.table;
    let pair = (of_large.p50(), of_small.p50());
    table.compare(
        bench.store,
        "history page of 50, p50, against 100,000 rows (raw)",
        pair,
        "ms",
        Bar::Most(1.3),
    );
    let pair = (raw_of_large.p50(), raw_of_small.p50());
    table.tell(bench.store, "the same page in raw SQL, against 100,000 rows (raw)", pair, "ms");
    Ok(())
}

/// People as often as they talk: whoever stands in a row that is drawn.
fn people(rows: u64) -> impl Iterator<Item = i64> {
    Maker::new(SEED ^ rows, PAGES as u64 * 20).filter_map(|made| made.person)
}

async fn pages(bench: &Bench, whose: Whose) -> Result<(Times, Times), Failure> {
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
        let mut taken = 0;
        for person in people(bench.rows) {
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
            let (found, raw) = timed(work).await?;
            if whose == Whose::OfWholePages && found < WHOLE {
                continue;
            }
            let request = get(&history_path(person), &bench.reader);
            let ((), ours) = timed(client.expect(&request)).await?;
            if round == 1 {
                our_times.add(ours);
                raw_times.add(raw);
            }
            taken += 1;
            if taken == PAGES {
                break;
            }
        }
    }
    Ok((our_times, raw_times))
}
