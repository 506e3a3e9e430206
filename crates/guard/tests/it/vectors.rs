//! The acceptance vectors of D14, by name: a borrower in New York State outside the city, loan L1, a third party.

use domain::vocabulary::{
    AgentOutcome, Channel, CollectionsIntensity, ConsentKind, Direction, LegalRepresentativeStatus,
    ServicedBy, Status, StatusDetail, Subject, Theme,
};
use guard::Proposal;
use guard::facts::{DoNotInteract, LegalRepresentative, Only};

use crate::story::{Story, allowed, call, deferred, denied, loan, rules, text};

/// 2026-06-01 was a Monday.
const WEEK: [&str; 7] = [
    "2026-06-01T10:00",
    "2026-06-02T10:00",
    "2026-06-03T10:00",
    "2026-06-04T10:00",
    "2026-06-05T10:00",
    "2026-06-06T10:00",
    "2026-06-07T10:00",
];

fn called_every_day() -> Story {
    let mut story = Story::in_albany();
    for day in WEEK {
        story.rang(day);
    }
    story
}

#[test]
fn seven_unanswered_calls_defer_an_eighth_to_next_monday_at_eight() {
    let story = called_every_day();
    let decision = story.ask_call("2026-06-07T15:00");
    deferred(&decision, &["CG-REGF-7IN7"], story.at("2026-06-08T08:00"));
    let reason = &decision.reasons[0];
    assert_eq!((reason.count, reason.max), (Some(7), Some(7)));
    assert_eq!(reason.until, Some(story.at("2026-06-08T00:00")));
    assert!(reason.message.starts_with("7 calls about loan LN-"), "{}", reason.message);
}

#[test]
fn an_inbound_call_with_a_talk_blocks_seven_days_and_counts_as_no_call() {
    let mut story = Story::in_albany();
    story.heard(Channel::Voice, "2026-06-01T10:00");
    story.facts.history[0].agent_outcome = Some(AgentOutcome::VoiceSpokeWithFirstParty);
    for day in ["2026-06-01T15:00", "2026-06-07T15:00"] {
        deferred(&story.ask_call(day), &["CG-REGF-7AFTER"], story.at("2026-06-08T08:00"));
    }
    allowed(&story.ask_call("2026-06-08T08:00"));
    for day in [
        "2026-06-08T09:00",
        "2026-06-09T09:00",
        "2026-06-10T09:00",
        "2026-06-11T09:00",
        "2026-06-12T09:00",
        "2026-06-13T09:00",
    ] {
        story.rang(day);
    }
    allowed(&story.ask_call("2026-06-13T15:00"));
}

#[test]
fn seven_calls_on_one_loan_leave_another_free_but_not_a_call_that_names_none() {
    let mut story = called_every_day();
    story.add_loan(2, ServicedBy::ThirdParty);
    allowed(&story.ask(&Proposal { loans: vec![loan(2)], ..call() }, "2026-06-07T15:00"));
    let naming_none = Proposal { loans: Vec::new(), ..call() };
    deferred(&story.ask(&naming_none, "2026-06-07T15:00"), &["CG-REGF-7IN7"], story.at("2026-06-08T08:00"));
}

#[test]
fn a_text_is_allowed_while_seven_calls_are_used() {
    allowed(&called_every_day().ask_text("2026-06-07T15:00"));
}

#[test]
fn eight_in_the_morning_is_right_on_both_sundays_of_change() {
    let story = Story::in_albany();
    for sunday in ["2026-03-08", "2026-11-01"] {
        let eight = story.at(&format!("{sunday}T08:00"));
        deferred(&story.ask_call(&format!("{sunday}T00:30")), &["CG-REGF-HOURS", "CG-POLICY-HOURS"], eight);
        deferred(
            &story.ask_call(&format!("{sunday}T07:59:59")),
            &["CG-REGF-HOURS", "CG-POLICY-HOURS"],
            eight,
        );
        allowed(&story.ask_call(&format!("{sunday}T08:00")));
        allowed(&story.ask_call(&format!("{sunday}T21:00")));
    }
}

#[test]
fn two_texts_that_never_arrived_in_massachusetts_leave_room_for_a_third() {
    let mut story = Story::in_boston();
    for day in ["2026-06-01T10:00", "2026-06-02T10:00"] {
        let row = story.texted(day);
        row.status = Status::Failed;
        row.status_details = Some(StatusDetail::TextDeviceUnreachable);
    }
    allowed(&story.ask_text("2026-06-03T10:00"));
    for row in &mut story.facts.history {
        (row.status, row.status_details) = (Status::Attempted, None);
    }
    deferred(&story.ask_text("2026-06-03T10:00"), &["CG-MA-2IN7"], story.at("2026-06-08T08:00"));
}

#[test]
fn a_text_without_consent_in_the_district_may_ask_once() {
    let mut never_agreed = Story::in_washington_dc();
    never_agreed.contact(crate::story::PHONE).receive_text_messages = false;
    for mut story in [Story::in_washington_dc(), never_agreed] {
        allowed(&story.ask_text("2026-06-01T10:00"));
        story.texted("2026-06-01T10:00");
        deferred(&story.ask_text("2026-06-02T10:00"), &["CG-DC-1ASK"], story.at("2026-06-08T08:00"));
        story.agreed(ConsentKind::Text, "2026-06-02T09:00");
        allowed(&story.ask_text("2026-06-02T10:00"));
    }
}

