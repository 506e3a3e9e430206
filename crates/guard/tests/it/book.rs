//! The shipped book, and what is said of a book with mistakes.

use guard::explain::explain;
use guard::rulebook::schema::{Kind, Overridable, Severity, Source};
use guard::{Rulebook, check};

use crate::story::book;

/// What ships switched on (section 1 of the issue): the federal rules, the holds, Massachusetts, New York City, the
/// District, three a week in Washington, the hours of Florida, and the company's own.
const ON: [&str; 37] = [
    "CG-CORE-INACTIVE",
    "CG-CORE-LOAN-CLOSED",
    "CG-HOLD-BANKRUPTCY",
    "CG-HOLD-DECEASED",
    "CG-HOLD-CEASE",
    "CG-HOLD-ATTORNEY",
    "CG-HOLD-DISPUTE",
    "CG-HOLD-IDTHEFT",
    "CG-HOLD-OFAC",
    "CG-HOLD-LITIGATION",
    "CG-HOLD-SCRA",
    "CG-DNI",
    "CG-TP-DISCLOSURE",
    "CG-WORK",
    "CG-TP-MILITARY",
    "CG-OPTOUT-VOICE",
    "CG-OPTOUT-TEXT",
    "CG-OPTOUT-EMAIL",
    "CG-TCPA-TEXT-CONSENT",
    "CG-REGF-TEXT-60D",
    "CG-TCPA-AUTODIAL",
    "CG-REGF-HOURS",
    "CG-FL-HOURS",
    "CG-POLICY-HOURS",
    "CG-REGF-7IN7",
    "CG-REGF-7AFTER",
    "CG-TCPA-PRERECORDED-3-30",
    "CG-DC-4CALLS",
    "CG-DC-5ECOMM",
    "CG-DC-1ASK",
    "CG-MA-2IN7",
    "CG-MA-2IN30",
    "CG-NYC-3IN7",
    "CG-NYC-2IN7",
    "CG-WA-3WK",
    "CG-INTENSITY",
    "",
];

#[test]
fn just_the_rules_the_issue_names_ship_switched_on() {
    let on: Vec<_> = book().rules().filter(|rule| rule.enabled).map(|rule| rule.id.as_str()).collect();
    let expected: Vec<_> = ON.into_iter().filter(|id| !id.is_empty()).collect();
    assert_eq!(on, expected);
}

#[test]
fn a_reader_of_the_shipped_book_objects_to_nothing() {
    assert_eq!(check(book()), []);
    for rule in book().rules() {
        assert!(rule.note.is_some() || rule.enabled, "{} is off and does not say why", rule.id);
        assert!(rule.source != Source::Unsure || !rule.enabled, "{}", rule.id);
    }
}

#[test]
fn what_may_not_be_overridden_is_so_in_the_book() {
    for rule in book().rules() {
        let may = match &rule.kind {
            Kind::Hours { .. } | Kind::Cap(_) | Kind::AfterTalk { .. } => true,
            _ => rule.id == "CG-HOLD-FEMA",
        };
        assert!(may || rule.overridable == Overridable::Never, "{}", rule.id);
    }
    assert_eq!(book().rule("CG-HOLD-SCRA").unwrap().severity, Severity::Warn);
}

#[test]
fn the_version_names_the_text_of_the_book() {
    let rule = include_str!("../../rulebook/florida.toml");
    let one = Rulebook::parse("x", &[("florida.toml", rule)]).unwrap();
    let other = Rulebook::parse("x", &[("florida.toml", &rule.replace("08:00", "09:00"))]).unwrap();
    assert!(one.version().starts_with("x+"));
    assert_ne!(one.version(), other.version());
    assert_eq!(one.version(), Rulebook::parse("x", &[("florida.toml", rule)]).unwrap().version());
}

#[test]
fn every_mistake_is_named_with_file_rule_field_and_remedy() {
    let text = r#"
        [[rule]]
        id = "CG-BAD-1"
        version = 0
        title = ""
        about = "x"
        citation = "x"
        source = "hearsay"
        jurisdiction = "Atlantis"
        binds = "everyone"
        effectiveFrom = "2026-09-01"
        enabled = "yes"
        themes = ["opsCol"]
        channels = ["pigeon"]
        exceptions = ["friends"]
        kind = "cap"
        max = -1
        unit = "debt"
        colour = "red"

        [[rule]]
        id = "bad two"
        version = 1
        title = "x"
        about = "x"
        citation = "x"
        source = "policy"
        jurisdiction = "US"
        binds = "everyone"
        effectiveFrom = 2026-09-01
        effectiveTo = 2026-08-01
        enabled = true
        themes = ["all"]
        channels = ["all"]
        kind = "hours"
        from = "21:00"
        to = "8 am"
    "#;
    let mistakes = Rulebook::parse("x", &[("bad.toml", text), ("broken.toml", "[[rule"), ("empty.toml", "")])
        .unwrap_err();
    let told: Vec<_> =
        mistakes.0.iter().map(|one| format!("{} {} {}", one.file, one.rule, one.field)).collect();
    let expected = [
        "bad.toml CG-BAD-1 version",
        "bad.toml CG-BAD-1 title",
        "bad.toml CG-BAD-1 source",
        "bad.toml CG-BAD-1 jurisdiction",
        "bad.toml CG-BAD-1 effectiveFrom",
        "bad.toml CG-BAD-1 enabled",
        "bad.toml CG-BAD-1 themes",
        "bad.toml CG-BAD-1 channels",
        "bad.toml CG-BAD-1 exceptions",
        "bad.toml CG-BAD-1 channels",
        "bad.toml CG-BAD-1 window",
        "bad.toml CG-BAD-1 max",
        "bad.toml CG-BAD-1 counts",
        "bad.toml CG-BAD-1 colour",
        "bad.toml bad two id",
        "bad.toml bad two to",
        "bad.toml bad two to",
        "bad.toml bad two effectiveTo",
        "broken.toml the file rule",
        "empty.toml the file rule",
    ];
    for mistake in expected {
        assert!(told.iter().any(|known| known == mistake), "{mistake} is not told: {told:#?}");
    }
    let text = mistakes.to_string();
    assert!(
        text.contains("bad.toml: CG-BAD-1: source: \"hearsay\" is not one of primary, secondary"),
        "{text}"
    );
}

#[test]
fn a_book_may_be_well_formed_and_still_objected_to() {
    let florida = include_str!("../../rulebook/florida.toml");
    let unsure = florida.replace("\"primary\"", "\"unsure\"").replace("version = 1", "version = 2");
    let book = Rulebook::parse("x", &[("one.toml", florida), ("two.toml", &unsure)]).unwrap();
    let told: Vec<_> =
        check(&book).into_iter().map(|finding| format!("{} {}", finding.file, finding.field)).collect();
    assert_eq!(told, ["two.toml effectiveFrom", "two.toml note", "two.toml enabled"]);
}

#[test]
fn a_rule_is_explained_in_plain_words() {
    let text = explain(book().rule("CG-MA-2IN7").unwrap());
    for words in [
        "CG-MA-2IN7 (version 1): Massachusetts: two in seven days",
        "- Source: 940 CMR 7.04(1)(f)",
        "- Applies: Massachusetts, to creditors and third parties",
        "- Test: more than 2 contacts and attempts in the last 7 days, today included, for each debt",
        "- State: on",
    ] {
        assert!(text.contains(words), "{words:?} is missing in {text}");
    }
    let off = explain(book().rule("CG-TCPA-REVOKE-ALL").unwrap());
    assert!(off.contains("since 2027-01-31") && off.contains("State: off. Off: postponed"), "{off}");
}
