//! Caps of states and cities, rule by rule.

use domain::id::{ContactId, Id};
use domain::vocabulary::{Channel, ConsentKind, ContactLabel, ContactType, ServicedBy};
use guard::facts::{ContactFacts, LoanFacts, Security};
use guard::{CompanySettings, Proposal, evaluate};

use crate::story::{Story, about_l1, allowed, book, call, deferred, email, letter, loan, rules};

#[test]
fn massachusetts_counts_calls_and_texts_about_a_debt_together() {
    let mut story = Story::in_boston();
    story.rang("2026-06-01T10:00");
    story.texted("2026-06-02T10:00");
    for decision in [story.ask_call("2026-06-03T10:00"), story.ask_text("2026-06-03T10:00")] {
        deferred(&decision, &["CG-MA-2IN7"], story.at("2026-06-08T08:00"));
    }
    allowed(&story.ask_email("2026-06-03T10:00"));
    story.add_loan(2, ServicedBy::Creditor);
    allowed(&story.ask(&Proposal { loans: vec![loan(2)], ..call() }, "2026-06-03T10:00"));
}

#[test]
fn massachusetts_may_leave_out_what_only_rang() {
    let mut story = Story::in_boston();
    story.rang("2026-06-01T10:00");
    story.rang("2026-06-02T10:00");
    assert_eq!(rules(&story.ask_call("2026-06-03T10:00")), ["CG-MA-2IN7"]);
    let book = book().with(&without_ringing()).unwrap();
    allowed(&evaluate(&story.facts, &call(), story.at("2026-06-03T10:00"), &book));
}

fn without_ringing() -> CompanySettings {
    let by = domain::id::UserId::of(1);
    let text = format!(
        r#"{{"rules":{{"CG-MA-2IN7":{{"ringing":false,"loosened":{{"by":"{by}","reason":"counsel's reading","at":"2026-01-01T00:00:00Z"}}}}}}}}"#
    );
    serde_json::from_str(&text).unwrap()
}

#[test]
fn massachusetts_has_thirty_days_for_work() {
    let mut story = Story::in_boston();
    let mut work = ContactFacts::new(ContactId::of(9), ContactType::Phone);
    work.label = Some(ContactLabel::Work);
    work.value = Some("+16175550109".to_owned());
    let work = story.add_contact(work);
    for day in ["2026-06-01T10:00", "2026-06-02T10:00"] {
        story.rang(day).contact = Some(work);
    }
    let at_work = Proposal { contact: Some(work), ..call() };
    deferred(&story.ask(&at_work, "2026-06-20T10:00"), &["CG-MA-2IN30"], story.at("2026-07-01T08:00"));
    allowed(&story.ask_call("2026-06-03T10:00"));
}

#[test]
fn a_number_of_massachusetts_brings_its_rule_to_whoever_lives_elsewhere() {
    let mut story = Story::living("NH", "03101", "+16175550100", "America/New_York");
    story.rang("2026-06-01T10:00");
    story.rang("2026-06-02T10:00");
    assert_eq!(rules(&story.ask_call("2026-06-03T10:00")), ["CG-MA-2IN7"]);
    let settings = CompanySettings { jurisdiction_by_area_code: Some(false), ..CompanySettings::default() };
    let book = book().with(&settings).unwrap();
    allowed(&evaluate(&story.facts, &call(), story.at("2026-06-03T10:00"), &book));
}

#[test]
fn new_york_city_counts_every_channel_about_one_account() {
    let mut story = Story::in_new_york_city();
    story.rang("2026-10-05T10:00");
    story.emailed("2026-10-06T10:00");
    story.happened(Channel::Mail, "2026-10-07T10:00");
    for channel in [Channel::Voice, Channel::Email, Channel::Chat] {
        deferred(
            &story.ask(&about_l1(channel), "2026-10-08T10:00"),
            &["CG-NYC-3IN7"],
            story.at("2026-10-12T08:00"),
        );
    }
    // A letter has no hours to wait for.
    deferred(&story.ask(&letter(), "2026-10-08T10:00"), &["CG-NYC-3IN7"], story.at("2026-10-12T00:00"));
    story.add_loan(2, ServicedBy::Creditor);
    allowed(&story.ask(&Proposal { loans: vec![loan(2)], ..email() }, "2026-10-08T10:00"));
}

