//! Do-not-interact instances (B9).

use domain::id::{CaseId, ContactId, Id};
use domain::vocabulary::{Channel, ContactLabel, ContactType, Theme};
use guard::Proposal;
use guard::facts::{ContactFacts, DoNotInteract, Hours, Only};

use crate::story::{PHONE, Story, allowed, call, deferred, denied, rules};

fn everything() -> DoNotInteract {
    DoNotInteract {
        case: CaseId::of(1),
        channels: Only::All,
        themes: Only::All,
        start_date: "2026-06-01".parse().unwrap(),
        end_date: Some("2026-06-10".parse().unwrap()),
        days_of_week: Vec::new(),
        timezone: None,
        times_of_day: Vec::new(),
        contact_labels: Vec::new(),
    }
}

fn with(instance: DoNotInteract) -> Story {
    let mut story = Story::in_albany();
    story.facts.do_not_interact = vec![instance];
    story
}

#[test]
fn one_without_hours_denies_through_the_end_of_its_last_day() {
    let story = with(everything());
    allowed(&story.ask_call("2026-05-31T20:00"));
    let decision = story.ask_call("2026-06-10T20:59");
    denied(&decision, &["CG-DNI"]);
    assert_eq!(decision.reasons[0].until, Some(story.at("2026-06-11T00:00")));
    allowed(&story.ask_call("2026-06-11T08:00"));
    let for_ever = with(DoNotInteract { end_date: None, ..everything() });
    assert_eq!(for_ever.ask_call("2030-06-10T10:00").reasons[0].until, None);
}

#[test]
fn not_on_mondays_nine_to_five_at_work_means_just_that() {
    let mut story = with(DoNotInteract {
        end_date: None,
        days_of_week: vec![1],
        times_of_day: vec![Hours { from_hour: 9, to_hour: 17 }],
        contact_labels: vec![ContactLabel::Work],
        ..everything()
    });
    let mut work = ContactFacts::new(ContactId::of(9), ContactType::Phone);
    (work.label, work.value) = (Some(ContactLabel::Work), Some("+15185550109".to_owned()));
    let work = Proposal { contact: Some(story.add_contact(work)), ..call() };
    deferred(&story.ask(&work, "2026-06-01T09:00"), &["CG-DNI"], story.at("2026-06-01T17:00"));
    deferred(&story.ask(&work, "2026-06-01T16:59:59"), &["CG-DNI"], story.at("2026-06-01T17:00"));
    allowed(&story.ask(&work, "2026-06-01T17:00"));
    allowed(&story.ask(&work, "2026-06-02T10:00"));
    allowed(&story.ask_call("2026-06-01T10:00"));
}

#[test]
fn hours_over_midnight_close_both_ends_of_the_day() {
    let story = with(DoNotInteract {
        days_of_week: vec![1],
        times_of_day: vec![Hours { from_hour: 18, to_hour: 10 }],
        ..everything()
    });
    deferred(&story.ask_call("2026-06-01T18:00"), &["CG-DNI"], story.at("2026-06-02T10:00"));
    deferred(&story.ask_call("2026-06-02T09:00"), &["CG-DNI"], story.at("2026-06-02T10:00"));
    allowed(&story.ask_call("2026-06-02T18:00"));
}

#[test]
fn sunday_is_seven_and_nought() {
    for sunday in [0, 7] {
        let story = with(DoNotInteract { days_of_week: vec![sunday], ..everything() });
        deferred(&story.ask_call("2026-06-07T10:00"), &["CG-DNI"], story.at("2026-06-08T08:00"));
        allowed(&story.ask_call("2026-06-08T10:00"));
    }
}

#[test]
fn weekends_and_evenings_are_waited_out_together() {
    let story = with(DoNotInteract { end_date: None, days_of_week: vec![6, 7, 1], ..everything() });
    deferred(
        &story.ask_call("2026-06-05T22:00"),
        &["CG-REGF-HOURS", "CG-POLICY-HOURS"],
        story.at("2026-06-09T08:00"),
    );
}

#[test]
fn every_day_without_end_is_a_no() {
    let story =
        with(DoNotInteract { end_date: None, days_of_week: vec![1, 2, 3, 4, 5, 6, 7], ..everything() });
    denied(&story.ask_call("2026-06-05T12:00"), &["CG-DNI"]);
}

#[test]
fn channels_and_themes_are_meant_as_written() {
    let story = with(DoNotInteract {
        channels: Only::These(vec![Channel::Voice]),
        themes: Only::These(vec![Theme::OpsCollDebt]),
        ..everything()
    });
    denied(&story.ask_call("2026-06-05T12:00"), &["CG-DNI"]);
    allowed(&story.ask_text("2026-06-05T12:00"));
    allowed(&story.ask(&Proposal::about(Channel::Voice, Theme::OpsServicing), "2026-06-05T12:00"));
}

#[test]
fn a_mobile_is_a_personal_contact() {
    let mut story = with(DoNotInteract { contact_labels: vec![ContactLabel::Personal], ..everything() });
    story.contact(PHONE).label = Some(ContactLabel::Mobile);
    denied(&story.ask_call("2026-06-05T12:00"), &["CG-DNI"]);
    story.contact(PHONE).label = Some(ContactLabel::Home);
    allowed(&story.ask_call("2026-06-05T12:00"));
}

#[test]
fn its_zone_is_where_its_hours_are_and_another_zone_to_be_fine_in() {
    let story = with(DoNotInteract {
        timezone: Some("America/Los_Angeles".to_owned()),
        times_of_day: vec![Hours { from_hour: 9, to_hour: 10 }],
        ..everything()
    });
    deferred(&story.ask_call("2026-06-05T12:30"), &["CG-DNI"], story.at("2026-06-05T13:00"));
    // Half past ten in Albany is half past seven there.
    assert_eq!(rules(&story.ask_call("2026-06-05T10:30")), ["CG-REGF-HOURS", "CG-POLICY-HOURS"]);
    assert_eq!(story.ask_call("2026-06-05T10:30").next_allowed_at, Some(story.at("2026-06-05T11:00")));
}

#[test]
fn of_two_instances_the_lasting_one_is_told() {
    let mut story = with(DoNotInteract { days_of_week: vec![5], ..everything() });
    story.facts.do_not_interact.push(DoNotInteract { case: CaseId::of(2), ..everything() });
    denied(&story.ask_call("2026-06-05T12:00"), &["CG-DNI"]);
}
