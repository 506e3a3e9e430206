//! The hours of the day (C2, C8, D7): allowed where every plausible zone is inside.

use domain::time::Instant;

use crate::block::{Block, Why};
use crate::question::Question;
use crate::rulebook::schema::Rule;
use crate::zone::{SECOND, Zone};

/// How often the zones are asked in turn before it is settled that they share no hour.
const ROUNDS: usize = 32;
const NOON: i64 = 12 * 3600;

impl Question<'_> {
    /// What a rule on hours says at `at`. `judged_at` is the time of day it looks at, which a morning's call list
    /// moves to noon.
    pub(crate) fn judge_hours<'r>(
        &self,
        rule: &'r Rule,
        (from, to): (i64, i64),
        at: Instant,
        judged_at: Instant,
    ) -> Option<Block<'r>> {
        let zone = closed_in(&self.place.zones, from, to, judged_at)?;
        let until = next_open(&self.place.zones, from, to, at);
        Some(Block::until(rule, Why::Hours { zone, from, to }, until))
    }

    /// Twelve o'clock today where the company is (B2).
    pub(crate) fn company_noon(&self) -> Instant {
        let zone = self.book.company_zone();
        zone.instant(zone.day(self.now), NOON)
    }

    /// Whether the person wrote or called at a closed hour, and it has stayed closed since (C2).
    pub(crate) fn answers_at_a_closed_hour(&self, (from, to): (i64, i64), at: Instant) -> bool {
        let zones = &self.place.zones;
        self.answers().is_some_and(|asked| {
            closed_in(zones, from, to, asked.started_at).is_some()
                && next_open(zones, from, to, asked.started_at).is_none_or(|open| open > at)
        })
    }
}

/// The first zone in which it is not between the two times of day.
fn closed_in(zones: &[Zone], from: i64, to: i64, at: Instant) -> Option<Zone> {
    zones.iter().copied().find(|zone| {
        let time = zone.time_of_day(at);
        time < from * SECOND || time > to * SECOND
    })
}

/// The first instant from `at` on at which it is between the two times of day in every zone.
fn next_open(zones: &[Zone], from: i64, to: i64, at: Instant) -> Option<Instant> {
    let mut at = at;
    for _ in 0..ROUNDS {
        let Some(zone) = closed_in(zones, from, to, at) else { return Some(at) };
        let day = zone.day(at);
        let today = zone.instant(day, from);
        at = if zone.time_of_day(at) > to * SECOND || today <= at {
            zone.instant(day + 1, from)
        } else {
            today
        };
    }
    None
}
