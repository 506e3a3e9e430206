//! A decision can be stored with its inputs and judged again.

use domain::id::{ContactId, Id};
use domain::vocabulary::{CaseType, Channel, ConsentKind};
use guard::facts::{DoNotInteract, Hours, LegalRepresentative, Only, Override};
use guard::{Facts, Proposal, evaluate};

use crate::story::{PHONE, Story, book, call, text};

fn eventful() -> Story {
    let mut story = Story::in_boston();
    for day in ["2026-06-03T10:00", "2026-06-01T10:00", "2026-06-02T10:00"] {
        story.rang(day);
        story.texted(day);
    }
    story.heard(Channel::Text, "2026-06-02T11:00");
    story.case(CaseType::DisputeOfDebt).loans = vec![crate::story::loan(9), crate::story::loan(2)];
    story.agreed(ConsentKind::ExtraCalls, "2026-05-01T10:00");
    story.stopped(ConsentKind::Email, crate::story::EMAIL, "2026-05-01T10:00");
    story.facts.legal_representatives = vec![LegalRepresentative {
        status: domain::vocabulary::LegalRepresentativeStatus::NonResponsive,
        reached_at: vec!["law@example.com".to_owned()],
    }];
    story.facts.do_not_interact = vec![DoNotInteract {
        case: Id::of(1),
        channels: Only::These(vec![Channel::Voice]),
        themes: Only::All,
        start_date: "2026-01-01".parse().unwrap(),
        end_date: None,
        days_of_week: vec![3],
        timezone: Some("America/New_York".to_owned()),
        times_of_day: vec![Hours { from_hour: 9, to_hour: 12 }],
        contact_labels: Vec::new(),
    }];
    let at = story.at("2026-06-03T10:00");
    let (rule, reason) = ("CG-MA-2IN7".to_owned(), "asked for".to_owned());
    story.facts.overrides =
        vec![Override { rule, reason, by: Id::of(1), at, proposal: call(), used_by: None }];
    story
}

#[test]
fn stored_facts_give_the_same_bytes() {
    let story = eventful();
    let now = story.at("2026-06-03T11:00");
    for proposal in [call(), text(), Proposal { contact: Some(ContactId::of(PHONE)), ..call() }] {
        let first = serde_json::to_string(&evaluate(&story.facts, &proposal, now, book())).unwrap();
        let facts: Facts = serde_json::from_str(&serde_json::to_string(&story.facts).unwrap()).unwrap();
        let asked: Proposal = serde_json::from_str(&serde_json::to_string(&proposal).unwrap()).unwrap();
        assert_eq!(facts, story.facts);
        assert_eq!(serde_json::to_string(&evaluate(&facts, &asked, now, book())).unwrap(), first);
    }
}

#[test]
fn the_order_of_the_facts_changes_neither_the_answer_nor_the_sorted_bytes() {
    let story = eventful();
    let now = story.at("2026-06-03T11:00");
    let answer = serde_json::to_string(&evaluate(&story.facts, &call(), now, book())).unwrap();
    let mut turned = story.facts.clone();
    turned.history.reverse();
    turned.contacts.reverse();
    turned.consents.reverse();
    turned.cases.iter_mut().for_each(|case| case.loans.reverse());
    assert_eq!(serde_json::to_string(&evaluate(&turned, &call(), now, book())).unwrap(), answer);
    let bytes = |facts: Facts| serde_json::to_string(&facts.sorted()).unwrap();
    assert_eq!(bytes(turned), bytes(story.facts));
}

#[test]
fn a_decision_reads_as_the_api_shows_it() {
    let story = eventful();
    let decision = evaluate(&story.facts, &call(), story.at("2026-06-03T11:00"), book());
    let shown: serde_json::Value = serde_json::to_value(&decision).unwrap();
    assert_eq!(shown["outcome"], "defer");
    assert_eq!(shown["complianceGuardRuleId"], "CG-DNI");
    assert_eq!(shown["reasons"][1]["ruleId"], "CG-MA-2IN7");
    assert_eq!(shown["nextAllowedAt"], "2026-06-10T12:00:00.000000+00:00");
    assert_eq!(shown["zones"][0], "America/New_York");
    assert_eq!(shown["warnings"][0]["ruleId"], "CG-HOLD-ATTORNEY");
    assert!(shown["rulebookVersion"].as_str().unwrap().starts_with("2026.11+"));
}
