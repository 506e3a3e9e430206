//! How far back the history goes.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan, Zoned};

use crate::time::{DAY, Instant};

/// An hour, in microseconds.
const HOUR: i64 = DAY / 24;
/// Changes of the clocks that are followed at most.
const MOST_SHIFTS: usize = 500;

/// The months a company may settle, the first and the last; and those where it settles none.
pub const MONTHS: (i64, i64, i64) = (1, 120, 3);

/// The months a history goes back, from the setting `history` of a company.
pub fn months_of(setting: Option<&serde_json::Value>) -> i64 {
    let told = setting.and_then(|history| history.get("months")).and_then(serde_json::Value::as_i64);
    told.filter(|months| (MONTHS.0..=MONTHS.1).contains(months)).unwrap_or(MONTHS.2)
}

/// A company's calendar, at a moment.
#[derive(Debug, Clone)]
pub struct Period {
    now: Zoned,
    months: i64,
}

impl Period {
    /// Of a company in this zone whose history goes back so many months.
    pub fn new(now: Instant, zone: TimeZone, months: i64) -> Self {
        let moment = Timestamp::from_microsecond(now.0).unwrap_or(Timestamp::UNIX_EPOCH);
        Self { now: moment.to_zoned(zone), months }
    }

    /// The earliest moment that is seen: so many calendar months ago.
    pub fn since(&self) -> Instant {
        let back: Span = self.months.months();
        instant(&self.now.checked_sub(back).unwrap_or_else(|_| self.now.clone()))
    }

    /// The first and the last moment of today.
    pub fn today(&self) -> (Instant, Instant) {
        (instant(&day(&self.now)), Instant(instant(&day_after(&self.now)).0 - 1))
    }

    /// Into which hours, or days where they are more than two, a time between these moments falls.
    pub fn buckets(&self, from: Instant, to: Instant) -> Buckets {
        let zone = self.now.time_zone().clone();
        let by_hour = to.0.saturating_sub(from.0) <= 2 * DAY;
        let first = shift(&zone, from);
        let mut shifts = vec![(from, if by_hour { first.rem_euclid(HOUR) } else { first })];
        if !by_hour && let Ok(begin) = Timestamp::from_microsecond(from.0) {
            let changes = zone.following(begin).take(MOST_SHIFTS);
            let changes = changes.map(|change| Instant(change.timestamp().as_microsecond()));
            shifts.extend(changes.take_while(|at| *at <= to).map(|at| (at, shift(&zone, at))));
        }
        Buckets { unit: if by_hour { HOUR } else { DAY }, shifts, zone }
    }
}

/// Hours or days of a company's calendar, numbered.
#[derive(Debug, Clone)]
pub struct Buckets {
    /// Microseconds of one, but for the days on which the clocks change.
    pub unit: i64,
    /// From when on how many microseconds must be added for `unit` to divide the time into them.
    pub shifts: Vec<(Instant, i64)>,
    zone: TimeZone,
}

impl Buckets {
    /// The first moment of a bucket, and the first after it.
    pub fn span(&self, number: i64) -> (Instant, Instant) {
        if self.unit == HOUR {
            let shift = self.shifts.first().map_or(0, |(_, shift)| *shift);
            let begin = number * HOUR - shift;
            return (Instant(begin), Instant(begin + HOUR));
        }
        let start = |day: i64| {
            let date = Date::new(1970, 1, 1).ok()?.checked_add(day.days()).ok()?;
            Some(instant(&date.to_zoned(self.zone.clone()).ok()?))
        };
        let begin = start(number).unwrap_or(Instant(number * DAY));
        (begin, start(number + 1).unwrap_or(Instant(begin.0 + DAY)))
    }
}

/// Microseconds between UTC and the clocks of a zone.
fn shift(zone: &TimeZone, at: Instant) -> i64 {
    let at = Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH);
    i64::from(zone.to_offset(at).seconds()) * 1_000_000
}

fn instant(at: &Zoned) -> Instant {
    Instant(at.timestamp().as_microsecond())
}

fn day(at: &Zoned) -> Zoned {
    at.start_of_day().unwrap_or_else(|_| at.clone())
}

fn day_after(at: &Zoned) -> Zoned {
    day(at).tomorrow().map(|next| day(&next)).unwrap_or_else(|_| at.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::read(text, crate::time::Offset::Required).unwrap()
    }

    fn period(now: &str) -> Period {
        Period::new(at(now), TimeZone::get("America/New_York").unwrap(), 3)
    }

    #[test]
    fn three_months_back_is_the_same_day_of_the_month_or_its_last() {
        assert_eq!(period("2026-05-31T16:00:00Z").since(), at("2026-02-28T12:00:00-05:00"));
        assert_eq!(months_of(Some(&serde_json::json!({"months": 12}))), 12);
        assert_eq!(months_of(Some(&serde_json::json!({"months": 0}))), 3);
    }

    #[test]
    fn today_is_the_companys_day() {
        let (from, to) = period("2026-03-09T02:00:00Z").today();
        // The day on which the clocks went forward has 23 hours.
        assert_eq!((from, to.0 + 1), (at("2026-03-08T00:00:00-05:00"), at("2026-03-09T00:00:00-04:00").0));
        let hours = period("2026-03-09T02:00:00Z").buckets(from, to);
        assert_eq!(hours.unit, HOUR);
        assert_eq!(hours.span(from.0 / HOUR), (from, Instant(from.0 + HOUR)));
    }

    #[test]
    fn a_week_is_told_by_days_of_the_companys_calendar() {
        let period = period("2026-03-12T16:00:00Z");
        let from = at("2026-03-06T12:00:00-05:00");
        let days = period.buckets(from, at("2026-03-12T12:00:00-04:00"));
        let number = |text: &str| {
            let at = at(text);
            let (_, shift) = days.shifts.iter().rfind(|(since, _)| *since <= at).unwrap();
            (at.0 + shift) / days.unit
        };
        let span = |text: &str| days.span(number(text));
        assert_eq!(days.shifts.len(), 2);
        assert_eq!(span("2026-03-06T12:00:00-05:00").0, at("2026-03-06T00:00:00-05:00"));
        assert_eq!(
            span("2026-03-08T23:59:00-04:00"),
            (at("2026-03-08T00:00:00-05:00"), at("2026-03-09T00:00:00-04:00"))
        );
        assert_eq!(number("2026-03-09T00:00:00-04:00") - number("2026-03-08T01:00:00-05:00"), 1);
    }
}
