//! What a company settles about the book: tightening always, loosening only with a record of who and why (D3).
//!
//! Not in the source and chosen on the safe side: a rule that no one-time override may pass (D11: bankruptcy, cease,
//! attorney, opt-outs, autodial consent and the like) cannot be loosened by settings either, but for the choices the
//! rule itself names (D10: notices the law demands, by company choice). Switching a rule on, a smaller maximum, a longer
//! window, narrower hours, more channels or themes, fewer exceptions tighten. The numbers of the intensities, the
//! company's time zone, whether federal rules bind creditors, and the marks of subjects are plain settings (D4, D9, B5).

use std::collections::BTreeMap;

use domain::id::UserId;
use domain::time::Instant;
use domain::vocabulary::{Channel, CollectionsIntensity, Subject, Theme, Vocabulary};
use serde::{Deserialize, Serialize};

use super::fields::{Mistake, parse_time_of_day};
use super::loosening::judge;
use super::schema::{Cap, Exception, Kind, Max, Rule, Severity};
use crate::zone::Zone;

/// What a company settles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CompanySettings {
    /// Its IANA time zone; else UTC.
    pub timezone: Option<String>,
    /// Whether federal rules on third parties bind its own loans too; else they do.
    pub apply_federal_to_first_party: Option<bool>,
    /// Whether a number of another state brings that state's rules; else it does.
    pub jurisdiction_by_area_code: Option<bool>,
    /// Contacts in seven days, for `light`, `normal` and `heavy`.
    pub intensity: BTreeMap<String, u32>,
    /// Subjects that answer an event, or do not.
    pub transactional: BTreeMap<String, bool>,
    /// Changes of rules, by id.
    pub rules: BTreeMap<String, RuleChange>,
}

/// How a company changes one rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RuleChange {
    /// On or off.
    pub enabled: Option<bool>,
    /// Whether it blocks or warns.
    pub severity: Option<Severity>,
    /// How many contacts.
    pub max: Option<u32>,
    /// Within how many days.
    pub window: Option<u32>,
    /// The first time of day, such as `09:00`.
    pub from: Option<String>,
    /// The last.
    pub to: Option<String>,
    /// Whether calls that rang unanswered count.
    pub ringing: Option<bool>,
    /// Channels it looks at too.
    pub add_channels: Vec<Channel>,
    /// Themes it looks at too.
    pub add_themes: Vec<Theme>,
    /// Exceptions no longer made.
    pub drop_exceptions: Vec<Exception>,
    /// Exceptions made too.
    pub add_exceptions: Vec<Exception>,
    /// Who loosened it and why, where it does.
    pub loosened: Option<Loosening>,
}

/// The record of a loosened rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Loosening {
    /// Who, with the permission to.
    pub by: UserId,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Instant,
}

/// The settings as decisions need them.
#[derive(Debug, Clone)]
pub(super) struct Settled {
    pub(super) zone: Zone,
    pub(super) apply_federal_to_first_party: bool,
    pub(super) jurisdiction_by_area_code: bool,
    pub(super) transactional: Vec<(Subject, bool)>,
}

impl Default for Settled {
    fn default() -> Self {
        Self {
            zone: Zone::utc(),
            apply_federal_to_first_party: true,
            jurisdiction_by_area_code: true,
            transactional: Vec::new(),
        }
    }
}

impl CompanySettings {
    /// What is settled, one line each in a fixed order; nothing where everything is as shipped.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut say = |name: String, value: Option<String>| {
            lines.extend(value.map(|value| format!("{name} = {value}")))
        };
        say("timezone".to_owned(), self.timezone.clone());
        say(
            "applyFederalToFirstParty".to_owned(),
            self.apply_federal_to_first_party.map(|on| on.to_string()),
        );
        say("jurisdictionByAreaCode".to_owned(), self.jurisdiction_by_area_code.map(|on| on.to_string()));
        for (intensity, number) in &self.intensity {
            say(format!("intensity.{intensity}"), Some(number.to_string()));
        }
        for (subject, mark) in &self.transactional {
            say(format!("transactional.{subject}"), Some(mark.to_string()));
        }
        for (id, change) in &self.rules {
            for (name, value) in change.values() {
                say(format!("rules.{id}.{name}"), value);
            }
        }
        lines
    }
}

