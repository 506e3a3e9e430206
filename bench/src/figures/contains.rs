//! Words in the content, newest first.

use crate::Failure;
use crate::http::Client;
use crate::maker::clock_ends;
use crate::maker::words::{COMMON, PAIRS, RARE};
use crate::measure::{Times, timed};
use crate::random::Random;
use crate::requests::{Question, get};
use crate::workshop::{Bench, Workshop};

const ROUNDS: usize = 15;
const DAY: i64 = 86_400_000_000;

pub(crate) async fn measure(workshop: &mut Workshop, bench: &Bench) -> Result<(), Failure> {
    let mut client = Client::connect(bench.server.address).await?;
    let mut random = Random::new(17);
    for (figure, words, within_a_day) in [
        ("a rare word", RARE, false),
        ("a common word", COMMON, false),
        ("two words", PAIRS, false),
        ("a word within one day", COMMON, true),
    ] {
        let mut times = Times::default();
        for _ in 0..ROUNDS {
            for word in words {
                let between = within_a_day.then(|| day(&mut random));
                let question = Question { contains: Some(word.to_owned()), between, ..Question::default() };
                let request = get(&question.path(), &bench.reader);
                times.add(timed(client.expect(&request)).await?.1);
            }
        }
        let table = &mut workshop.table;
        table.limit(
            bench.store,
            &format!("contentContains, {figure}, p50"),
            (times.p50(), "ms"),
            50.0,
            false,
        );
        table.limit(
            bench.store,
            &format!("contentContains, {figure}, p99"),
            (times.p99(), "ms"),
            500.0,
            false,
        );
    }
    Ok(())
}

fn day(random: &mut Random) -> (i64, i64) {
    let (first, last) = clock_ends();
    let from = first + random.below((last - first - DAY) as u64) as i64;
    (from, from + DAY)
}
