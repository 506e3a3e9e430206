//! Situations that stop contact, and what passes them (C9, D10).

use domain::id::{ContactId, Id};
use domain::vocabulary::{
    Affiliation, CaseStatus, CaseType, Channel, ConsentKind, ContactType, LegalRepresentativeStatus,
    LoanStatus, PersonStatus, ServicedBy, Subject, Theme,
};
use guard::facts::{ContactFacts, LegalRepresentative};
use guard::{CompanySettings, Proposal, evaluate};

use crate::story::{EMAIL, Story, about_l1, allowed, book, call, denied, email, letter, loan, rules, text};

const NOON: &str = "2026-06-01T12:00";

fn with_subject(channel: Channel, subject: Subject) -> Proposal {
    Proposal { loans: vec![loan(1)], ..Proposal::new(channel, None, Some(subject)).unwrap() }
}

fn servicing(channel: Channel) -> Proposal {
    Proposal { theme: Theme::OpsServicing, ..about_l1(channel) }
}

#[test]
fn bankruptcy_stops_collection_and_reminders_and_lets_servicing_pass() {
    let mut story = Story::in_albany();
    story.case(CaseType::Bankruptcy);
    for channel in [Channel::Voice, Channel::Email, Channel::Text, Channel::Mail] {
        denied(&story.ask(&about_l1(channel), NOON), &["CG-HOLD-BANKRUPTCY"]);
    }
    denied(
        &story.ask(&with_subject(Channel::Email, Subject::PaymentDueDateReminder), NOON),
        &["CG-HOLD-BANKRUPTCY"],
    );
    denied(&story.ask(&with_subject(Channel::Mail, Subject::LoanAccelerated), NOON), &["CG-HOLD-BANKRUPTCY"]);
    allowed(&story.ask(&with_subject(Channel::Email, Subject::Statement), NOON));
}

#[test]
fn notices_the_law_demands_pass_bankruptcy_once_the_company_has_chosen_so() {
    let mut story = Story::in_albany();
    story.case(CaseType::Bankruptcy);
    let by = domain::id::UserId::of(1);
    let chosen = format!(
        r#"{{"rules":{{"CG-HOLD-BANKRUPTCY":{{"addExceptions":["legallyRequired"],
            "loosened":{{"by":"{by}","reason":"each notice is reviewed","at":"2026-01-01T00:00:00Z"}}}}}}}}"#
    );
    let settings: CompanySettings = serde_json::from_str(&chosen).unwrap();
    let book = book().with(&settings).unwrap();
    let notice = with_subject(Channel::Mail, Subject::LoanAccelerated);
    allowed(&evaluate(&story.facts, &notice, story.at(NOON), &book));
    denied(&evaluate(&story.facts, &email(), story.at(NOON), &book), &["CG-HOLD-BANKRUPTCY"]);
}

#[test]
fn a_case_holds_its_loans_or_everything() {
    let mut story = Story::in_albany();
    story.add_loan(2, ServicedBy::ThirdParty);
    story.case(CaseType::Bankruptcy).loans = vec![loan(2)];
    allowed(&story.ask_call(NOON));
    denied(&story.ask(&Proposal { loans: vec![loan(1), loan(2)], ..call() }, NOON), &["CG-HOLD-BANKRUPTCY"]);
    denied(&story.ask(&Proposal { loans: Vec::new(), ..call() }, NOON), &["CG-HOLD-BANKRUPTCY"]);
}

#[test]
fn a_case_holds_while_it_is_open_and_its_outcome_decides_after() {
    let outcomes = [
        (CaseStatus::Initiated, None, false),
        (CaseStatus::Processing, None, false),
        (CaseStatus::Reopened, None, false),
        (CaseStatus::Canceled, None, true),
        (CaseStatus::Completed, Some("discharged"), false),
        (CaseStatus::Completed, Some("Dismissed"), true),
    ];
    for (status, outcome, free) in outcomes {
        let mut story = Story::in_albany();
        let case = story.case(CaseType::Bankruptcy);
        (case.status, case.outcome) = (status, outcome.map(str::to_owned));
        assert_eq!(story.ask_call(NOON).is_allowed(), free, "{status} {outcome:?}");
    }
}

