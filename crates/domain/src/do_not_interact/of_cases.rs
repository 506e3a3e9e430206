//! Do-not-interact types (B9 of the API reference): which cases close channels by themselves, and for how long.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::draft::{read_only, today};
use super::{CHANNELS, Condition, DoNotInteract, Only, THEMES};
use crate::case::Case;
use crate::fields::Fields;
use crate::id::DoNotInteractTypeId;
use crate::interaction::CreatedBy;
use crate::patch::Patch;
use crate::problem::Problems;
use crate::time::Instant;
use crate::vocabulary::{CaseStatus, CaseType, Channel, DurationUnit, Theme};

/// What `source` says of an instance that a type made.
const SOURCE: &str = "doNotInteractType";
/// Longest name, and longest outcome, in characters.
const NAME_LENGTH: usize = 255;
/// Most conditions of one type.
const CONDITIONS: usize = 20;
/// Longest duration, in days: a hundred years.
const DAYS: i64 = 36_525;
/// Where a day begins first.
const HOURS_AHEAD: i64 = 14;

/// Which cases close channels by themselves, as the store keeps it and the API shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DoNotInteractType {
    /// Its id.
    pub id: DoNotInteractTypeId,
    /// What people call it.
    pub name: String,
    /// The cases it is about.
    pub case_type: CaseType,
    /// Whether it is used.
    pub enabled: bool,
    /// The channels it closes, or `["all"]`.
    #[schema(value_type = Vec<String>)]
    pub channels: Only<Channel>,
    /// The themes it closes, or `["all"]`: all but account credentials.
    #[schema(value_type = Vec<String>)]
    pub themes: Only<Theme>,
    /// It closes them when a case comes to this status.
    pub on_status: Option<CaseStatus>,
    /// It closes them when a case comes to this outcome.
    pub on_outcome: Option<String>,
    /// All of these must hold too.
    pub on_condition: Vec<Condition>,
    /// For how long; none is for good.
    pub duration: Option<i64>,
    /// What the duration counts.
    pub unit: DurationUnit,
    /// When it was recorded.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Option<Instant>,
}

/// The type, the oldest first, that a case came to fall under just now.
pub fn due<'a>(
    types: &'a [DoNotInteractType],
    before: Option<&Case>,
    after: &Case,
) -> Option<&'a DoNotInteractType> {
    types.iter().find(|one| one.meets(after) && !before.is_some_and(|before| one.meets(before)))
}

impl DoNotInteractType {
    /// The instance it makes of a case: from today, wherever the person is, and never shorter than it says.
    pub fn instance(&self, case: &Case, now: Instant) -> DoNotInteract {
        let days = |count: i64| latest_day(now).saturating_add(count.days());
        DoNotInteract {
            case_id: case.id,
            person_id: case.person_id,
            channels: self.channels.clone(),
            themes: self.themes.clone(),
            start_date: today(None, now),
            end_date: self.duration.map(days),
            days_of_week: Vec::new(),
            timezone: None,
            times_of_day: Vec::new(),
            contact_labels: Vec::new(),
            source: SOURCE.to_owned(),
            type_id: Some(self.id),
            created_by: CreatedBy {
                descriptor: "system".to_owned(),
                id: Some(self.id.to_string()),
                name: Some(self.name.clone()),
            },
            created_at: now,
            updated_at: None,
        }
    }

    fn meets(&self, case: &Case) -> bool {
        self.enabled
            && self.case_type == case.case_type
            && self.on_status.is_none_or(|status| status == case.status)
            && self.on_outcome.as_ref().is_none_or(|outcome| case.outcome.as_ref() == Some(outcome))
            && self.on_condition.iter().all(|condition| condition.holds(case))
    }
}

/// What a body says about a do-not-interact type.
#[derive(Debug, Clone, Default)]
pub struct DoNotInteractTypeDraft {
    name: Patch<String>,
    case_type: Patch<CaseType>,
    enabled: Patch<bool>,
    channels: Patch<Only<Channel>>,
    themes: Patch<Only<Theme>>,
    on_status: Patch<CaseStatus>,
    on_outcome: Patch<String>,
    on_condition: Patch<Vec<Condition>>,
    duration: Patch<i64>,
    unit: Patch<DurationUnit>,
}

