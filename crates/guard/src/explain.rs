//! A rule in plain words, for a compliance officer.

use std::fmt::Write;

use domain::vocabulary::Vocabulary;

use crate::message::time_of_day;
use crate::rulebook::Rulebook;
use crate::rulebook::schema::{
    Binds, Cap, Jurisdiction, Kind, Max, Overridable, Rule, Severity, Source, Unit,
};
use crate::set::{Ordinal, Set};
use crate::words::Word;

/// A rule in plain words: what it says, what it looks at, what passes it, where it comes from, whether it is on.
pub fn explain(rule: &Rule) -> String {
    let mut text = format!("{} (version {}): {}\n\n{}\n\n", rule.id, rule.version, rule.title, rule.about);
    for (name, value) in lines(rule) {
        let _ = writeln!(text, "- {name}: {value}");
    }
    text
}

/// Every rule of a book as one page of Markdown, by jurisdiction.
pub fn page(book: &Rulebook) -> String {
    let mut text = String::new();
    let mut jurisdictions: Vec<Jurisdiction> = Vec::new();
    for rule in book.rules() {
        if !jurisdictions.contains(&rule.jurisdiction) {
            jurisdictions.push(rule.jurisdiction);
        }
    }
    jurisdictions.sort_by_key(|jurisdiction| (jurisdiction.rank(), place(*jurisdiction)));
    for jurisdiction in jurisdictions {
        let _ = writeln!(text, "## {}\n", place(jurisdiction));
        for rule in book.rules().filter(|rule| rule.jurisdiction == jurisdiction) {
            let off = if rule.enabled { "" } else { " (off)" };
            let _ = writeln!(text, "### {}: {}{off}\n\n{}\n", rule.id, rule.title, rule.about);
            for (name, value) in lines(rule) {
                let _ = writeln!(text, "- **{name}**: {value}");
            }
            text.push('\n');
        }
    }
    text
}

fn lines(rule: &Rule) -> Vec<(&'static str, String)> {
    let mut lines = vec![("Source", format!("{}; {}", rule.citation, rule.source.meaning()))];
    lines.push(("Applies", applies(rule)));
    lines.push(("Looks at", looks_at(rule)));
    lines.push(("Test", test(&rule.kind)));
    if let Some(only) = only(rule) {
        lines.push(("Only", only));
    }
    let passes = passes(rule);
    if !passes.is_empty() {
        lines.push(("Passes all the same", passes));
    }
    lines.push(("Override", overriding(rule)));
    lines.push(("State", state(rule)));
    lines
}

fn applies(rule: &Rule) -> String {
    let mut text = format!("{}, to {}", place(rule.jurisdiction), rule.binds.meaning());
    if rule.binds == Binds::ThirdParty && rule.jurisdiction == Jurisdiction::Federal {
        text.push_str(" (and to creditors, unless the company has settled otherwise)");
    }
    let days = match (rule.effective_from, rule.effective_to) {
        (Some(from), Some(to)) => format!(", from {from} to {to}"),
        (Some(from), None) => format!(", since {from}"),
        (None, Some(to)) => format!(", until {to}"),
        (None, None) => String::new(),
    };
    text + &days
}

fn place(jurisdiction: Jurisdiction) -> String {
    match jurisdiction {
        Jurisdiction::Federal => "United States".to_owned(),
        Jurisdiction::State(state) => state.name().to_owned(),
        Jurisdiction::NewYorkCity => "New York City".to_owned(),
        Jurisdiction::Policy => "Company policy".to_owned(),
    }
}

fn looks_at(rule: &Rule) -> String {
    let scope = &rule.scope;
    let all_messages = crate::reach::messages().all(|channel| scope.channels.contains(channel));
    let channels = if all_messages { "every channel".to_owned() } else { list(&scope.channels) };
    let themes = if scope.themes.iter().count() == domain::vocabulary::Theme::ALL.len() {
        "every theme but account credentials and notes to agents".to_owned()
    } else if scope.themes.iter().all(crate::is_collection) && scope.themes.iter().count() == 4 {
        "collection themes (opsColl…)".to_owned()
    } else {
        list(&scope.themes)
    };
    let mut text = format!("{channels}; {themes}");
    if !scope.subjects.is_empty() {
        let _ = write!(text, "; and the subjects {}", list(&scope.subjects));
    }
    if !scope.labels.is_empty() {
        let _ = write!(text, "; contacts labelled {}", list(&scope.labels));
    }
    if !scope.except_labels.is_empty() {
        let _ = write!(text, "; contacts not labelled {}", list(&scope.except_labels));
    }
    text
}

