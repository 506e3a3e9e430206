//! How a company changes the book.

use domain::id::{Id, UserId};
use guard::{CompanySettings, evaluate};

use crate::story::{Story, allowed, book, call, rules};

fn settings(text: &str) -> CompanySettings {
    let by = UserId::of(1).to_string();
    let record = format!(r#"{{"by":"{by}","reason":"agreed with counsel","at":"2026-01-01T00:00:00Z"}}"#);
    serde_json::from_str(&text.replace("RECORD", &record)).unwrap()
}

fn refusals(text: &str) -> Vec<String> {
    let mistakes = book().with(&settings(text)).unwrap_err();
    mistakes.0.iter().map(|one| format!("{} {}: {}", one.rule, one.field, one.remedy)).collect()
}

#[test]
fn any_rule_can_be_tightened_without_asking_anybody() {
    for text in [
        r#"{"rules":{"CG-REGF-7IN7":{"max":3,"window":10}}}"#,
        r#"{"rules":{"CG-REGF-HOURS":{"from":"09:00","to":"20:00","dropExceptions":["replyToPerson"]}}}"#,
        r#"{"rules":{"CG-HOLD-SCRA":{"severity":"block"}}}"#,
        r#"{"rules":{"CG-OR-WORK":{"enabled":true}}}"#,
        r#"{"rules":{"CG-DC-4CALLS":{"addThemes":["opsServicing"],"addChannels":["text"]}}}"#,
        r#"{"rules":{"CG-REGF-7AFTER":{"window":14},"CG-REGF-TEXT-60D":{"window":30}}}"#,
        r#"{"intensity":{"light":1,"normal":7},"timezone":"America/Chicago","transactional":{"autopayPaymentReminder":false}}"#,
    ] {
        assert!(book().with(&settings(text)).is_ok(), "{text}");
    }
}

#[test]
fn a_tightened_rule_is_the_rule() {
    let book = book().with(&settings(r#"{"rules":{"CG-REGF-7IN7":{"max":1}}}"#)).unwrap();
    let mut story = Story::in_albany();
    story.rang("2026-06-01T10:00");
    let decision = evaluate(&story.facts, &call(), story.at("2026-06-02T10:00"), &book);
    assert_eq!(rules(&decision), ["CG-REGF-7IN7"]);
    assert_eq!(decision.reasons[0].max, Some(1));
    let none = crate::story::book().with(&settings(r#"{"rules":{"CG-REGF-7IN7":{"max":0}}}"#)).unwrap();
    let decision = evaluate(&Story::in_albany().facts, &call(), story.at("2026-06-02T10:00"), &none);
    assert_eq!(
        (decision.outcome.as_str(), decision.next_allowed_at),
        ("deny", None),
        "no time frees a place"
    );
}

#[test]
fn loosening_leaves_a_record_of_who_and_why() {
    for (text, field) in [
        (r#"{"rules":{"CG-REGF-7IN7":{"max":8}}}"#, "max"),
        (r#"{"rules":{"CG-REGF-7IN7":{"window":6}}}"#, "window"),
        (r#"{"rules":{"CG-REGF-7IN7":{"enabled":false}}}"#, "enabled"),
        (r#"{"rules":{"CG-MA-2IN7":{"severity":"warn"}}}"#, "severity"),
        (r#"{"rules":{"CG-REGF-HOURS":{"from":"07:30"}}}"#, "from"),
        (r#"{"rules":{"CG-REGF-HOURS":{"to":"21:30"}}}"#, "to"),
        (r#"{"rules":{"CG-MA-2IN7":{"addExceptions":["replyToPerson"]}}}"#, "addExceptions"),
        (r#"{"rules":{"CG-REGF-TEXT-60D":{"severity":"warn"}}}"#, "severity"),
    ] {
        let told = refusals(text);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains(&format!(" {field}: loosens the rule; say who and why")), "{told:?}");
        let recorded = text.replace("}}}", r#","loosened":RECORD}}}"#);
        assert!(book().with(&settings(&recorded)).is_ok(), "{recorded}");
    }
}

#[test]
fn what_nobody_may_override_cannot_be_loosened_at_all() {
    for text in [
        r#"{"rules":{"CG-HOLD-BANKRUPTCY":{"enabled":false,"loosened":RECORD}}}"#,
        r#"{"rules":{"CG-HOLD-CEASE":{"severity":"warn","loosened":RECORD}}}"#,
        r#"{"rules":{"CG-OPTOUT-TEXT":{"enabled":false,"loosened":RECORD}}}"#,
        r#"{"rules":{"CG-TCPA-AUTODIAL":{"enabled":false,"loosened":RECORD}}}"#,
        r#"{"rules":{"CG-HOLD-ATTORNEY":{"addExceptions":["transactionalServicing"],"loosened":RECORD}}}"#,
    ] {
        assert!(refusals(text)[0].ends_with("it can only be tightened"), "{text}");
    }
}

#[test]
fn a_recorded_loosening_works() {
    let mut story = Story::in_boston();
    story.rang("2026-06-01T10:00");
    story.rang("2026-06-02T10:00");
    let book = book().with(&settings(r#"{"rules":{"CG-MA-2IN7":{"max":3,"loosened":RECORD}}}"#)).unwrap();
    allowed(&evaluate(&story.facts, &call(), story.at("2026-06-03T10:00"), &book));
}

#[test]
fn every_mistake_of_the_settings_is_told() {
    let told = refusals(
        r#"{"timezone":"Mars/North","intensity":{"mild":1},"transactional":{"pigeon":true},
            "rules":{"CG-NONE":{"max":1},"CG-DNI":{"max":1},"CG-REGF-HOURS":{"from":"early"},"CG-REGF-7IN7":{"to":"20:00"}}}"#,
    );
    let fields: Vec<_> = told.iter().map(|text| text.split(':').next().unwrap_or_default()).collect();
    assert_eq!(
        fields,
        [
            "Mars/North timezone",
            "pigeon transactional",
            "mild intensity",
            "CG-DNI max",
            "CG-NONE rules",
            "CG-REGF-7IN7 to",
            "CG-REGF-HOURS from",
        ]
    );
}

#[test]
fn settings_are_part_of_the_version_and_none_are_not() {
    let shipped = book().version();
    assert_eq!(book().with(&CompanySettings::default()).unwrap().version(), shipped);
    let one = book().with(&settings(r#"{"intensity":{"light":1}}"#)).unwrap();
    let other = book().with(&settings(r#"{"intensity":{"light":3}}"#)).unwrap();
    assert!(one.version().starts_with(&**shipped) && one.version() != other.version());
}

#[test]
fn settings_survive_being_stored() {
    let text = r#"{"rules":{"CG-MA-2IN7":{"max":3,"addExceptions":["replyToPerson"],"loosened":RECORD}},"intensity":{"light":1}}"#;
    let settings = settings(text);
    let stored = serde_json::to_string(&settings).unwrap();
    assert_eq!(serde_json::from_str::<CompanySettings>(&stored).unwrap(), settings);
    assert_eq!(settings.lines().len(), 4, "{:?}", settings.lines());
}
