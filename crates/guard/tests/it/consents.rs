//! What the person agreed to and took back.

use domain::id::{ContactId, Id};
use domain::vocabulary::{Channel, ConsentKind, ContactType, Subject, Theme};
use guard::facts::{ContactFacts, Line};
use guard::{Precondition, Proposal, evaluate};

use crate::story::{EMAIL, PHONE, Story, allowed, book, call, denied, email, loan, rules, text};

const NOON: &str = "2026-06-01T12:00";

#[test]
fn a_text_needs_the_numbers_mark_or_a_consent_on_record() {
    let mut story = Story::in_albany();
    story.contact(PHONE).receive_text_messages = false;
    denied(&story.ask_text(NOON), &["CG-TCPA-TEXT-CONSENT", "CG-REGF-TEXT-60D"]);
    let servicing = Proposal { theme: Theme::OpsServicing, ..text() };
    denied(&story.ask(&servicing, NOON), &["CG-TCPA-TEXT-CONSENT"]);
    story.agreed(ConsentKind::Text, "2026-05-30T10:00");
    allowed(&story.ask_text(NOON));
    story.facts.consents[0].expires_at = Some(story.at("2026-05-31T10:00"));
    assert!(!story.ask_text(NOON).is_allowed());
    story.facts.consents[0].expires_at = None;
    story.facts.consents[0].contact = Some(ContactId::of(EMAIL));
    assert!(!story.ask_text(NOON).is_allowed(), "given for another contact");
}

#[test]
fn a_collection_text_needs_a_sign_of_the_last_sixty_days() {
    let mut story = Story::in_albany();
    story.contact(PHONE).receive_text_messages_last_consent_at = Some(story.at("2026-04-02T23:00"));
    allowed(&story.ask_text(NOON));
    denied(&story.ask_text("2026-06-02T12:00"), &["CG-REGF-TEXT-60D"]);
    allowed(&story.ask(&Proposal { theme: Theme::OpsServicing, ..text() }, "2026-06-02T12:00"));
    let mut checked = story.clone();
    checked.contact(PHONE).reassigned_checked_at = Some(story.at("2026-05-01T10:00"));
    allowed(&checked.ask_text("2026-06-02T12:00"));
    story.heard(Channel::Text, "2026-05-01T10:00");
    allowed(&story.ask_text("2026-06-02T12:00"));
    story.contact(PHONE).receive_text_messages_last_consent_at = None;
    story.facts.history.clear();
    denied(&story.ask_text(NOON), &["CG-REGF-TEXT-60D"]);
}

#[test]
fn an_opt_out_stands_until_the_same_contact_agrees_again() {
    let mut story = Story::in_albany();
    story.stopped(ConsentKind::Email, EMAIL, "2026-05-01T10:00");
    denied(&story.ask_email(NOON), &["CG-OPTOUT-EMAIL"]);
    allowed(&story.ask_email("2026-05-01T09:59"));
    story.agreed(ConsentKind::Email, "2026-05-02T10:00").contact = Some(ContactId::of(PHONE));
    assert!(!story.ask_email(NOON).is_allowed(), "agreed for another contact");
    story.agreed(ConsentKind::Email, "2026-05-02T10:00").contact = Some(ContactId::of(EMAIL));
    allowed(&story.ask_email(NOON));
    story.stopped(ConsentKind::Email, EMAIL, "2026-05-03T10:00");
    assert!(!story.ask_email(NOON).is_allowed());
}

#[test]
fn an_opt_out_for_every_contact_stops_each() {
    let mut story = Story::in_albany();
    story.stopped(ConsentKind::Voice, PHONE, "2026-05-01T10:00");
    story.facts.consents[0].contact = None;
    denied(&story.ask_call(NOON), &["CG-OPTOUT-VOICE"]);
    allowed(&story.ask_text(NOON));
}

#[test]
fn start_takes_stop_back() {
    let mut story = Story::in_albany();
    story.stopped(ConsentKind::Text, PHONE, "2026-05-30T10:00");
    let started = story.at("2026-05-31T10:00");
    story.contact(PHONE).receive_text_messages_last_consent_at = Some(started);
    allowed(&story.ask_text(NOON));
}

