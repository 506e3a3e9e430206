//! What a body says about when a person must not be contacted, and what becomes of it.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{CHANNELS, DoNotInteract, Hours, Only, SOURCE, THEMES};
use crate::fields::Fields;
use crate::id::{CaseId, PersonId};
use crate::interaction::CreatedBy;
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;
use crate::vocabulary::{Channel, ContactLabel, Theme, Vocabulary};

/// Longest source, in characters.
const SOURCE_LENGTH: usize = 100;
/// Most ranges of hours.
const RANGES: usize = 24;
/// Where a day ends last.
const HOURS_BEHIND: i64 = 12;

/// What a body says about when a person must not be contacted.
#[derive(Debug, Clone, Default)]
pub struct DoNotInteractDraft {
    channels: Patch<Only<Channel>>,
    themes: Patch<Only<Theme>>,
    start_date: Patch<Date>,
    end_date: Patch<Date>,
    days_of_week: Patch<Vec<u8>>,
    timezone: Patch<String>,
    times_of_day: Patch<Vec<Hours>>,
    contact_labels: Patch<Vec<ContactLabel>>,
    source: Patch<String>,
}

impl DoNotInteractDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft = Self {
            channels: read_only(&mut fields, "channels", CHANNELS),
            themes: read_only(&mut fields, "themes", THEMES),
            start_date: read_date(&mut fields, "startDate"),
            end_date: read_date(&mut fields, "endDate"),
            days_of_week: read_days(&mut fields),
            timezone: fields.timezone("timezone"),
            times_of_day: read_times(&mut fields),
            contact_labels: fields.words("contactLabels"),
            source: fields.text("source", 1, SOURCE_LENGTH),
        };
        fields.finish(draft)
    }

    /// A new instance: every channel and theme, at all times, for good, unless the body says less.
    pub fn create(
        self,
        case: CaseId,
        person: PersonId,
        created_by: CreatedBy,
        now: Instant,
    ) -> Result<DoNotInteract, Problems> {
        let start_date = today(self.timezone.as_value(), now);
        self.over(DoNotInteract {
            case_id: case,
            person_id: person,
            channels: Only::All,
            themes: Only::All,
            start_date,
            end_date: None,
            days_of_week: Vec::new(),
            timezone: None,
            times_of_day: Vec::new(),
            contact_labels: Vec::new(),
            source: SOURCE.to_owned(),
            type_id: None,
            created_by,
            created_at: now,
            updated_at: None,
        })
    }

    /// The instance after an update.
    pub fn merge(self, before: &DoNotInteract, now: Instant) -> Result<DoNotInteract, Problems> {
        let mut after = self.over(before.clone())?;
        after.type_id = None;
        after.updated_at = Some(now);
        Ok(after)
    }

    fn over(self, mut one: DoNotInteract) -> Result<DoNotInteract, Problems> {
        one.channels = self.channels.over(Some(one.channels)).unwrap_or(Only::All);
        one.themes = self.themes.over(Some(one.themes)).unwrap_or(Only::All);
        // The first day cannot be unknown: cleared, it is the day the instance was recorded.
        let recorded = today(one.timezone.as_ref(), one.created_at);
        one.start_date = self.start_date.over(Some(one.start_date)).unwrap_or(recorded);
        one.end_date = self.end_date.over(one.end_date);
        one.days_of_week = self.days_of_week.over(Some(one.days_of_week)).unwrap_or_default();
        one.timezone = self.timezone.over(one.timezone);
        one.times_of_day = self.times_of_day.over(Some(one.times_of_day)).unwrap_or_default();
        one.contact_labels = self.contact_labels.over(Some(one.contact_labels)).unwrap_or_default();
        one.source = self.source.over(Some(one.source)).unwrap_or_else(|| SOURCE.to_owned());
        if one.end_date.is_some_and(|end| end < one.start_date) {
            return Err(Problems::one("endDate", "must not be earlier than startDate"));
        }
        Ok(one)
    }
}

/// The day it is in a zone; without one, the earliest day it still is anywhere, so that it holds at once.
pub(super) fn today(timezone: Option<&String>, now: Instant) -> Date {
    let zone = timezone.and_then(|name| TimeZone::get(name).ok());
    let (zone, at) = match zone {
        Some(zone) => (zone, now),
        None => (TimeZone::UTC, now.plus_seconds(-HOURS_BEHIND * 3600)),
    };
    let at = jiff::Timestamp::from_microsecond(at.0).unwrap_or(jiff::Timestamp::MIN);
    at.to_zoned(zone).date()
}

