//! Caps and the quiet after a conversation, rule by rule.

use domain::id::{ContactId, Id};
use domain::vocabulary::{
    Affiliation, AgentOutcome, Channel, CollectionsIntensity, ConsentKind, ContactType, ServicedBy, Status,
    StatusDetail, Subject, Theme,
};
use guard::facts::{ContactFacts, Line};
use guard::{CompanySettings, Proposal, Rulebook, evaluate};

use crate::story::{PHONE, Story, allowed, book, call, deferred, email, loan, rules, text};

#[test]
fn a_conversation_keeps_a_week_of_quiet_and_its_day_is_the_first() {
    let mut story = Story::in_albany();
    story.talked("2026-06-01T10:00");
    for when in ["2026-06-01T10:01", "2026-06-04T12:00", "2026-06-07T21:00"] {
        deferred(&story.ask_call(when), &["CG-REGF-7AFTER"], story.at("2026-06-08T08:00"));
    }
    allowed(&story.ask_call("2026-06-08T08:00"));
}

#[test]
fn a_call_of_unknown_outcome_is_a_conversation_until_somebody_says_otherwise() {
    let mut story = Story::in_albany();
    story.happened(Channel::Voice, "2026-06-01T10:00").status_details = Some(StatusDetail::VoiceConnected);
    deferred(&story.ask_call("2026-06-02T10:00"), &["CG-REGF-7AFTER"], story.at("2026-06-08T08:00"));
    story.facts.history[0].agent_outcome = Some(AgentOutcome::VoiceLeftVoicemail);
    allowed(&story.ask_call("2026-06-02T10:00"));
}

#[test]
fn talking_with_somebody_else_at_the_number_is_a_call_and_no_conversation() {
    let mut story = Story::in_albany();
    story.happened(Channel::Voice, "2026-06-01T10:00").agent_outcome =
        Some(AgentOutcome::VoiceSpokeWithThirdParty);
    allowed(&story.ask_call("2026-06-02T10:00"));
}

#[test]
fn both_limits_on_calls_are_told_and_the_later_end_decides() {
    let mut story = Story::in_albany();
    for _ in 0..6 {
        story.rang("2026-06-01T10:00");
    }
    story.talked("2026-06-03T10:00");
    let decision = story.ask_call("2026-06-04T10:00");
    deferred(&decision, &["CG-REGF-7IN7", "CG-REGF-7AFTER"], story.at("2026-06-10T08:00"));
}

#[test]
fn extra_calls_are_allowed_for_seven_days_and_until_the_next_conversation() {
    let mut story = Story::in_albany();
    story.talked("2026-06-01T10:00");
    story.agreed(ConsentKind::ExtraCalls, "2026-06-01T10:05");
    let decision = story.ask_call("2026-06-02T10:00");
    allowed(&decision);
    assert_eq!(
        (decision.passes[0].rule_id.as_str(), decision.passes[0].by.as_str()),
        ("CG-REGF-7AFTER", "extraCallsConsent")
    );
    story.talked("2026-06-03T10:00");
    deferred(&story.ask_call("2026-06-04T10:00"), &["CG-REGF-7AFTER"], story.at("2026-06-10T08:00"));
}

#[test]
fn calls_the_person_had_agreed_to_do_not_count_later() {
    let mut story = Story::in_albany();
    story.agreed(ConsentKind::ExtraCalls, "2026-06-01T09:00");
    story.facts.consents[0].revoked_at = Some(story.at("2026-06-03T09:00"));
    for _ in 0..7 {
        story.rang("2026-06-02T10:00");
    }
    allowed(&story.ask_call("2026-06-04T10:00"));
    for _ in 0..7 {
        story.rang("2026-06-03T10:00");
    }
    deferred(&story.ask_call("2026-06-04T10:00"), &["CG-REGF-7IN7"], story.at("2026-06-10T08:00"));
}

#[test]
fn a_reservation_takes_the_last_place_and_not_from_itself() {
    let mut story = Story::in_albany();
    for _ in 0..6 {
        story.rang("2026-06-01T10:00");
    }
    let row = story.happened(Channel::Voice, "2026-06-02T10:00");
    (row.status, row.is_reserved) = (Status::Scheduled, true);
    let reserved = row.id;
    assert!(!story.ask_call("2026-06-02T10:00").is_allowed());
    allowed(&story.ask(&Proposal { interaction: Some(reserved), ..call() }, "2026-06-02T10:00"));
}

