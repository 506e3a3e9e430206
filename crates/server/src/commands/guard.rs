//! `switchboard guard`

use clap::Subcommand;
use domain::time::Instant;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{Failure, Options, say};
use crate::app::guard::replay;
use crate::progress::Progress;

/// What to do with the decisions of Compliance Guard.
#[derive(Debug, Subcommand)]
pub(crate) enum Guard {
    /// Judge a month of stored decisions again and tell those that come out otherwise
    Replay {
        /// The month in UTC, such as 2026-11 (default: this one)
        #[arg(long, value_parser = month)]
        month: Option<Date>,
    },
}

impl Guard {
    pub(crate) async fn run(self, options: &Options) -> Result<(), Failure> {
        let Guard::Replay { month } = self;
        let app = options.open().await?;
        let caller = options.caller(&app).await?;
        let first = match month {
            Some(first) => first,
            None => this_month(app.clock.now())?,
        };
        let span = (midnight(first)?, midnight(first.checked_add(1.month())?)?);
        let progress = Progress::start("replay", Some(replay::count(&app, &caller, span).await?));
        let replayed = replay::replay(&app, &caller, span, |done| progress.advance(done)).await?;
        progress.finish();
        for one in &replayed.differing {
            say(format!("{} of {}: {}", one.id, one.at, one.why))?;
        }
        say(format!("{} decisions judged again, {} differ", replayed.count, replayed.differing.len()))?;
        if replayed.differing.is_empty() { Ok(()) } else { Err(Failure::told()) }
    }
}

fn month(text: &str) -> Result<Date, String> {
    let well_formed = text.len() == 7 && text.as_bytes()[4] == b'-';
    let first = if well_formed { format!("{text}-01").parse().ok() } else { None };
    first.ok_or_else(|| "must be a month such as 2026-11".to_owned())
}

fn this_month(now: Instant) -> Result<Date, Failure> {
    let today = Timestamp::from_microsecond(now.0)?.to_zoned(TimeZone::UTC).date();
    Ok(today.first_of_month())
}

fn midnight(date: Date) -> Result<Instant, Failure> {
    Ok(Instant(date.to_zoned(TimeZone::UTC)?.timestamp().as_microsecond()))
}