#[test]
fn transactional_servicing_bends_to_opt_outs() {
    let mut story = Story::in_albany();
    story.stopped(ConsentKind::Text, PHONE, "2026-05-30T10:00");
    let receipt = Proposal::new(Channel::Text, None, Some(Subject::PaymentSuccessful)).unwrap();
    assert_eq!(rules(&story.ask(&receipt, NOON)), ["CG-OPTOUT-TEXT"]);
}

#[test]
fn an_unsubscribe_by_email_is_confirmed_by_its_subject() {
    let mut story = Story::in_albany();
    story.stopped(ConsentKind::Email, EMAIL, "2026-06-01T23:00");
    let confirmation = Proposal::new(Channel::Email, None, Some(Subject::ElectronicConsentOptOut)).unwrap();
    allowed(&story.ask(&confirmation, "2026-06-01T23:01"));
    assert!(!story.ask(&confirmation, "2026-06-02T12:00").is_allowed());
}

#[test]
fn an_unknown_line_is_a_mobile_one_to_a_machine() {
    let mut story = Story::in_albany();
    let machine = Proposal { is_autodialed: true, ..call() };
    for line in [None, Some(Line::Mobile)] {
        story.contact(PHONE).line = line;
        denied(&story.ask(&machine, NOON), &["CG-TCPA-AUTODIAL"]);
    }
    story.contact(PHONE).line = Some(Line::Landline);
    allowed(&story.ask(&machine, NOON));
}

#[test]
fn a_consent_for_one_loan_says_nothing_of_another() {
    let mut story = Story::in_albany();
    story.add_loan(2, domain::vocabulary::ServicedBy::ThirdParty);
    story.agreed(ConsentKind::Autodial, "2026-05-01T10:00").loan = Some(loan(2));
    let machine = Proposal { is_autodialed: true, ..call() };
    assert!(!story.ask(&machine, NOON).is_allowed());
    allowed(&story.ask(&Proposal { loans: vec![loan(2)], ..machine }, NOON));
}

#[test]
fn a_contact_that_cannot_be_used_is_told_before_any_rule() {
    let mut story = Story::in_albany();
    let ask = |story: &Story, proposal: &Proposal| evaluate(&story.facts, proposal, story.at(NOON), book());
    let at_phone = Proposal { contact: Some(ContactId::of(PHONE)), ..call() };
    type Spoil = fn(&mut ContactFacts);
    let cases: [(Spoil, Precondition); 3] = [
        (|phone| phone.valid = false, Precondition::InvalidContact),
        (|phone| phone.status = domain::vocabulary::ContactStatus::Archived, Precondition::ArchivedContact),
        (|phone| phone.disconnected = true, Precondition::DisconnectedNumber),
    ];
    for (spoil, missing) in cases {
        let mut spoiled = story.clone();
        spoil(spoiled.contact(PHONE));
        let decision = ask(&spoiled, &at_phone);
        assert_eq!(
            (decision.precondition, decision.compliance_guard_rule_id.as_deref()),
            (Some(missing), None)
        );
        assert_eq!(decision.status_detail().map(|detail| detail.as_str()), Some("invalidContact"));
        assert_eq!(ask(&spoiled, &call()).precondition, Some(Precondition::NoContact));
    }
    assert_eq!(
        ask(&story, &Proposal { contact: Some(ContactId::of(EMAIL)), ..call() }).precondition,
        Some(Precondition::UnfitContact)
    );
    assert_eq!(
        ask(&story, &Proposal { contact: Some(ContactId::of(77)), ..call() }).precondition,
        Some(Precondition::UnknownContact)
    );
    story.facts.contacts.clear();
    assert_eq!(ask(&story, &email()).precondition, Some(Precondition::NoContact));
    allowed(&ask(&story, &Proposal::about(Channel::Gui, Theme::OpsCollDebt)));
}

#[test]
fn the_usual_contact_is_the_persons_own_first_one() {
    let mut story = Story::in_albany();
    let mut better = ContactFacts::new(ContactId::of(9), ContactType::Phone);
    better.value = Some("+15185550109".to_owned());
    story.add_contact(better);
    assert_eq!(story.ask_call(NOON).contact_id, Some(ContactId::of(PHONE)), "the older of two equals");
    story.contact(PHONE).status = domain::vocabulary::ContactStatus::Secondary;
    assert_eq!(story.ask_call(NOON).contact_id, Some(ContactId::of(9)));
    assert_eq!(story.ask_text(NOON).contact_id, Some(ContactId::of(PHONE)), "the one that takes texts");
}