#[test]
fn what_the_law_demands_is_never_capped_but_counts() {
    let mut story = Story::in_new_york_city();
    for _ in 0..3 {
        story.emailed("2026-10-05T10:00");
    }
    let notice = Proposal { subject: Some(Subject::LoanAccelerated), ..email() };
    let decision = story.ask(&notice, "2026-10-06T10:00");
    allowed(&decision);
    assert_eq!(decision.passes[0].rule_id, "CG-NYC-3IN7");
    assert_eq!(decision.passes[0].by, "legallyRequired");
}

#[test]
fn recorded_calls_to_a_landline_are_three_in_thirty_days() {
    let mut story = Story::in_albany();
    story.contact(PHONE).line = Some(Line::Landline);
    let recorded = Proposal { is_autodialed: true, ..call() };
    for day in ["2026-06-01T10:00", "2026-06-02T10:00", "2026-06-03T10:00"] {
        allowed(&story.ask(&recorded, day));
        let row = story.rang(day);
        (row.is_autodialed, row.contact) = (true, Some(ContactId::of(PHONE)));
    }
    deferred(
        &story.ask(&recorded, "2026-06-04T10:00"),
        &["CG-TCPA-PRERECORDED-3-30"],
        story.at("2026-07-01T08:00"),
    );
    allowed(&story.ask_call("2026-06-04T10:00"));
    story.agreed(ConsentKind::Autodial, "2026-06-04T09:00");
    allowed(&story.ask(&recorded, "2026-06-04T10:00"));
}

#[test]
fn intensity_is_the_companys_number_for_the_person_over_all_debts() {
    let mut story = Story::in_albany();
    story.facts.person.collections_intensity = CollectionsIntensity::Heavy;
    story.add_loan(2, ServicedBy::Creditor);
    story.texted("2026-06-01T10:00");
    story.emailed("2026-06-02T10:00").loans = vec![loan(2)];
    story.rang("2026-06-03T10:00").status = Status::Failed;
    story.facts.history[2].status_details = None;
    allowed(&story.ask_text("2026-06-04T10:00"));
    let settings: CompanySettings = serde_json::from_str(r#"{"intensity":{"heavy":2}}"#).unwrap();
    let book = book().with(&settings).unwrap();
    let decision = evaluate(&story.facts, &text(), story.at("2026-06-04T10:00"), &book);
    deferred(&decision, &["CG-INTENSITY"], story.at("2026-06-08T08:00"));
    let servicing = Proposal { theme: Theme::OpsServicing, ..text() };
    allowed(&evaluate(&story.facts, &servicing, story.at("2026-06-04T10:00"), &book));
}

#[test]
fn somebody_else_has_a_count_of_their_own() {
    let mut story = Story::in_albany();
    let mut spouse = ContactFacts::new(ContactId::of(8), ContactType::Phone);
    (spouse.affiliation, spouse.value) = (Affiliation::Spouse, Some("+15185550108".to_owned()));
    let spouse = story.add_contact(spouse);
    let mut parent = ContactFacts::new(ContactId::of(9), ContactType::Phone);
    (parent.affiliation, parent.authorized_third_party) = (Affiliation::Parent, true);
    parent.value = Some("+15185550109".to_owned());
    let parent = story.add_contact(parent);
    for _ in 0..7 {
        story.rang("2026-06-01T10:00").contact = Some(parent);
    }
    allowed(&story.ask_call("2026-06-02T10:00"));
    assert_eq!(
        rules(&story.ask(&Proposal { contact: Some(parent), ..call() }, "2026-06-02T10:00")),
        ["CG-REGF-7IN7"]
    );
    story.talked("2026-06-02T10:00").contact = Some(spouse);
    assert_eq!(
        rules(&story.ask_call("2026-06-03T10:00")),
        ["CG-REGF-7AFTER"],
        "the spouse is one with the person"
    );
}

#[test]
fn a_new_states_cap_is_data_and_no_code() {
    let texas = r#"
        [[rule]]
        id = "CG-TX-1IN2"
        version = 1
        title = "Texas: one in two days"
        about = "An invented rule."
        citation = "Tex. Example 1"
        source = "policy"
        jurisdiction = "TX"
        binds = "everyone"
        enabled = true
        themes = ["opsColl*"]
        channels = ["voice", "text"]
        exceptions = ["legallyRequired"]
        kind = "cap"
        window = 2
        max = 1
        unit = "debt"
        counts = "contacts"
    "#;
    let book = Rulebook::parse("test", &[("texas.toml", texas)]).unwrap();
    let mut story = Story::living("TX", "75001", "+12145550100", "America/Chicago");
    story.texted("2026-06-01T10:00");
    let ask = |when: &str| evaluate(&story.facts, &call(), story.at(when), &book);
    deferred(&ask("2026-06-02T10:00"), &["CG-TX-1IN2"], story.at("2026-06-03T00:00"));
    allowed(&ask("2026-06-03T00:00"));
}