impl DoNotInteractTypeDraft {
    /// Reads a body.
    pub fn read(body: &str) -> Result<Self, Problems> {
        let mut fields = Fields::read(body)?;
        let draft = Self {
            name: fields.text("name", 1, NAME_LENGTH),
            case_type: fields.word("caseType"),
            enabled: fields.flag("enabled"),
            channels: read_only(&mut fields, "channels", CHANNELS),
            themes: read_only(&mut fields, "themes", THEMES),
            on_status: fields.word("onStatus"),
            on_outcome: fields.text("onOutcome", 1, NAME_LENGTH),
            on_condition: read_conditions(&mut fields),
            duration: fields.number("duration", 1..=DAYS),
            unit: fields.word("unit"),
        };
        fields.finish(draft)
    }

    /// A new type. Its id is a placeholder until the store gives it one.
    pub fn create(self, id: DoNotInteractTypeId, now: Instant) -> Result<DoNotInteractType, Problems> {
        let (Some(name), Some(case_type)) = (self.name.as_value(), self.case_type.as_value()) else {
            let mut missing = Problems::new();
            for (field, is_there) in
                [("name", self.name.as_value().is_some()), ("caseType", self.case_type.as_value().is_some())]
            {
                if !is_there {
                    missing.push(field, "is required");
                }
            }
            return Err(missing);
        };
        let blank = DoNotInteractType {
            id,
            name: name.clone(),
            case_type: *case_type,
            enabled: true,
            channels: Only::All,
            themes: Only::All,
            on_status: None,
            on_outcome: None,
            on_condition: Vec::new(),
            duration: None,
            unit: DurationUnit::default(),
            created_at: now,
            updated_at: None,
        };
        self.over(blank)
    }

    /// The type after an update. What it made stays as it is.
    pub fn merge(self, before: &DoNotInteractType, now: Instant) -> Result<DoNotInteractType, Problems> {
        let mut after = self.over(before.clone())?;
        after.updated_at = Some(now);
        Ok(after)
    }

    fn over(self, mut one: DoNotInteractType) -> Result<DoNotInteractType, Problems> {
        one.name = self.name.value().unwrap_or(one.name);
        one.case_type = self.case_type.value().unwrap_or(one.case_type);
        one.enabled = self.enabled.over(Some(one.enabled)).unwrap_or(true);
        one.channels = self.channels.over(Some(one.channels)).unwrap_or(Only::All);
        one.themes = self.themes.over(Some(one.themes)).unwrap_or(Only::All);
        one.on_status = self.on_status.over(one.on_status);
        one.on_outcome = self.on_outcome.over(one.on_outcome);
        one.on_condition = self.on_condition.over(Some(one.on_condition)).unwrap_or_default();
        one.duration = self.duration.over(one.duration);
        one.unit = self.unit.over(Some(one.unit)).unwrap_or_default();
        if one.on_status.is_none() && one.on_outcome.is_none() {
            return Err(Problems::one(
                "onStatus",
                "is required where onOutcome is not there, and the other way round",
            ));
        }
        Ok(one)
    }
}

fn read_conditions(fields: &mut Fields<'_>) -> Patch<Vec<Condition>> {
    const MESSAGE: &str = "must be a list of {fieldName, operator, value, dataType}; operator is one of equals, \
         notEquals, greaterThan, greaterThanOrEqual, lessThan, lessThanOrEqual, dataType one of string, number, \
         boolean, date";
    let said = fields.list::<Condition>("onCondition", CONDITIONS, MESSAGE);
    fields.settled("onCondition", said, |all| {
        all.iter().try_for_each(Condition::check)?;
        Ok(all)
    })
}