#[test]
fn new_york_city_had_two_for_the_person_until_the_end_of_august() {
    let mut story = Story::in_new_york_city();
    story.emailed("2026-08-24T10:00");
    story.emailed("2026-08-25T10:00").loans = vec![loan(2)];
    deferred(&story.ask_email("2026-08-26T10:00"), &["CG-NYC-2IN7"], story.at("2026-08-31T08:00"));
    // The new rule begins before the old one would let go.
    story.emailed("2026-08-28T10:00");
    story.emailed("2026-08-29T10:00");
    deferred(&story.ask_email("2026-08-30T10:00"), &["CG-NYC-2IN7"], story.at("2026-09-01T08:00"));
}

#[test]
fn washington_counts_three_a_week_in_any_form_and_frees_answers() {
    let mut story = Story::in_seattle();
    story.rang("2026-06-01T10:00");
    story.emailed("2026-06-02T10:00");
    story.happened(Channel::Mail, "2026-06-03T10:00");
    deferred(&story.ask_email("2026-06-04T10:00"), &["CG-WA-3WK"], story.at("2026-06-08T08:00"));
    let asked = story.heard(Channel::Email, "2026-06-04T11:00");
    allowed(&story.ask(&Proposal { previous: Some(asked), ..email() }, "2026-06-04T12:00"));
    story.emailed("2026-06-04T12:00").previous = Some(asked);
    let decision = story.ask_email("2026-06-05T10:00");
    assert_eq!(decision.reasons[0].count, Some(3), "the answer does not count");
}

#[test]
fn washington_binds_agencies_and_not_creditors() {
    let mut story = Story::in_seattle();
    story.facts.loans[0].serviced_by = ServicedBy::Creditor;
    for _ in 0..4 {
        story.emailed("2026-06-01T10:00");
    }
    allowed(&story.ask_email("2026-06-02T10:00"));
}

#[test]
fn the_district_allows_four_calls_and_five_messages_with_consent() {
    let mut story = Story::in_washington_dc();
    story.agreed(ConsentKind::Text, "2026-05-01T10:00");
    story.agreed(ConsentKind::Email, "2026-05-01T10:00");
    for day in ["2026-06-01T10:00", "2026-06-02T10:00", "2026-06-03T10:00", "2026-06-04T10:00"] {
        story.rang(day);
        story.texted(day);
    }
    deferred(&story.ask_call("2026-06-05T10:00"), &["CG-DC-4CALLS"], story.at("2026-06-08T08:00"));
    allowed(&story.ask_email("2026-06-05T10:00"));
    story.emailed("2026-06-05T10:00");
    for decision in [story.ask_email("2026-06-05T11:00"), story.ask_text("2026-06-05T11:00")] {
        deferred(&decision, &["CG-DC-5ECOMM"], story.at("2026-06-08T08:00"));
    }
}

#[test]
fn the_district_leaves_out_young_and_secured_debts() {
    let mut story = Story::in_washington_dc();
    for _ in 0..4 {
        story.rang("2026-06-01T10:00");
    }
    let with = |loan: LoanFacts| {
        let mut story = story.clone();
        story.facts.loans = vec![loan];
        story.ask_call("2026-06-02T10:00")
    };
    let unknown = LoanFacts::new(loan(1), ServicedBy::Creditor);
    assert_eq!(rules(&with(unknown.clone())), ["CG-DC-4CALLS"]);
    allowed(&with(LoanFacts { days_overdue: Some(30), ..unknown.clone() }));
    assert!(!with(LoanFacts { days_overdue: Some(31), ..unknown.clone() }).is_allowed());
    allowed(&with(LoanFacts { security: Some(Security::Automobile), ..unknown.clone() }));
    assert!(!with(LoanFacts { security: Some(Security::Other), ..unknown }).is_allowed());
}
