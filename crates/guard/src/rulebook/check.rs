//! What a reader of a whole book would object to, though every rule by itself is well formed.

use super::schema::{Kind, Rule, Source};
use super::{Mistake, Rulebook};

/// An objection to a rule.
pub type Finding = Mistake;

/// Every objection to a book: versions that overlap, unconfirmed rules that are on without a word why, disabled ones
/// that do not say why, caps that can never be used up.
pub fn check(book: &Rulebook) -> Vec<Finding> {
    let rules: Vec<_> = book.rules().collect();
    let mut findings = Vec::new();
    for (at, rule) in rules.iter().enumerate() {
        let mut say = |field: &str, remedy: String| {
            findings.push(Finding {
                file: rule.file.clone(),
                rule: rule.id.clone(),
                field: field.to_owned(),
                remedy,
            });
        };
        if let Some(other) = rules[..at].iter().find(|other| other.id == rule.id && overlap(other, rule)) {
            say(
                "effectiveFrom",
                format!("version {} is in force on some of the same days; end it before", other.version),
            );
        }
        if let Some(other) =
            rules[..at].iter().find(|other| other.id == rule.id && other.version == rule.version)
        {
            say("version", format!("is used in {} already; count on", other.file));
        }
        let is_unsure = matches!(rule.source, Source::Unconfirmed | Source::Unsure);
        if rule.note.is_none() && (!rule.enabled || is_unsure) {
            say(
                "note",
                "is required for a rule that is off or unconfirmed: say why it ships as it does".to_owned(),
            );
        }
        if rule.enabled && rule.source == Source::Unsure {
            say("enabled", "an unsure rule ships disabled; confirm the source first".to_owned());
        }
        if rule.scope.themes.is_empty() && rule.scope.subjects.is_empty() {
            say("themes", "are none, so the rule never looks at anything".to_owned());
        }
        if rule.scope.channels.is_empty() {
            say("channels", "are none, so the rule never looks at anything".to_owned());
        }
        if let Kind::Cap(cap) = &rule.kind
            && !cap.count_channels.covers(&rule.scope.channels)
        {
            say(
                "countChannels",
                "must hold every channel of the rule: what it stops has to count".to_owned(),
            );
        }
    }
    findings
}

fn overlap(one: &Rule, other: &Rule) -> bool {
    let ends_before = |a: &Rule, b: &Rule| match (a.effective_to, b.effective_from) {
        (Some(to), Some(from)) => to < from,
        _ => false,
    };
    !ends_before(one, other) && !ends_before(other, one)
}
