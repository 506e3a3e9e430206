//! The hours of the day, in every plausible zone.

use domain::id::{ContactId, Id};
use domain::vocabulary::{Channel, ConsentKind, ServicedBy, Theme};
use guard::{CompanySettings, Proposal, evaluate, evaluate_dispatch};

use crate::story::{
    PHONE, Story, about_l1, allowed, book, call, deferred, denied, email, letter, rules, text,
};

const BOTH: [&str; 2] = ["CG-REGF-HOURS", "CG-POLICY-HOURS"];

#[test]
fn the_first_and_the_last_second_are_inside_and_nothing_beyond() {
    let story = Story::in_albany();
    allowed(&story.ask_call("2026-06-01T08:00"));
    allowed(&story.ask_call("2026-06-01T21:00"));
    deferred(&story.ask_call("2026-06-01T21:00:00.000001"), &BOTH, story.at("2026-06-02T08:00"));
    deferred(&story.ask_call("2026-06-01T07:59:59.999999"), &BOTH, story.at("2026-06-01T08:00"));
}

#[test]
fn what_goes_out_has_to_be_allowed_a_minute_later_too() {
    let story = Story::in_albany();
    let dispatch = |when: &str| evaluate_dispatch(&story.facts, &call(), story.at(when), book());
    allowed(&dispatch("2026-06-01T20:59:01"));
    allowed(&story.ask_call("2026-06-01T20:59:02"));
    deferred(&dispatch("2026-06-01T20:59:02"), &BOTH, story.at("2026-06-02T08:00"));
}

#[test]
fn an_eastern_number_and_a_pacific_home_leave_eleven_to_nine_eastern() {
    let mut story = Story::living("CA", "90001", "+12125550100", "America/New_York");
    story.facts.loans[0].serviced_by = ServicedBy::ThirdParty;
    deferred(&story.ask_call("2026-06-01T10:59"), &BOTH, story.at("2026-06-01T11:00"));
    allowed(&story.ask_call("2026-06-01T11:00"));
    allowed(&story.ask_call("2026-06-01T21:00"));
    deferred(&story.ask_call("2026-06-01T21:01"), &BOTH, story.at("2026-06-02T11:00"));
    // An email looks at the address alone.
    allowed(&story.ask_email("2026-06-01T23:30"));
}

#[test]
fn a_state_with_two_zones_and_no_zip_code_has_to_suit_both() {
    let mut story = Story::living("TN", "", "+18005550100", "America/Chicago");
    deferred(&story.ask_call("2026-06-01T20:30"), &BOTH, story.at("2026-06-02T08:00"));
    story.contact(crate::story::HOME).place.as_mut().unwrap().postal_code = Some("37201".to_owned());
    allowed(&story.ask_call("2026-06-01T20:30"));
}

#[test]
fn zones_that_share_no_hour_deny() {
    let mut story = Story::living("GU", "96910", "+13055550100", "Pacific/Guam");
    story.facts.person.timezone = Some("Europe/London".to_owned());
    denied(&story.ask_call("2026-06-01T12:00"), &["CG-REGF-HOURS", "CG-FL-HOURS", "CG-POLICY-HOURS"]);
}

#[test]
fn email_about_collection_keeps_the_hours_and_letters_have_none() {
    let story = Story::in_albany();
    deferred(&story.ask_email("2026-06-01T23:00"), &["CG-REGF-HOURS"], story.at("2026-06-02T08:00"));
    allowed(&story.ask(&letter(), "2026-06-01T23:00"));
}

#[test]
fn servicing_keeps_the_hours_for_calls_and_texts_only() {
    let story = Story::in_albany();
    let about =
        |channel| Proposal { is_transactional: Some(true), ..Proposal::about(channel, Theme::OpsServicing) };
    for channel in [Channel::Voice, Channel::Text] {
        deferred(
            &story.ask(&about(channel), "2026-06-01T23:00"),
            &["CG-POLICY-HOURS"],
            story.at("2026-06-02T08:00"),
        );
    }
    allowed(&story.ask(&about(Channel::Email), "2026-06-01T23:00"));
}

#[test]
fn florida_frees_email_of_its_own_rule() {
    let story = Story::in_miami();
    let by_text = story.ask_text("2026-06-01T23:00");
    assert_eq!(rules(&by_text), ["CG-REGF-HOURS", "CG-FL-HOURS", "CG-POLICY-HOURS"]);
    assert_eq!(rules(&story.ask_email("2026-06-01T23:00")), ["CG-REGF-HOURS"]);
}

#[test]
fn a_creditor_is_bound_by_florida_even_where_federal_rules_do_not_bind_it() {
    let mut story = Story::in_miami();
    story.facts.loans[0].serviced_by = ServicedBy::Creditor;
    let settings =
        CompanySettings { apply_federal_to_first_party: Some(false), ..CompanySettings::default() };
    let book = book().with(&settings).unwrap();
    let at = story.at("2026-06-01T23:00");
    assert_eq!(rules(&evaluate(&story.facts, &text(), at, &book)), ["CG-FL-HOURS", "CG-POLICY-HOURS"]);
    allowed(&evaluate(&story.facts, &email(), at, &book));
}

