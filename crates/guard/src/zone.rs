//! Time zones as the guard asks them: the local date and time of an instant, and the instant a local time begins.
//!
//! Every zone's changes of offset between 1970 and 2100 are looked up once and kept, because a decision asks for a
//! dozen local times. Outside these years, and where a change falls near midnight, the library itself is asked.

use std::fmt;
use std::sync::{LazyLock, OnceLock};

use domain::time::Instant;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan};

/// Microseconds in a second.
pub(crate) const SECOND: i64 = 1_000_000;
const SECONDS_OF_DAY: i64 = 86_400;
/// 2100-01-01T00:00:00Z: no later change is kept.
const KEPT_UNTIL: i64 = 4_102_444_800;
/// Some seven weeks: hardly ever does a zone change twice in it.
const STRIDE: i64 = 1 << 22;
/// No zone is further from UTC than this.
const FURTHEST: i64 = 26 * 3600;

static ZONES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let names = jiff::tz::db().available().map(|name| name.as_str().to_owned());
    let mut entries: Vec<_> = names.map(|name| Entry { name, clock: OnceLock::new() }).collect();
    entries.sort_by_key(|entry| entry.name.to_ascii_lowercase());
    entries
});

struct Entry {
    name: String,
    clock: OnceLock<Clock>,
}

struct Clock {
    zone: TimeZone,
    /// When an offset begins, in seconds, ascending.
    since: Vec<i64>,
    offsets: Vec<i64>,
    /// By [`STRIDE`]: the last change before it begins. Saves the search, the hottest step of a decision.
    before: Vec<usize>,
}