pub(super) fn read_only<V: Vocabulary>(
    fields: &mut Fields<'_>,
    field: &str,
    possible: &[V],
) -> Patch<Only<V>> {
    let texts = fields.texts(field, 100);
    fields.settled(field, texts, |texts| Only::read(&texts, possible))
}

fn read_date(fields: &mut Fields<'_>, field: &str) -> Patch<Date> {
    let text = fields.date(field);
    fields
        .settled(field, text, |text| text.parse().map_err(|_| "is not a date such as 2026-03-01".to_owned()))
}

fn read_days(fields: &mut Fields<'_>) -> Patch<Vec<u8>> {
    const MESSAGE: &str = "must be a list of 1 for Monday to 7 for Sunday (0 is Sunday too)";
    let days = fields.list::<u8>("daysOfWeek", 8, MESSAGE);
    fields.settled("daysOfWeek", days, |mut days| {
        days.sort_unstable();
        days.dedup();
        if days.iter().all(|day| *day <= 7) { Ok(days) } else { Err(MESSAGE.to_owned()) }
    })
}

fn read_times(fields: &mut Fields<'_>) -> Patch<Vec<Hours>> {
    const MESSAGE: &str = "must be a list of {fromHour: 0 to 23, toHour: 0 to 24}, the two unlike";
    let times = fields.list::<Hours>("timesOfDay", RANGES, MESSAGE);
    fields.settled("timesOfDay", times, |times| {
        let is_good =
            |time: &Hours| time.from_hour <= 23 && time.to_hour <= 24 && time.from_hour != time.to_hour;
        if times.iter().all(is_good) { Ok(times) } else { Err(MESSAGE.to_owned()) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    /// 2026-03-02T03:00:00Z: still March 1 in New York.
    const NOW: Instant = Instant(1_772_420_400_000_000);

    fn create(body: &str) -> Result<DoNotInteract, Problems> {
        let by = CreatedBy { descriptor: "employee".to_owned(), id: None, name: None };
        DoNotInteractDraft::read(body)?.create(CaseId::of(1), PersonId::of(1), by, NOW)
    }

    fn refused(body: &str) -> Vec<String> {
        create(body).unwrap_err().fields().iter().map(|error| error.field.clone()).collect()
    }

    #[test]
    fn saying_nothing_closes_everything_at_once_and_for_good() {
        let all = create("{}").unwrap();
        assert_eq!((&all.channels, &all.themes, all.end_date), (&Only::All, &Only::All, None));
        assert_eq!(all.start_date, Date::constant(2026, 3, 1));
        let there = create(r#"{"timezone":"Asia/Tokyo"}"#).unwrap();
        assert_eq!(there.start_date, Date::constant(2026, 3, 2));
    }

    #[test]
    fn not_on_mondays_from_9_to_17_at_work() {
        let body = r#"{"channels":["voice"],"themes":["opsCollDebt"],"daysOfWeek":[1],
            "timesOfDay":[{"fromHour":9,"toHour":17}],"contactLabels":["work"],"endDate":"2026-04-01"}"#;
        let one = create(body).unwrap();
        assert!(one.channels.includes(&Channel::Voice) && !one.channels.includes(&Channel::Text));
        let shown = serde_json::to_value(&one).unwrap();
        assert_eq!(shown["timesOfDay"][0]["toHour"], 17);
        assert_eq!((&shown["channels"][0], &shown["endDate"]), (&"voice".into(), &"2026-04-01".into()));
    }

    #[test]
    fn what_nobody_can_close_or_keep_is_refused() {
        assert_eq!(
            refused(r#"{"themes":["opsAccountCredentials"],"channels":["gui"]}"#),
            ["channels", "themes"]
        );
        assert_eq!(
            refused(r#"{"channels":[],"daysOfWeek":[8],"timezone":"Mars/North"}"#),
            ["channels", "daysOfWeek", "timezone"]
        );
        assert_eq!(refused(r#"{"timesOfDay":[{"fromHour":9,"toHour":9}]}"#), ["timesOfDay"]);
        assert_eq!(refused(r#"{"startDate":"2026-03-02","endDate":"2026-03-01"}"#), ["endDate"]);
    }

    #[test]
    fn an_update_keeps_what_it_leaves_out() {
        let before = create(r#"{"channels":["voice"],"endDate":"2026-04-01"}"#).unwrap();
        let after = DoNotInteractDraft::read(r#"{"endDate":null}"#).unwrap().merge(&before, NOW).unwrap();
        assert_eq!((after.channels, after.end_date), (before.channels, None));
    }
}