/// The latest day it is anywhere.
fn latest_day(now: Instant) -> Date {
    let ahead = now.plus_seconds(HOURS_AHEAD * 3600);
    let at = jiff::Timestamp::from_microsecond(ahead.0).unwrap_or(jiff::Timestamp::MAX);
    at.to_zoned(jiff::tz::TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::CaseDraft;
    use crate::id::{CaseId, Id, PersonId};

    /// 2026-03-02T03:00:00Z: still March 1 in New York.
    const NOW: Instant = Instant(1_772_420_400_000_000);

    fn made(body: &str) -> Result<DoNotInteractType, Problems> {
        DoNotInteractTypeDraft::read(body)?.create(DoNotInteractTypeId::of(1), NOW)
    }

    fn case(body: &str) -> Case {
        let by = CreatedBy { descriptor: "employee".to_owned(), id: None, name: None };
        let draft = CaseDraft::read_new(body).unwrap();
        draft.create(CaseId::of(1), PersonId::of(1), crate::case::Found::default(), by, NOW).unwrap()
    }

    #[test]
    fn a_new_bankruptcy_closes_collection_for_thirty_days() {
        let body = r#"{"name":"Bankruptcy","caseType":"bankruptcy","onStatus":"initiated",
            "themes":["opsCollDebt"],"duration":30}"#;
        let types = [made(body).unwrap()];
        let filed = case(r#"{"caseType":"bankruptcy"}"#);
        let instance = due(&types, None, &filed).unwrap().instance(&filed, NOW);
        assert_eq!(instance.start_date, Date::constant(2026, 3, 1));
        assert_eq!(instance.end_date, Some(Date::constant(2026, 4, 1)));
        assert!(
            instance.themes.includes(&Theme::OpsCollDebt) && !instance.themes.includes(&Theme::OpsServicing)
        );
        // Once is enough: a change that leaves it there makes no other.
        assert!(due(&types, Some(&filed), &filed).is_none());
        assert!(due(&types, None, &case(r#"{"caseType":"deceased"}"#)).is_none());
    }

    #[test]
    fn every_condition_must_hold() {
        let body = r#"{"name":"Chapter 7","caseType":"bankruptcy","onStatus":"initiated","onCondition":[
            {"fieldName":"metaData.chapter","operator":"equals","value":"7","dataType":"number"},
            {"fieldName":"metaData.filed","operator":"greaterThan","value":"2026-01-31","dataType":"date"}]}"#;
        let types = [made(body).unwrap()];
        let filed = |meta: &str| case(&format!(r#"{{"caseType":"bankruptcy","metaData":{meta}}}"#));
        assert!(due(&types, None, &filed(r#"{"chapter":7,"filed":"2026-02-01"}"#)).is_some());
        assert!(due(&types, None, &filed(r#"{"chapter":13,"filed":"2026-02-01"}"#)).is_none());
        assert!(due(&types, None, &filed(r#"{"chapter":7,"filed":"2026-01-31"}"#)).is_none());
        assert!(due(&types, None, &filed(r#"{"chapter":7}"#)).is_none());
    }

    #[test]
    fn what_could_never_happen_is_refused() {
        let refused = |body: &str| made(body).unwrap_err().to_string();
        assert!(refused(r#"{"name":"x","caseType":"deceased"}"#).starts_with("onStatus: is required"));
        assert!(refused(r#"{"onStatus":"initiated"}"#).starts_with("name: is required"));
        let with = |condition: &str| {
            refused(&format!(
                r#"{{"name":"x","caseType":"deceased","onStatus":"initiated","onCondition":[{condition}]}}"#
            ))
        };
        assert!(with(r#"{"fieldName":"ssn","operator":"equals","value":"1"}"#).contains("fieldName must be"));
        assert!(
            with(r#"{"fieldName":"name","operator":"lessThan","value":"1"}"#).contains("goes with number")
        );
        let not_a_date = r#"{"fieldName":"name","operator":"equals","value":"soon","dataType":"date"}"#;
        assert!(with(not_a_date).contains("value must be a date"));
    }
}