/// An IANA time zone.
#[derive(Clone, Copy)]
pub struct Zone(&'static Entry);

/// A day, counted from 1970-01-01, as a calendar on the wall shows it.
pub(crate) type Day = i64;

impl Zone {
    /// The zone of this IANA name, in any case.
    pub fn named(name: &str) -> Option<Self> {
        let wanted = name.as_bytes();
        let at = ZONES.binary_search_by(|entry| {
            let known = entry.name.bytes().map(|byte| byte.to_ascii_lowercase());
            known.cmp(wanted.iter().map(u8::to_ascii_lowercase))
        });
        at.ok().map(|at| Self(&ZONES[at]))
    }

    /// The zone of UTC, which every database has.
    pub fn utc() -> Self {
        Self::named("UTC").unwrap_or_else(|| Self(&ZONES[0]))
    }

    /// Its IANA name.
    pub fn name(self) -> &'static str {
        &self.0.name
    }

    /// The local date of an instant.
    pub(crate) fn day(self, at: Instant) -> Day {
        self.local(at).div_euclid(SECONDS_OF_DAY * SECOND)
    }

    /// Microseconds since local midnight, as the clock on the wall shows them.
    pub(crate) fn time_of_day(self, at: Instant) -> i64 {
        self.local(at).rem_euclid(SECONDS_OF_DAY * SECOND)
    }

    /// The first instant of a local date.
    pub(crate) fn start_of(self, day: Day) -> Instant {
        self.instant(day, 0)
    }

    /// The instant at which the clock shows `seconds` after midnight on `day`; the first one where it does so twice,
    /// the first one after where a change skips it.
    pub(crate) fn instant(self, day: Day, seconds: i64) -> Instant {
        let wall = day * SECONDS_OF_DAY + seconds;
        let before = self.offset(wall - FURTHEST);
        if before == self.offset(wall + FURTHEST) {
            return Instant((wall - before) * SECOND);
        }
        self.instant_across_a_change(day, seconds).unwrap_or(Instant((wall - before) * SECOND))
    }

    fn instant_across_a_change(self, day: Day, seconds: i64) -> Option<Instant> {
        let date = Date::new(1970, 1, 1).ok()?.checked_add(Span::new().try_days(day).ok()?).ok()?;
        let wall = date.at(0, 0, 0, 0).checked_add(seconds.seconds()).ok()?;
        let zoned = self.clock().zone.to_ambiguous_zoned(wall).compatible().ok()?;
        if zoned.datetime() != wall {
            // Skipped: the first instant after the gap is where the new offset begins.
            let later = self.clock().zone.preceding(zoned.timestamp() + 1.second()).next()?.timestamp();
            return Some(Instant(later.as_microsecond()));
        }
        Some(Instant(zoned.timestamp().as_microsecond()))
    }

    fn local(self, at: Instant) -> i64 {
        at.0.saturating_add(self.offset(at.0.div_euclid(SECOND)) * SECOND)
    }

    /// Seconds east of UTC.
    fn offset(self, second: i64) -> i64 {
        let clock = self.clock();
        let Some(first) = usize::try_from(second.div_euclid(STRIDE)).ok().and_then(|at| clock.before.get(at))
        else {
            return clock.asked(second);
        };
        let later = clock.since[first + 1..].iter().take_while(|since| **since <= second).count();
        clock.offsets[first + later]
    }

    fn clock(self) -> &'static Clock {
        self.0.clock.get_or_init(|| Clock::of(&self.0.name))
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Zone {}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl serde::Serialize for Zone {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Clock {
    fn of(name: &str) -> Self {
        let zone = TimeZone::get(name).unwrap_or(TimeZone::UTC);
        let mut clock = Self { since: vec![0], offsets: Vec::new(), before: Vec::new(), zone };
        clock.offsets.push(clock.asked(0));
        for change in clock.zone.clone().following(Timestamp::UNIX_EPOCH) {
            if change.timestamp().as_second() >= KEPT_UNTIL {
                break;
            }
            clock.since.push(change.timestamp().as_second());
            clock.offsets.push(i64::from(change.offset().seconds()));
        }
        let strides = (0..KEPT_UNTIL / STRIDE).map(|at| at * STRIDE);
        clock.before =
            strides.map(|start| clock.since.partition_point(|since| *since <= start) - 1).collect();
        clock
    }

    fn asked(&self, second: i64) -> i64 {
        let at = Timestamp::from_second(second.clamp(-377_705_023_201, 253_402_207_200)).unwrap_or_default();
        i64::from(self.zone.to_offset(at).seconds())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Offset;
    use proptest::prelude::*;

    fn at(text: &str) -> Instant {
        Instant::read(text, Offset::Required).unwrap()
    }

    #[test]
    fn a_name_is_found_in_any_case() {
        assert_eq!(Zone::named("america/new_york").unwrap().name(), "America/New_York");
        assert!(Zone::named("Mars/North").is_none());
    }

    #[test]
    fn eight_in_the_morning_is_right_on_both_days_of_change() {
        let zone = Zone::named("America/New_York").unwrap();
        for (morning, text) in
            [("2026-03-08", "2026-03-08T08:00:00-04:00"), ("2026-11-01", "2026-11-01T08:00:00-05:00")]
        {
            let day = zone.day(at(&format!("{morning}T16:00:00Z")));
            assert_eq!(zone.instant(day, 8 * 3600), at(text), "{morning}");
        }
    }

    #[test]
    fn a_skipped_midnight_begins_when_the_clock_goes_on() {
        let zone = Zone::named("America/Havana").unwrap();
        let day = zone.day(at("2026-03-08T16:00:00Z"));
        assert_eq!(zone.start_of(day), at("2026-03-08T01:00:00-04:00"));
    }

    proptest! {
        #[test]
        fn local_times_agree_with_the_library(
            second in -1_000_000_000i64..6_000_000_000,
            name in prop::sample::select(vec![
                "America/New_York", "America/Denver", "Pacific/Honolulu", "America/St_Johns", "Asia/Kathmandu",
                "Australia/Lord_Howe", "America/Havana", "Europe/Dublin", "Pacific/Apia",
            ]),
        ) {
            let zone = Zone::named(name).unwrap();
            let theirs = Timestamp::from_second(second).unwrap().to_zoned(TimeZone::get(name).unwrap());
            let now = Instant(second * SECOND);
            let epoch = Date::new(1970, 1, 1).unwrap();
            prop_assert_eq!(epoch + zone.day(now).days(), theirs.date());
            let midnight = theirs.date().at(0, 0, 0, 0);
            let elapsed = theirs.datetime().since((jiff::Unit::Second, midnight)).unwrap().get_seconds();
            prop_assert_eq!(zone.time_of_day(now) / SECOND, elapsed);
            prop_assert_eq!(zone.start_of(zone.day(now)).0, theirs.start_of_day().unwrap().timestamp().as_microsecond());
        }
    }
}
