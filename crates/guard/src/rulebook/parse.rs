//! From TOML to rules, telling every mistake.

use domain::vocabulary::CollectionsIntensity;
use toml::{Table, Value};

use super::fields::{Fields, Mistake};
use super::schema::{
    Cap, Completed, Counts, Jurisdiction, Kind, Max, Overridable, Rule, Scope, Severity, Unit,
};
use crate::facts::{Line, Security};
use crate::places::State;

/// Every rule of one file, and every mistake in it.
pub(super) fn parse_file(file: &str, text: &str, rules: &mut Vec<Rule>, mistakes: &mut Vec<Mistake>) {
    let whole = |remedy: String| Mistake {
        file: file.to_owned(),
        rule: "the file".to_owned(),
        field: "rule".to_owned(),
        remedy,
    };
    let table: Table = match toml::from_str(text) {
        Ok(table) => table,
        Err(error) => return mistakes.push(whole(format!("is not TOML: {}", error.to_string().trim()))),
    };
    for key in table.keys().filter(|key| *key != "rule") {
        mistakes.push(whole(format!("{key} is not known here; a file holds [[rule]] tables only")));
    }
    let Some(found) = table.get("rule").and_then(Value::as_array) else {
        return mistakes.push(whole("holds no [[rule]]".to_owned()));
    };
    for (place, rule) in found.iter().enumerate() {
        match rule.as_table() {
            Some(table) => read_rule(Fields::of(file, place + 1, table), file, rules, mistakes),
            None => mistakes.push(whole(format!("rule {} is not a table; write [[rule]]", place + 1))),
        }
    }
}

fn read_rule(mut fields: Fields<'_>, file: &str, rules: &mut Vec<Rule>, mistakes: &mut Vec<Mistake>) {
    let f = &mut fields;
    let rule = Rule {
        id: read_id(f),
        version: f.number("version", 1),
        title: f.text("title"),
        about: f.text("about"),
        citation: f.text("citation"),
        source: f.required_word("source"),
        jurisdiction: read_jurisdiction(f),
        binds: f.required_word("binds"),
        effective_from: f.date("effectiveFrom"),
        effective_to: f.date("effectiveTo"),
        enabled: read_enabled(f),
        note: f.optional_text("note"),
        severity: f.word("severity").unwrap_or(Severity::Block),
        overridable: f.word("overridable").unwrap_or(Overridable::Never),
        choices: f.words("choices"),
        may_warn: f.flag("mayWarn").unwrap_or(false),
        scope: read_scope(f),
        exceptions: f.words("exceptions"),
        pass_subjects: f.set("passSubjects"),
        kind: read_kind(f),
        file: file.to_owned(),
    };
    if let (Some(from), Some(to)) = (rule.effective_from, rule.effective_to)
        && to < from
    {
        f.refuse("effectiveTo", "lies before effectiveFrom");
    }
    f.refuse_unknown();
    mistakes.append(&mut f.mistakes);
    rules.push(rule);
}

fn read_id(f: &mut Fields<'_>) -> String {
    let id = f.text("id");
    let spelled = id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
    let good = spelled && id.starts_with("CG-");
    if !id.is_empty() && !good {
        f.refuse("id", "must be CG-, then capitals, digits and hyphens, such as CG-MA-2IN7");
    }
    id
}

fn read_enabled(f: &mut Fields<'_>) -> bool {
    if !f.has("enabled") {
        f.require("enabled", "true or false");
    }
    f.flag("enabled").unwrap_or(false)
}

fn read_jurisdiction(f: &mut Fields<'_>) -> Jurisdiction {
    let text = f.text("jurisdiction");
    match text.as_str() {
        "US" | "" => Jurisdiction::Federal,
        "NYC" => Jurisdiction::NewYorkCity,
        "policy" => Jurisdiction::Policy,
        other => match State::code(other) {
            Some(state) => Jurisdiction::State(state),
            None => {
                f.refuse("jurisdiction", format!("{other:?} is not US, policy, NYC or a state such as MA"));
                Jurisdiction::Federal
            }
        },
    }
}

fn read_scope(f: &mut Fields<'_>) -> Scope {
    for required in ["themes", "channels"] {
        if !f.has(required) {
            f.require(required, "a list of words, or [\"all\"]");
        }
    }
    Scope {
        themes: f.themes("themes"),
        channels: f.channels("channels"),
        subjects: f.set("subjects"),
        labels: f.set("labels"),
        except_labels: f.set("exceptLabels"),
        only_autodialed: f.flag("onlyAutodialed").unwrap_or(false),
        only_line: read_line(f),
        only_with_consent: f.word("onlyWithConsent"),
        only_without_consent: f.word("onlyWithoutConsent"),
        more_than_days_overdue: f.has("moreThanDaysOverdue").then(|| f.number("moreThanDaysOverdue", 0)),
        except_secured_by: read_security(f),
    }
}

