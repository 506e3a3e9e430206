//! Telling whether a changed rule is looser than it was.

use super::company::{Loosening, mistake};
use super::fields::Mistake;
use super::schema::{Kind, Max, Overridable, Rule, Severity};

/// Refuses what loosens a rule without a record, or although nothing may.
pub(super) fn judge(before: &Rule, after: &Rule, record: Option<&Loosening>, mistakes: &mut Vec<Mistake>) {
    for (field, is_chosen) in loosened_fields(before, after) {
        let is_recorded = record.is_some_and(|record| !record.reason.trim().is_empty());
        if before.overridable == Overridable::Never && !is_chosen {
            mistakes.push(mistake(
                field,
                &before.id,
                "would loosen a rule that nobody may override; it can only be tightened",
            ));
        } else if !is_recorded {
            let remedy = "loosens the rule; say who and why in loosened {by, reason, at}";
            mistakes.push(mistake(field, &before.id, remedy));
        }
    }
}

/// What is looser than before, and whether the rule itself names it as a company's choice.
fn loosened_fields(before: &Rule, after: &Rule) -> Vec<(&'static str, bool)> {
    let mut looser = Vec::new();
    if before.enabled && !after.enabled {
        looser.push(("enabled", false));
    }
    if before.severity == Severity::Block && after.severity == Severity::Warn {
        looser.push(("severity", before.may_warn));
    }
    let new = after.exceptions.iter().filter(|exception| !before.exceptions.contains(exception));
    looser.extend(new.map(|exception| ("addExceptions", before.choices.contains(exception))));
    match (&before.kind, &after.kind) {
        (Kind::Cap(old), Kind::Cap(new)) => {
            if allows_more(old.max, new.max) {
                looser.push(("max", false));
            }
            if new.window < old.window {
                looser.push(("window", false));
            }
            if old.ringing && !new.ringing {
                looser.push(("ringing", false));
            }
        }
        (Kind::AfterTalk { window: old, .. }, Kind::AfterTalk { window: new, .. }) if new < old => {
            looser.push(("window", false));
        }
        (Kind::TextFreshness { days: old }, Kind::TextFreshness { days: new }) if new > old => {
            looser.push(("window", false));
        }
        (Kind::Hours { from: old_from, to: old_to }, Kind::Hours { from, to }) => {
            if from < old_from {
                looser.push(("from", false));
            }
            if to > old_to {
                looser.push(("to", false));
            }
        }
        _ => {}
    }
    looser
}

fn allows_more(old: Max, new: Max) -> bool {
    let by_intensity = |max| match max {
        Max::Fixed(number) => [Some(number); 3],
        Max::ByIntensity(limits) => limits,
    };
    let pairs = by_intensity(old).into_iter().zip(by_intensity(new));
    pairs.into_iter().any(|(old, new)| old.is_some_and(|old| new.is_none_or(|new| new > old)))
}
