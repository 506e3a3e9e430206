//! `switchboard doctor`

use super::{Failure, Options, place, say};
use crate::app::Clock;
use store::checkup::{self, Finding};

/// By how much a clock may be behind the newest event.
const FUTURE_MICROS: i64 = 60_000_000;

/// Say what is wrong with the store and what to do about it
#[derive(Debug, clap::Args)]
pub(crate) struct Doctor {
    /// Build the counters anew where they are wrong
    #[arg(long)]
    repair: bool,
}

impl Doctor {
    pub(crate) async fn run(self, options: &Options) -> Result<(), Failure> {
        let config = options.config(None)?;
        let store = match store::Store::open(place(&config.store)).await {
            Ok(store) => store,
            Err(error) => {
                say(format!("problem store: {error} — check the address, the folder and its rights"))?;
                return Err(Failure::told());
            }
        };
        say(format!("ok      store: reachable, schema {}", store::migrate::newest()))?;
        let mut findings = checkup::examine(&store).await?;
        let wrong =
            findings.iter().any(|finding| finding.check == checkup::COUNTERS && finding.problem.is_some());
        if self.repair && wrong {
            checkup::rebuild_counters(&store).await?;
            say("mended  counters: built anew")?;
            findings = checkup::examine(&store).await?;
        }
        let newest = checkup::newest_moment(&store).await?;
        findings.push(clock(newest.map_or(0, |at| at.0)));
        let mut problems = 0;
        for Finding { check, detail, problem } in findings {
            match problem {
                None => say(format!("ok      {check}: {detail}"))?,
                Some(remedy) => {
                    problems += 1;
                    say(format!("problem {check}: {detail} — {remedy}"))?;
                }
            }
        }
        if problems > 0 { Err(Failure::told()) } else { Ok(()) }
    }
}

fn clock(newest: i64) -> Finding {
    let now = Clock::System.now();
    let behind = newest > now.0 + FUTURE_MICROS;
    Finding {
        check: "clock",
        detail: format!("it is {now}"),
        problem: behind.then_some("the newest event is later than now: set this machine's clock"),
    }
}