#[test]
fn whoever_agreed_to_a_late_hour_may_be_called_then() {
    let mut story = Story::in_albany();
    let consent = story.agreed(ConsentKind::InconvenientTime, "2026-06-01T12:00");
    consent.contact = Some(ContactId::of(PHONE));
    let decision = story.ask_call("2026-06-01T22:00");
    allowed(&decision);
    assert_eq!(decision.passes.len(), 2);
    assert_eq!(decision.passes[0].by, "inconvenientTimeConsent");
    assert!(!story.ask_email("2026-06-01T22:00").is_allowed(), "given for the phone alone");
    story.facts.consents[0].revoked_at = Some(story.at("2026-06-01T20:00"));
    assert!(!story.ask_call("2026-06-01T22:00").is_allowed());
    allowed(&story.ask_call("2026-06-01T12:30"));
}

#[test]
fn one_answer_at_night_to_whoever_writes_at_night() {
    let mut story = Story::in_albany();
    let asked = story.heard(Channel::Email, "2026-06-01T23:00");
    let reply = Proposal { previous: Some(asked), ..email() };
    allowed(&story.ask(&reply, "2026-06-01T23:10"));
    allowed(&story.ask(&reply, "2026-06-02T07:00"));
    assert!(!story.ask(&reply, "2026-06-02T23:10").is_allowed(), "it has been open since");
    let by_text = Proposal { previous: Some(asked), ..text() };
    assert!(!story.ask(&by_text, "2026-06-01T23:10").is_allowed(), "another medium");
    story.emailed("2026-06-01T23:11").previous = Some(asked);
    assert!(!story.ask(&reply, "2026-06-01T23:12").is_allowed(), "it has been answered");
}

#[test]
fn a_morning_list_is_judged_at_the_companys_noon() {
    let mut story = Story::in_albany();
    let settings =
        CompanySettings { timezone: Some("America/New_York".to_owned()), ..CompanySettings::default() };
    let book = book().with(&settings).unwrap();
    let list = Proposal { check_at_company_noon: true, ..call() };
    let ask = |story: &Story, when: &str| evaluate(&story.facts, &list, story.at(when), &book);
    allowed(&ask(&story, "2026-06-01T06:00"));
    let early = evaluate_dispatch(&story.facts, &list, story.at("2026-06-01T06:00"), &book);
    assert!(!early.is_allowed(), "what goes out goes by the real clock");
    for _ in 0..7 {
        story.rang("2026-05-31T10:00");
    }
    deferred(&ask(&story, "2026-06-01T06:00"), &["CG-REGF-7IN7"], story.at("2026-06-07T08:00"));
    // Noon in New York is six in the morning in Honolulu.
    let hawaii = Story::living("HI", "96801", "+18085550100", "Pacific/Honolulu");
    deferred(&ask(&hawaii, "2026-06-01T05:00"), &BOTH, hawaii.at("2026-06-01T08:00"));
}

#[test]
fn a_deferred_call_waits_for_frequency_days_and_hours_together() {
    let mut story = Story::in_albany();
    for _ in 0..7 {
        story.rang("2026-06-01T10:00");
    }
    story.facts.do_not_interact = vec![guard::facts::DoNotInteract {
        case: Id::of(1),
        channels: guard::facts::Only::All,
        themes: guard::facts::Only::All,
        start_date: "2026-01-01".parse().unwrap(),
        end_date: None,
        days_of_week: vec![1],
        timezone: None,
        times_of_day: Vec::new(),
        contact_labels: Vec::new(),
    }];
    // The calls of Monday the first drop out on Monday the eighth, when Mondays are closed.
    deferred(&story.ask_call("2026-06-03T10:00"), &["CG-REGF-7IN7"], story.at("2026-06-09T08:00"));
}

#[test]
fn without_any_place_nothing_is_guessed() {
    let mut story = Story::in_albany();
    story.facts.contacts.retain(|contact| contact.id != ContactId::of(crate::story::HOME));
    allowed(&story.ask_call("2026-06-01T10:00"));
    story.contact(PHONE).value = Some("+15550100123".to_owned());
    for channel in [Channel::Voice, Channel::Text, Channel::Email, Channel::Chat] {
        let decision = story.ask(&about_l1(channel), "2026-06-01T10:00");
        assert_eq!(decision.precondition, Some(guard::Precondition::UnknownPlace), "{channel}");
        assert_eq!(decision.compliance_guard_rule_id, None);
        assert_eq!(decision.status_detail().map(|detail| detail.as_str()), Some("blockedByComplianceGuard"));
    }
    // No rule on hours or of a state looks at servicing by email, so the place is not asked for.
    allowed(&story.ask(&Proposal::about(Channel::Email, Theme::OpsServicing), "2026-06-01T10:00"));
    let code = Proposal::about(Channel::Text, Theme::OpsAccountCredentials);
    allowed(&story.ask(&code, "2026-06-01T10:00"));
}
