//! Do-not-interact instances (B9): days, hours, channels, themes and contacts somebody has closed.

use domain::time::Instant;
use domain::vocabulary::ContactLabel;

use crate::block::{Block, Why};
use crate::facts::{DoNotInteract, Hours};
use crate::question::Question;
use crate::rulebook::day_of;
use crate::rulebook::schema::Rule;
use crate::zone::{Day, SECOND, Zone};

const HOUR: i64 = 3600;
/// How many changes ahead the end of an instance is looked for: a month of days with a pause each.
const LOOKED_AHEAD: usize = 64;

impl Question<'_> {
    /// The instance that stops this contact at `at`; the one that lasts longest where several do.
    pub(crate) fn judge_do_not_interact<'r>(&self, rule: &'r Rule, at: Instant) -> Option<Block<'r>> {
        let mut worst: Option<Block<'r>> = None;
        for instance in self.facts.do_not_interact.iter().filter(|instance| self.is_meant_by(instance)) {
            let zones = self.zones_of(instance);
            if !zones.iter().any(|zone| closes(instance, *zone, at)) {
                continue;
            }
            let until = end_of(instance, &zones, at);
            let has_times = !instance.days_of_week.is_empty() || !instance.times_of_day.is_empty();
            let block = Block::until(rule, Why::DoNotInteract { case: instance.case }, until);
            let block = Block { is_time_only: block.is_time_only && has_times, ..block };
            if worst.as_ref().is_none_or(|known| block.goes_before(known)) {
                worst = Some(block);
            }
        }
        worst
    }

    /// Whether an instance is about this channel, theme and contact.
    pub(crate) fn is_meant_by(&self, instance: &DoNotInteract) -> bool {
        let label = self.contact.and_then(|contact| contact.label);
        let labels = &instance.contact_labels;
        instance.channels.includes(&self.proposal.channel)
            && instance.themes.includes(&self.proposal.theme)
            && (labels.is_empty()
                || label.is_some_and(|label| labels.iter().any(|known| same_place(*known, label))))
    }

    fn zones_of(&self, instance: &DoNotInteract) -> Vec<Zone> {
        match instance.timezone.as_deref().and_then(Zone::named) {
            Some(zone) => vec![zone],
            None if self.place.zones.is_empty() => vec![self.zone()],
            None => self.place.zones.clone(),
        }
    }
}

impl Block<'_> {
    /// Whether it is the one to tell of two instances: a lasting one before one that waits, then the longer.
    fn goes_before(&self, other: &Self) -> bool {
        match (self.is_time_only, other.is_time_only) {
            (false, true) => true,
            (true, false) => false,
            _ => self.lasts_longer_than(other),
        }
    }
}

/// Whether the dates of an instance include an instant.
pub(crate) fn is_in_dates(instance: &DoNotInteract, zone: Zone, at: Instant) -> bool {
    let day = zone.day(at);
    day_of(instance.start_date) <= day && instance.end_date.is_none_or(|end| day <= day_of(end))
}

/// A mobile phone is a personal one (B6).
fn same_place(one: ContactLabel, other: ContactLabel) -> bool {
    let settled = |label| if label == ContactLabel::Mobile { ContactLabel::Personal } else { label };
    settled(one) == settled(other)
}

fn closes(instance: &DoNotInteract, zone: Zone, at: Instant) -> bool {
    if !is_in_dates(instance, zone, at) {
        return false;
    }
    let (day, time) = (zone.day(at), zone.time_of_day(at) / SECOND);
    if instance.times_of_day.is_empty() {
        return is_named(instance, day);
    }
    let closed_today =
        is_named(instance, day) && instance.times_of_day.iter().any(|hours| covers(*hours, time));
    let over_midnight =
        |hours: &Hours| hours.from_hour > hours.to_hour && time < i64::from(hours.to_hour) * HOUR;
    closed_today || (is_named(instance, day - 1) && instance.times_of_day.iter().any(over_midnight))
}

fn is_named(instance: &DoNotInteract, day: Day) -> bool {
    // 1970-01-01 was a Thursday; Monday is 1.
    let weekday = ((day + 3).rem_euclid(7) + 1) as u8;
    let days = &instance.days_of_week;
    days.is_empty() || days.contains(&weekday) || (weekday == 7 && days.contains(&0))
}

fn covers(hours: Hours, time: i64) -> bool {
    let (from, to) = (i64::from(hours.from_hour) * HOUR, i64::from(hours.to_hour) * HOUR);
    if from <= to { from <= time && time < to } else { time >= from || time < to }
}

/// The first instant at which an instance closes nothing any more; none where it never ends.
fn end_of(instance: &DoNotInteract, zones: &[Zone], at: Instant) -> Option<Instant> {
    if instance.days_of_week.is_empty() && instance.times_of_day.is_empty() {
        let end = day_of(instance.end_date?);
        return zones.iter().map(|zone| zone.start_of(end + 1)).max();
    }
    let mut at = at;
    for _ in 0..LOOKED_AHEAD {
        at = zones.iter().filter_map(|zone| next_change(instance, *zone, at)).min()?;
        if !zones.iter().any(|zone| closes(instance, *zone, at)) {
            return Some(at);
        }
    }
    None
}

/// The next instant at which an instance may begin or end in a zone.
fn next_change(instance: &DoNotInteract, zone: Zone, at: Instant) -> Option<Instant> {
    let day = zone.day(at);
    let hours = instance.times_of_day.iter().flat_map(|hours| [hours.from_hour, hours.to_hour]);
    let of_today = hours.map(|hour| zone.instant(day, i64::from(hour) * HOUR));
    of_today.chain([zone.start_of(day + 1)]).filter(|change| *change > at).min()
}