#[test]
fn a_case_that_begins_later_is_not_known_yet() {
    let mut story = Story::in_albany();
    story.case(CaseType::Bankruptcy);
    story.facts.cases[0].since = story.at("2026-06-01T12:01");
    allowed(&story.ask_call(NOON));
}

#[test]
fn nobody_writes_to_the_dead_but_the_estate_may_be_contacted() {
    let mut story = Story::in_albany();
    story.case(CaseType::Deceased);
    for proposal in [call(), text(), email(), servicing(Channel::Email), letter()] {
        assert_eq!(rules(&story.ask(&proposal, NOON)), ["CG-HOLD-DECEASED"]);
    }
    let mut estate = ContactFacts::new(ContactId::of(9), ContactType::Email);
    estate.affiliation = Affiliation::Executor;
    let estate = story.add_contact(estate);
    let notice = with_subject(Channel::Email, Subject::DeceasedNoticeToRepresentative);
    allowed(&story.ask(&Proposal { contact: Some(estate), ..notice }, NOON));
    allowed(&story.ask(&with_subject(Channel::Mail, Subject::DeceasedNotificationUponDeath), NOON));
}

#[test]
fn a_refusal_leaves_only_what_the_law_lets_pass() {
    let mut story = Story::in_albany();
    story.case(CaseType::CeaseCommunication);
    for proposal in [call(), text(), email(), letter(), servicing(Channel::Email)] {
        denied(&story.ask(&proposal, NOON), &["CG-HOLD-CEASE"]);
    }
    allowed(&story.ask(&with_subject(Channel::Email, Subject::CeaseCommunicationAcknowledgement), NOON));
    allowed(&story.ask(&with_subject(Channel::Mail, Subject::LoanRightToCurePersonalUnsecured), NOON));
    allowed(&story.ask(&with_subject(Channel::Email, Subject::Statement), NOON));
    denied(&story.ask(&with_subject(Channel::Text, Subject::Statement), NOON), &["CG-HOLD-CEASE"]);
    allowed(&story.ask(&Proposal::about(Channel::Text, Theme::OpsAccountCredentials), NOON));
    story.stopped(ConsentKind::Email, EMAIL, "2026-05-01T10:00");
    let by_email = story.ask(&with_subject(Channel::Email, Subject::Statement), NOON);
    denied(&by_email, &["CG-HOLD-CEASE", "CG-OPTOUT-EMAIL"]);
    allowed(&story.ask(&with_subject(Channel::Mail, Subject::Statement), NOON));
}

#[test]
fn whoever_writes_after_refusing_gets_one_answer() {
    let mut story = Story::in_albany();
    let before = story.heard(Channel::Email, "2025-12-31T12:00");
    story.case(CaseType::CeaseCommunication);
    denied(&story.ask(&Proposal { previous: Some(before), ..email() }, NOON), &["CG-HOLD-CEASE"]);
    let after = story.heard(Channel::Email, "2026-06-01T11:00");
    let answer = Proposal { previous: Some(after), ..email() };
    let decision = story.ask(&answer, NOON);
    allowed(&decision);
    assert_eq!(decision.passes[0].by, "replyToPerson");
    story.emailed("2026-06-01T11:30").previous = Some(after);
    denied(&story.ask(&answer, NOON), &["CG-HOLD-CEASE"]);
}

#[test]
fn collection_goes_to_the_attorney() {
    let mut story = Story::in_albany();
    let reached_at = vec!["law@example.com".to_owned()];
    story.facts.legal_representatives =
        vec![LegalRepresentative { status: LegalRepresentativeStatus::Active, reached_at }];
    denied(&story.ask_email(NOON), &["CG-HOLD-ATTORNEY"]);
    denied(&story.ask(&with_subject(Channel::Mail, Subject::LoanAccelerated), NOON), &["CG-HOLD-ATTORNEY"]);
    let mut office = ContactFacts::new(ContactId::of(9), ContactType::Email);
    (office.affiliation, office.value) = (Affiliation::Attorney, Some("law@example.com".to_owned()));
    let office = story.add_contact(office);
    allowed(&story.ask(&Proposal { contact: Some(office), ..email() }, NOON));
    story.facts.legal_representatives[0].status = LegalRepresentativeStatus::Inactive;
    allowed(&story.ask_email(NOON));
    assert_eq!(rules(&story.ask(&Proposal { contact: Some(office), ..email() }, NOON)), ["CG-TP-DISCLOSURE"]);
}