fn read_line(f: &mut Fields<'_>) -> Option<Line> {
    match f.optional_text("onlyLine")?.as_str() {
        "mobile" => Some(Line::Mobile),
        "landline" => Some(Line::Landline),
        other => {
            f.refuse("onlyLine", format!("{other:?} is not mobile or landline"));
            None
        }
    }
}

fn read_security(f: &mut Fields<'_>) -> Vec<Security> {
    let mut all = Vec::new();
    for text in f.texts("exceptSecuredBy") {
        match text.as_str() {
            "realEstate" => all.push(Security::RealEstate),
            "automobile" => all.push(Security::Automobile),
            other => f.refuse("exceptSecuredBy", format!("{other:?} is not realEstate or automobile")),
        }
    }
    all
}

fn read_kind(f: &mut Fields<'_>) -> Kind {
    const KINDS: &str = "case, loanClosed, personInactive, representative, doNotInteract, thirdParty, workplace, \
                         label, optOut, textConsent, textFreshness, autodialConsent, hours, cap, afterTalk";
    let kind = f.text("kind");
    match kind.as_str() {
        "case" => read_case(f),
        "loanClosed" => Kind::LoanClosed,
        "personInactive" => Kind::PersonInactive,
        "representative" => Kind::Representative,
        "doNotInteract" => Kind::DoNotInteract,
        "thirdParty" => Kind::ThirdParty { locate: f.themes("locateThemes") },
        "workplace" => Kind::Workplace,
        "label" => read_label(f),
        "optOut" => Kind::OptOut(f.required_word("medium")),
        "textConsent" => Kind::TextConsent,
        "textFreshness" => Kind::TextFreshness { days: f.number("days", 1) },
        "autodialConsent" => Kind::AutodialConsent,
        "hours" => read_hours(f),
        "cap" => Kind::Cap(read_cap(f)),
        "afterTalk" => {
            Kind::AfterTalk { window: f.number("window", 1), unit: f.required_word::<Unit>("unit") }
        }
        "" => Kind::Label,
        other => {
            f.refuse("kind", format!("{other:?} is not one of {KINDS}"));
            Kind::Label
        }
    }
}

fn read_case(f: &mut Fields<'_>) -> Kind {
    let cases = f.vocabulary("cases");
    if cases.is_empty() {
        f.require("cases", "the case types that hold, such as [\"bankruptcy\"]");
    }
    let completed = f.required_word::<Completed>("completed");
    Kind::Case { cases, completed, unless_outcome: f.texts("unlessOutcome") }
}

fn read_label(f: &mut Fields<'_>) -> Kind {
    if f.texts("labels").is_empty() {
        f.require("labels", "the labels it stops, such as [\"military\"]");
    }
    Kind::Label
}

fn read_hours(f: &mut Fields<'_>) -> Kind {
    let (from, to) = (f.time_of_day("from"), f.time_of_day("to"));
    if to <= from {
        f.refuse("to", "must be later than from");
    }
    Kind::Hours { from, to }
}

fn read_cap(f: &mut Fields<'_>) -> Cap {
    let count_channels = if f.has("countChannels") { "countChannels" } else { "channels" };
    Cap {
        window: f.number("window", 1),
        max: read_max(f),
        unit: f.required_word("unit"),
        counts: f.required_word::<Counts>("counts"),
        count_channels: f.channels(count_channels),
        ringing: f.flag("ringing").unwrap_or(true),
        lets_ask: f.flag("letsAsk").unwrap_or(false),
    }
}

fn read_max(f: &mut Fields<'_>) -> Max {
    let Some(Value::Table(by)) = f.get("max") else { return Max::Fixed(f.number("max", 0)) };
    let mut limits = [None; 3];
    for (intensity, number) in by {
        let place = CollectionsIntensity::ALL.iter().position(|known| known.as_str() == intensity);
        match (place, number.as_integer().and_then(|number| u32::try_from(number).ok())) {
            (Some(place), Some(number)) => limits[place] = Some(number),
            _ => f.refuse("max", format!("{intensity} must be light, normal or heavy, with a whole number")),
        }
    }
    Max::ByIntensity(limits)
}

/// The letters of an outcome in lower case, so that `Not validated` and `notValidated` are one word.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