impl RuleChange {
    fn values(&self) -> [(&'static str, Option<String>); 12] {
        let words = |words: Vec<&str>| Some(words.join(", ")).filter(|words| !words.is_empty());
        let exceptions =
            |all: &[Exception]| words(all.iter().map(|one| crate::words::Word::as_str(*one)).collect());
        [
            ("enabled", self.enabled.map(|on| on.to_string())),
            ("severity", self.severity.map(|word| crate::words::Word::as_str(word).to_owned())),
            ("max", self.max.map(|max| max.to_string())),
            ("window", self.window.map(|days| days.to_string())),
            ("from", self.from.clone()),
            ("to", self.to.clone()),
            ("ringing", self.ringing.map(|on| on.to_string())),
            ("addChannels", words(self.add_channels.iter().map(|word| word.as_str()).collect())),
            ("addThemes", words(self.add_themes.iter().map(|word| word.as_str()).collect())),
            ("dropExceptions", exceptions(&self.drop_exceptions)),
            ("addExceptions", exceptions(&self.add_exceptions)),
            ("loosened", self.loosened.as_ref().map(|by| format!("{} {} {}", by.by, by.at, by.reason))),
        ]
    }
}

/// The rules as changed, or every mistake in the settings.
pub(super) fn apply(
    mut rules: Vec<Rule>,
    settings: &CompanySettings,
) -> Result<(Vec<Rule>, Settled), Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let settled = settle(settings, &mut mistakes);
    set_intensity(&mut rules, &settings.intensity, &mut mistakes);
    for (id, change) in &settings.rules {
        if !rules.iter().any(|rule| rule.id == *id) {
            mistakes.push(mistake(
                "rules",
                id,
                "is no rule of the book; `switchboard rules list` names them",
            ));
        }
        for rule in rules.iter_mut().filter(|rule| rule.id == *id) {
            let before = rule.clone();
            change_rule(rule, change, &mut mistakes);
            judge(&before, rule, change.loosened.as_ref(), &mut mistakes);
        }
    }
    if mistakes.is_empty() { Ok((rules, settled)) } else { Err(mistakes) }
}

fn settle(settings: &CompanySettings, mistakes: &mut Vec<Mistake>) -> Settled {
    let mut settled = Settled::default();
    if let Some(name) = &settings.timezone {
        match Zone::named(name) {
            Some(zone) => settled.zone = zone,
            None => mistakes.push(mistake("timezone", name, "is no IANA time zone such as America/New_York")),
        }
    }
    settled.apply_federal_to_first_party = settings.apply_federal_to_first_party.unwrap_or(true);
    settled.jurisdiction_by_area_code = settings.jurisdiction_by_area_code.unwrap_or(true);
    for (subject, mark) in &settings.transactional {
        match Subject::read(subject) {
            Ok(subject) => settled.transactional.push((subject, *mark)),
            Err(error) => mistakes.push(mistake("transactional", subject, &error.to_string())),
        }
    }
    settled
}

fn set_intensity(rules: &mut [Rule], numbers: &BTreeMap<String, u32>, mistakes: &mut Vec<Mistake>) {
    for (word, number) in numbers {
        let Some(place) = CollectionsIntensity::ALL.iter().position(|known| known.as_str() == word) else {
            mistakes.push(mistake("intensity", word, "is not light, normal or heavy"));
            continue;
        };
        for rule in rules.iter_mut() {
            if let Kind::Cap(Cap { max: Max::ByIntensity(limits), .. }) = &mut rule.kind {
                limits[place] = Some(*number);
            }
        }
    }
}

fn change_rule(rule: &mut Rule, change: &RuleChange, mistakes: &mut Vec<Mistake>) {
    let mut refuse = |field: &str, remedy: &str| mistakes.push(mistake(field, &rule.id, remedy));
    rule.enabled = change.enabled.unwrap_or(rule.enabled);
    rule.severity = change.severity.unwrap_or(rule.severity);
    change.add_channels.iter().for_each(|channel| rule.scope.channels.insert(*channel));
    change.add_themes.iter().for_each(|theme| rule.scope.themes.insert(*theme));
    rule.exceptions.retain(|exception| !change.drop_exceptions.contains(exception));
    rule.exceptions.extend(change.add_exceptions.iter().filter(|one| !change.drop_exceptions.contains(one)));
    let numbers = [
        ("max", change.max.is_some()),
        ("window", change.window.is_some()),
        ("ringing", change.ringing.is_some()),
    ];
    match &mut rule.kind {
        Kind::Cap(cap) => {
            cap.max = change.max.map_or(cap.max, Max::Fixed);
            cap.window = change.window.unwrap_or(cap.window).max(1);
            cap.ringing = change.ringing.unwrap_or(cap.ringing);
            change.add_channels.iter().for_each(|channel| cap.count_channels.insert(*channel));
        }
        Kind::AfterTalk { window, .. } => *window = change.window.unwrap_or(*window).max(1),
        Kind::TextFreshness { days } => *days = change.window.unwrap_or(*days).max(1),
        _ => numbers
            .iter()
            .filter(|(_, said)| *said)
            .for_each(|(field, _)| refuse(field, "does not go with such a rule")),
    }
    for (field, text) in [("from", &change.from), ("to", &change.to)] {
        let Some(text) = text else { continue };
        match (&mut rule.kind, parse_time_of_day(text)) {
            (Kind::Hours { from, .. }, Some(seconds)) if field == "from" => *from = seconds,
            (Kind::Hours { to, .. }, Some(seconds)) => *to = seconds,
            (Kind::Hours { .. }, None) => refuse(field, "must be a time of day such as 09:00"),
            _ => refuse(field, "goes with rules on hours only"),
        }
    }
}

pub(super) fn mistake(field: &str, rule: &str, remedy: &str) -> Mistake {
    Mistake {
        file: "company settings".to_owned(),
        rule: rule.to_owned(),
        field: field.to_owned(),
        remedy: remedy.to_owned(),
    }
}