#[test]
fn a_dispute_stops_collection_until_it_is_answered() {
    let mut story = Story::in_albany();
    story.case(CaseType::DisputeOfDebt).loans = vec![loan(1)];
    denied(&story.ask_call(NOON), &["CG-HOLD-DISPUTE"]);
    allowed(&story.ask(&servicing(Channel::Voice), NOON));
    allowed(&story.ask(&with_subject(Channel::Email, Subject::DisputeOfDebtConfirmed), NOON));
    let statement =
        Proposal { theme: Theme::OpsCollDebt, ..with_subject(Channel::Email, Subject::Statement) };
    allowed(&story.ask(&statement, NOON));
    let case = &mut story.facts.cases[0];
    (case.status, case.outcome) = (CaseStatus::Completed, Some("validated".to_owned()));
    allowed(&story.ask_call(NOON));
    story.facts.cases[0].outcome = Some("upheld".to_owned());
    denied(&story.ask_call(NOON), &["CG-HOLD-DISPUTE"]);
}

#[test]
fn identity_theft_litigation_and_sanctions_stop_what_they_should() {
    for (case, rule, stops_servicing) in [
        (CaseType::IdentityTheft, "CG-HOLD-IDTHEFT", false),
        (CaseType::LegalAction, "CG-HOLD-LITIGATION", false),
        (CaseType::DebtValidation, "CG-HOLD-DISPUTE", false),
        (CaseType::OfacSanctionedIndividual, "CG-HOLD-OFAC", true),
    ] {
        let mut story = Story::in_albany();
        story.case(case);
        denied(&story.ask_call(NOON), &[rule]);
        assert_eq!(!story.ask(&servicing(Channel::Email), NOON).is_allowed(), stops_servicing, "{case}");
    }
}

#[test]
fn active_duty_warns_and_a_disaster_does_nothing_until_it_is_switched_on() {
    let mut story = Story::in_albany();
    story.case(CaseType::MilitaryDuty);
    story.case(CaseType::FederalEmergency);
    let decision = story.ask_call(NOON);
    allowed(&decision);
    assert_eq!(
        decision.warnings.iter().map(|warning| warning.rule_id.as_str()).collect::<Vec<_>>(),
        ["CG-HOLD-SCRA"]
    );
    let settings: CompanySettings =
        serde_json::from_str(r#"{"rules":{"CG-HOLD-FEMA":{"enabled":true}}}"#).unwrap();
    let book = book().with(&settings).unwrap();
    denied(&evaluate(&story.facts, &call(), story.at(NOON), &book), &["CG-HOLD-FEMA"]);
}

#[test]
fn nothing_is_collected_where_nothing_is_owed() {
    for status in [LoanStatus::PaidOff, LoanStatus::Canceled, LoanStatus::Declined] {
        let mut story = Story::in_albany();
        story.facts.loans[0].status = status;
        denied(&story.ask_call(NOON), &["CG-CORE-LOAN-CLOSED"]);
        denied(&story.ask(&Proposal { loans: Vec::new(), ..call() }, NOON), &["CG-CORE-LOAN-CLOSED"]);
        story.add_loan(2, ServicedBy::ThirdParty);
        allowed(&story.ask(&Proposal { loans: Vec::new(), ..call() }, NOON));
    }
    let mut story = Story::in_albany();
    story.facts.person.status = PersonStatus::Inactive;
    denied(&story.ask_call(NOON), &["CG-CORE-INACTIVE"]);
    allowed(&story.ask(&servicing(Channel::Email), NOON));
}

#[test]
fn every_rule_in_the_way_is_told_and_a_hold_turns_waiting_into_no() {
    let mut story = Story::in_albany();
    story.case(CaseType::Bankruptcy);
    story.case(CaseType::CeaseCommunication);
    story.talked("2026-06-01T10:00");
    let decision = story.ask_call("2026-06-01T23:00");
    denied(
        &decision,
        &["CG-HOLD-BANKRUPTCY", "CG-HOLD-CEASE", "CG-REGF-HOURS", "CG-POLICY-HOURS", "CG-REGF-7AFTER"],
    );
    assert!(decision.reasons.iter().all(|reason| !reason.citation.is_empty() && reason.rule_version == 1));
}