#[test]
fn an_active_attorney_stops_collection_but_not_servicing() {
    let mut story = Story::in_albany();
    let attorney = |status| LegalRepresentative { status, reached_at: Vec::new() };
    story.facts.legal_representatives = vec![attorney(LegalRepresentativeStatus::Active)];
    denied(&story.ask_call("2026-06-01T10:00"), &["CG-HOLD-ATTORNEY"]);
    let servicing = Proposal { theme: Theme::OpsServicing, ..call() };
    allowed(&story.ask(&servicing, "2026-06-01T10:00"));
    story.facts.legal_representatives = vec![attorney(LegalRepresentativeStatus::NonResponsive)];
    let decision = story.ask_call("2026-06-01T10:00");
    allowed(&decision);
    assert_eq!(decision.warnings.len(), 1);
    assert_eq!(decision.warnings[0].rule_id, "CG-HOLD-ATTORNEY");
}

#[test]
fn do_not_interact_with_everything_does_not_stop_a_one_time_code() {
    let mut story = Story::in_albany();
    story.facts.do_not_interact = vec![DoNotInteract {
        case: domain::id::Id::of(1),
        channels: Only::All,
        themes: Only::All,
        start_date: "2026-01-01".parse().unwrap(),
        end_date: None,
        days_of_week: Vec::new(),
        timezone: None,
        times_of_day: Vec::new(),
        contact_labels: Vec::new(),
    }];
    denied(&story.ask_text("2026-06-01T10:00"), &["CG-DNI"]);
    let code = Proposal::new(Channel::Text, None, Some(Subject::OneTimeCode)).unwrap();
    allowed(&story.ask(&code, "2026-06-01T03:00"));
}

#[test]
fn a_machine_may_not_call_without_consent_but_a_person_may() {
    let mut story = Story::in_albany();
    let autodialed = Proposal { is_autodialed: true, ..call() };
    denied(&story.ask(&autodialed, "2026-06-01T10:00"), &["CG-TCPA-AUTODIAL"]);
    allowed(&story.ask_call("2026-06-01T10:00"));
    story.agreed(ConsentKind::Autodial, "2026-05-01T10:00");
    allowed(&story.ask(&autodialed, "2026-06-01T10:00"));
}

#[test]
fn stop_silences_texts_and_nothing_else_and_is_confirmed_once() {
    let mut story = Story::in_albany();
    story.stopped(ConsentKind::Text, crate::story::PHONE, "2026-06-01T22:00");
    story.contact(crate::story::PHONE).receive_text_messages = false;
    denied(
        &story.ask_text("2026-06-02T10:00"),
        &["CG-OPTOUT-TEXT", "CG-TCPA-TEXT-CONSENT", "CG-REGF-TEXT-60D"],
    );
    allowed(&story.ask_call("2026-06-02T10:00"));
    let confirmation = Proposal { confirms_opt_out: true, ..text() };
    allowed(&story.ask(&confirmation, "2026-06-01T22:04"));
    assert!(!story.ask(&confirmation, "2026-06-01T22:06").is_allowed(), "five minutes are over");
    story.texted("2026-06-01T22:01");
    assert!(!story.ask(&confirmation, "2026-06-01T22:04").is_allowed(), "one is enough");
}

#[test]
fn a_call_entered_late_counts_where_it_belongs() {
    let mut story = Story::in_albany();
    for day in &WEEK[..6] {
        story.rang(day);
    }
    allowed(&story.ask_call("2026-06-07T15:00"));
    story.rang("2026-06-04T18:00");
    deferred(&story.ask_call("2026-06-07T15:00"), &["CG-REGF-7IN7"], story.at("2026-06-08T08:00"));
}

#[test]
fn a_light_hand_stops_the_third_contact_though_the_law_would_not() {
    let mut story = Story::in_albany();
    story.facts.person.collections_intensity = CollectionsIntensity::Light;
    story.rang("2026-06-01T10:00");
    allowed(&story.ask_call("2026-06-02T10:00"));
    story.emailed("2026-06-02T10:00");
    for decision in [story.ask_call("2026-06-03T10:00"), story.ask_text("2026-06-03T10:00")] {
        deferred(&decision, &["CG-INTENSITY"], story.at("2026-06-08T08:00"));
    }
    story.facts.person.collections_intensity = CollectionsIntensity::Normal;
    allowed(&story.ask_call("2026-06-03T10:00"));
}

#[test]
fn free_form_without_a_theme_is_no_proposal() {
    let missing = Proposal::new(Channel::Email, None, Some(Subject::FreeForm)).unwrap_err();
    assert_eq!(missing.to_string(), "theme: is required, as freeForm implies none");
    assert!(Proposal::new(Channel::Email, None, None).is_err());
    assert!(Proposal::new(Channel::Email, Some(Theme::OpsServicing), Some(Subject::FreeForm)).is_ok());
    let implied = Proposal::new(Channel::Email, None, Some(Subject::LoanOverdueFirstNotice)).unwrap();
    assert_eq!(implied.theme, Theme::OpsCollDebt);
}

#[test]
fn what_has_happened_since_is_ignored() {
    let mut story = called_every_day();
    let decision = story.ask_call("2026-06-06T15:00");
    allowed(&decision);
    assert_eq!(rules(&decision), Vec::<&str>::new());
    story.facts.history.iter_mut().for_each(|row| row.direction = Direction::Inbound);
    allowed(&story.ask_call("2026-05-31T15:00"));
}
