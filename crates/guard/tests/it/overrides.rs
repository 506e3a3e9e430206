//! What somebody of the company allows once (D11).

use domain::id::{Id, InteractionId, UserId};
use domain::vocabulary::{CaseType, CollectionsIntensity, ConsentKind};
use guard::Proposal;
use guard::facts::Override;

use crate::story::{Story, allowed, call, deferred, denied, text};

const NOON: &str = "2026-06-03T12:00";

fn allow(story: &mut Story, rule: &str, proposal: Proposal) {
    let at = story.at("2026-06-03T11:50");
    let (rule, reason, by) = (rule.to_owned(), "asked for by phone".to_owned(), UserId::of(4));
    story.facts.overrides = vec![Override { rule, reason, by, at, proposal, used_by: None }];
}

fn lightly() -> Story {
    let mut story = Story::in_albany();
    story.facts.person.collections_intensity = CollectionsIntensity::Light;
    story.texted("2026-06-01T10:00");
    story.texted("2026-06-02T10:00");
    story
}

#[test]
fn policy_is_passed_once_by_the_very_contact_for_fifteen_minutes() {
    let mut story = lightly();
    assert!(!story.ask_text(NOON).is_allowed());
    allow(&mut story, "CG-INTENSITY", text());
    let decision = story.ask_text(NOON);
    allowed(&decision);
    assert_eq!(decision.passes[0].by, format!("override by {}: asked for by phone", UserId::of(4)));
    assert!(!story.ask_call(NOON).is_allowed(), "given for a text");
    assert!(!story.ask_text("2026-06-03T11:49").is_allowed(), "not given yet");
    allowed(&story.ask_text("2026-06-03T12:05"));
    assert!(!story.ask_text("2026-06-03T12:05:01").is_allowed(), "over");
}

#[test]
fn a_used_one_serves_only_the_contact_that_used_it() {
    let mut story = lightly();
    allow(&mut story, "CG-INTENSITY", text());
    story.facts.overrides[0].used_by = Some(InteractionId::of(50));
    assert!(!story.ask_text(NOON).is_allowed());
    allowed(&story.ask(&Proposal { interaction: Some(InteractionId::of(50)), ..text() }, NOON));
}

#[test]
fn one_without_a_reason_is_none() {
    let mut story = lightly();
    allow(&mut story, "CG-INTENSITY", text());
    story.facts.overrides[0].reason = " ".to_owned();
    assert!(!story.ask_text(NOON).is_allowed());
}

#[test]
fn frequency_needs_the_persons_consent_on_record() {
    let mut story = Story::in_boston();
    story.texted("2026-06-01T10:00");
    story.texted("2026-06-02T10:00");
    allow(&mut story, "CG-MA-2IN7", call());
    deferred(&story.ask_call(NOON), &["CG-MA-2IN7"], story.at("2026-06-08T08:00"));
    story.agreed(ConsentKind::ExtraCalls, "2026-06-03T11:00");
    allowed(&story.ask_call(NOON));
    story.facts.overrides.clear();
    assert!(!story.ask_call(NOON).is_allowed(), "the consent alone passes the federal limits only");
}

#[test]
fn holds_and_opt_outs_let_nobody_pass() {
    let mut story = Story::in_albany();
    story.case(CaseType::Bankruptcy);
    allow(&mut story, "CG-HOLD-BANKRUPTCY", call());
    denied(&story.ask_call(NOON), &["CG-HOLD-BANKRUPTCY"]);
    let mut story = Story::in_albany();
    story.stopped(ConsentKind::Text, crate::story::PHONE, "2026-05-30T10:00");
    allow(&mut story, "CG-OPTOUT-TEXT", text());
    denied(&story.ask_text(NOON), &["CG-OPTOUT-TEXT"]);
}
