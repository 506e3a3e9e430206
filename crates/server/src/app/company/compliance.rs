//! What a company settles about Compliance Guard: merged, judged, and recorded where it loosens a rule.

use domain::company::Company;
use domain::id::{Id, UserId};
use domain::patch::Patch;
use domain::problem::Problems;
use domain::time::Instant;
use domain::vocabulary::Permission;
use guard::rulebook::{Loosening, RuleChange};
use guard::{CompanySettings, Mistake, Mistakes, Rulebook};
use serde_json::{Map, Value};

use crate::app::{AppError, Caller};

/// The setting that holds it.
pub const KEY: &str = "complianceGuard";
/// The field a body says it in.
const FIELD: &str = "settings.complianceGuard";

/// The rulebook as this company has changed it.
pub fn rulebook(company: &Company) -> Result<Rulebook, AppError> {
    let changed = shipped()?.with(&settings(company)?);
    changed.map_err(|mistakes| AppError::Unavailable(format!("{FIELD} fits no more: {mistakes}")))
}

/// What this company settles, its time zone too.
pub fn settings(company: &Company) -> Result<CompanySettings, AppError> {
    let stored = company.setting(KEY).unwrap_or_else(|| Value::Object(Map::new()));
    let settings: CompanySettings = serde_json::from_value(stored)
        .map_err(|error| AppError::Unavailable(format!("{FIELD} cannot be read: {error}")))?;
    Ok(with_timezone(settings, company))
}

/// The company once what a body says of these settings is merged, as RFC 7396 merges.
pub(super) fn merge(
    caller: &Caller,
    before: &Company,
    after: Company,
    said: Patch<Value>,
    now: Instant,
) -> Result<Company, AppError> {
    let patch = match said {
        Patch::Absent => return Ok(after),
        Patch::Null => return Ok(after.with_setting(KEY, None)?),
        Patch::Value(patch) => patch,
    };
    let mut wanted = before.setting(KEY).unwrap_or(Value::Null);
    merge_into(&mut wanted, &patch);
    let mut wanted = with_timezone(read(wanted)?, &after);
    record(caller, &settings(before)?, &mut wanted, &patch, now)?;
    shipped()?.with(&wanted).map_err(|mistakes| problems(&mistakes))?;
    wanted.timezone = None;
    let kept = serde_json::to_value(&wanted).unwrap_or_default();
    Ok(after.with_setting(KEY, Some(without_blanks(kept)))?)
}

fn shipped() -> Result<&'static Rulebook, AppError> {
    Rulebook::shipped()
        .map_err(|mistakes| AppError::Unavailable(format!("the rulebook is wrong: {mistakes}")))
}

fn with_timezone(settings: CompanySettings, company: &Company) -> CompanySettings {
    let timezone = company.setting("timezone").and_then(|zone| zone.as_str().map(str::to_owned));
    CompanySettings { timezone, ..settings }
}

fn merge_into(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(target) = target else { return };
    for (key, value) in patch {
        if value.is_null() {
            target.remove(key);
        } else {
            merge_into(target.entry(key.as_str()).or_insert(Value::Null), value);
        }
    }
}

/// Who loosened a rule is for us to say, so that part of a body is left out here.
fn read(mut wanted: Value) -> Result<CompanySettings, AppError> {
    let Some(told) = wanted.as_object_mut() else {
        return Err(AppError::field(FIELD, "must be a JSON object"));
    };
    if told.contains_key("timezone") {
        return Err(AppError::field(&format!("{FIELD}.timezone"), "is said in settings.timezone"));
    }
    let changes = told.get_mut("rules").and_then(Value::as_object_mut).into_iter().flatten();
    for change in changes.filter_map(|(_, change)| change.as_object_mut()) {
        change.remove("loosened");
    }
    serde_json::from_value(wanted).map_err(|error| AppError::field(FIELD, error.to_string()))
}

/// Notes who loosens a rule and why; what was loosened before keeps its note.
fn record(
    caller: &Caller,
    before: &CompanySettings,
    wanted: &mut CompanySettings,
    patch: &Value,
    now: Instant,
) -> Result<(), AppError> {
    let mut problems = Problems::new();
    for (id, change) in &mut wanted.rules {
        let known = before.rules.get(id).cloned().unwrap_or_default();
        let noted = known.loosened.clone();
        if (RuleChange { loosened: None, ..known }) == *change {
            change.loosened = noted;
            continue;
        }
        let reason = patch["rules"][id]["loosened"]["reason"].as_str().unwrap_or_default().trim();
        if !loosens(id, change)? {
            continue;
        }
        caller.require(Permission::RuleAdminister)?;
        let by = caller.user.ok_or_else(|| {
            AppError::Forbidden(
                "who loosens a rule must be a user: sign in, or use a key that acts as one".to_owned(),
            )
        })?;
        if reason.is_empty() {
            let field = format!("{FIELD}.rules.{id}.loosened.reason");
            problems.push(field, "is required, as this loosens the rule");
        }
        change.loosened = Some(Loosening { by, reason: reason.to_owned(), at: now });
    }
    Ok(problems.into_result(())?)
}

/// Whether a change loosens a rule that may be: the guard takes it with a note and not without.
fn loosens(id: &str, change: &RuleChange) -> Result<bool, AppError> {
    let book = shipped()?;
    if book.rule(id).is_none() {
        return Ok(false);
    }
    let takes_it = |loosened: Option<Loosening>| {
        let change = RuleChange { loosened, ..change.clone() };
        let alone = CompanySettings { rules: [(id.to_owned(), change)].into(), ..CompanySettings::default() };
        book.with(&alone).is_ok()
    };
    let note = Loosening { by: UserId::of(0), reason: "asked".to_owned(), at: Instant(0) };
    Ok(!takes_it(None) && takes_it(Some(note)))
}

fn problems(mistakes: &Mistakes) -> Problems {
    let mut problems = Problems::new();
    for Mistake { rule, field, remedy, .. } in &mistakes.0 {
        let place = match field.as_str() {
            // These name what they are about where others name the rule.
            "intensity" | "transactional" | "rules" => format!("{field}.{rule}"),
            field => format!("rules.{rule}.{field}"),
        };
        problems.push(format!("{FIELD}.{place}"), remedy.as_str());
    }
    problems
}

fn without_blanks(value: Value) -> Value {
    let Value::Object(fields) = value else { return value };
    let kept = fields.into_iter().map(|(key, value)| (key, without_blanks(value)));
    let said = |value: &Value| match value {
        Value::Null => false,
        Value::Array(list) => !list.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => true,
    };
    Value::Object(kept.filter(|(_, value)| said(value)).collect())
}