fn test(kind: &Kind) -> String {
    match kind {
        Kind::Case { cases, completed, unless_outcome } => {
            let cases: Vec<_> = cases.iter().map(|case| case.as_str()).collect();
            let mut text = format!(
                "an open case of type {}; a completed one {}",
                cases.join(" or "),
                completed.meaning()
            );
            if !unless_outcome.is_empty() {
                let _ = write!(text, ", the contrary after the outcome {}", unless_outcome.join(", "));
            }
            text
        }
        Kind::LoanClosed => {
            "the loan is paid off, canceled or declined; without a named loan, all are".to_owned()
        }
        Kind::PersonInactive => "the person's status is inactive".to_owned(),
        Kind::Representative => "an active legal representative is on file".to_owned(),
        Kind::DoNotInteract => {
            "a do-not-interact instance covers channel, theme, contact, day and hour".to_owned()
        }
        Kind::ThirdParty { locate } => {
            format!("the contact belongs to somebody else; {} may reach each once", list(locate))
        }
        Kind::Workplace => "the employer is known to forbid it, or it is an email".to_owned(),
        Kind::Label => "the contact carries the label".to_owned(),
        Kind::OptOut(medium) => format!("the person has opted out of {}", medium.meaning()),
        Kind::TextConsent => "the number takes no texts and no consent to texts is on record".to_owned(),
        Kind::TextFreshness { days } => {
            format!("no text from the number, consent or check within {days} days")
        }
        Kind::AutodialConsent => "a machine dials or speaks, and no consent to that is on record".to_owned(),
        Kind::Hours { from, to } => {
            format!(
                "outside {} to {} (both included) in any plausible time zone",
                time_of_day(*from),
                time_of_day(*to)
            )
        }
        Kind::Cap(cap) => cap_test(cap),
        Kind::AfterTalk { window, unit } => {
            format!("a telephone conversation within {window} days, its day included, {}", unit.meaning())
        }
    }
}

fn cap_test(cap: &Cap) -> String {
    let max = match cap.max {
        Max::Fixed(number) => number.to_string(),
        Max::ByIntensity(limits) => {
            let words =
                domain::vocabulary::CollectionsIntensity::ALL.iter().map(|word| word.as_str()).zip(limits);
            let said: Vec<_> = words
                .map(|(word, max)| {
                    format!("{word} {}", max.map_or("no limit".to_owned(), |max| max.to_string()))
                })
                .collect();
            said.join(", ")
        }
    };
    let days = if cap.window == 1 {
        "today".to_owned()
    } else {
        format!("the last {} days, today included", cap.window)
    };
    let ringing = if cap.ringing || cap.counts != crate::rulebook::schema::Counts::Contacts {
        ""
    } else {
        "; calls that only rang are left out"
    };
    let shared = if cap.unit == Unit::Debt { "; a contact that names no loan counts for each" } else { "" };
    format!("more than {max} {} in {days}, {}{shared}{ringing}", cap.counts.meaning(), cap.unit.meaning())
}

fn only(rule: &Rule) -> Option<String> {
    let scope = &rule.scope;
    let mut only = Vec::new();
    if scope.only_autodialed {
        only.push("calls dialled or spoken by a machine".to_owned());
    }
    if let Some(line) = scope.only_line {
        only.push(format!(
            "numbers on a {}",
            if line == crate::facts::Line::Landline { "landline" } else { "mobile line" }
        ));
    }
    if let Some(medium) = scope.only_with_consent {
        only.push(format!("with a recorded consent to {}", medium.meaning()));
    }
    if let Some(medium) = scope.only_without_consent {
        only.push(format!("without a recorded consent to {}", medium.meaning()));
    }
    if let Some(days) = scope.more_than_days_overdue {
        only.push(format!("debts more than {days} days overdue"));
    }
    if !scope.except_secured_by.is_empty() {
        only.push("debts not secured by real estate or the car".to_owned());
    }
    (!only.is_empty()).then(|| only.join("; "))
}

fn passes(rule: &Rule) -> String {
    let exceptions = rule.exceptions.iter().map(|exception| exception.meaning().to_owned());
    let subjects =
        (!rule.pass_subjects.is_empty()).then(|| format!("the subjects {}", list(&rule.pass_subjects)));
    exceptions.chain(subjects).collect::<Vec<_>>().join("; ")
}

fn overriding(rule: &Rule) -> String {
    let mut text = rule.overridable.meaning().to_owned();
    if rule.overridable == Overridable::Never {
        text.push_str("; a company can only tighten it");
    }
    if !rule.choices.is_empty() {
        let choices: Vec<_> = rule.choices.iter().map(|choice| choice.meaning()).collect();
        let _ = write!(text, ", or let pass by recorded choice: {}", choices.join("; "));
    }
    if rule.may_warn {
        text.push_str(", or turn it into a warning by recorded choice");
    }
    text
}

fn state(rule: &Rule) -> String {
    let mut text = match (rule.enabled, rule.severity) {
        (false, _) => "off".to_owned(),
        (true, Severity::Block) => "on".to_owned(),
        (true, Severity::Warn) => "on, warns only".to_owned(),
    };
    let unconfirmed = matches!(rule.source, Source::Unconfirmed | Source::Unsure);
    if let Some(note) = &rule.note {
        let _ = write!(text, ". {note}");
    } else if unconfirmed {
        text.push_str(". The source is not confirmed.");
    }
    text
}

fn list<V: Ordinal + Vocabulary>(set: &Set<V>) -> String {
    set.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(", ")
}
