//! The rules as stories.

use super::*;

fn sent_email() -> Terms {
    Terms {
        channel: Channel::Email,
        direction: Direction::Outbound,
        status: Some(Attempted),
        details: Some(StatusDetail::EmailSent),
        theme: None,
        subject: Some(Subject::LoanOverdueFirstNotice),
    }
}

fn complaints(terms: Terms) -> String {
    settle(&terms).unwrap_err().to_string()
}

#[test]
fn the_subject_brings_its_theme() {
    let settled = settle(&sent_email()).unwrap();
    assert_eq!(settled.theme, Theme::OpsCollDebt);
    assert_eq!(settled.status, Attempted);
}

#[test]
fn a_theme_that_differs_from_the_implied_one_is_the_clients_decision() {
    let settled = settle(&Terms { theme: Some(Theme::OpsServicing), ..sent_email() }).unwrap();
    assert_eq!(settled.theme, Theme::OpsServicing);
}

#[test]
fn free_and_custom_subjects_need_a_theme() {
    for subject in [Subject::FreeForm, Subject::FreeFormBranded, Subject::Custom20] {
        let terms = Terms { subject: Some(subject), ..sent_email() };
        assert_eq!(complaints(terms), format!("theme: required, as subject {subject} implies none"));
        assert!(settle(&Terms { theme: Some(Theme::OpsServicing), ..terms }).is_ok());
    }
    let terms = Terms { subject: None, ..sent_email() };
    assert_eq!(complaints(terms), "theme: required, as no subject implies one");
}

#[test]
fn the_status_has_to_be_said_even_where_details_force_it() {
    assert_eq!(complaints(Terms { status: None, ..sent_email() }), "status: required");
}

#[test]
fn every_contradiction_is_named_at_once() {
    let terms = Terms {
        channel: Channel::Voice,
        direction: Direction::Inbound,
        status: Some(Failed),
        subject: None,
        ..sent_email()
    };
    assert_eq!(
        complaints(terms),
        "statusDetails: emailSent needs channel email; statusDetails: emailSent needs status attempted; \
         statusDetails: emailSent needs direction outbound; theme: required, as no subject implies one"
    );
}

#[test]
fn details_with_a_choice_of_statuses_name_them() {
    let terms = Terms {
        details: Some(StatusDetail::BlockedByComplianceGuard),
        status: Some(Succeeded),
        ..sent_email()
    };
    assert_eq!(complaints(terms), "statusDetails: blockedByComplianceGuard needs status failed or attempted");
}

#[test]
fn details_alone_bring_the_status_they_force() {
    let before = (Attempted, Some(StatusDetail::EmailSent));
    let opened = Some(StatusDetail::EmailOpened);
    assert_eq!(status_after(before, None, Some(opened)), (Succeeded, opened));
    let blocked = Some(StatusDetail::BlockedByComplianceGuard);
    assert_eq!(status_after((Scheduled, None), None, Some(blocked)), (Failed, blocked));
    assert_eq!(status_after((Attempted, None), None, Some(blocked)), (Attempted, blocked));
}

#[test]
fn a_status_alone_clears_the_details_it_contradicts() {
    let before = (Attempted, Some(StatusDetail::EmailSent));
    assert_eq!(status_after(before, Some(Failed), None), (Failed, None));
    assert_eq!(status_after(before, Some(Attempted), None), before);
}

#[test]
fn what_is_sent_together_stays_for_the_judge() {
    let before = (Attempted, None);
    let bounced = Some(StatusDetail::EmailBounced);
    assert_eq!(status_after(before, Some(Succeeded), Some(bounced)), (Succeeded, bounced));
    assert_eq!(status_after((Failed, bounced), None, Some(None)), (Failed, None));
    assert_eq!(status_after((Failed, bounced), None, None), (Failed, bounced));
}

#[test]
fn a_native_interaction_moves_as_the_contract_says() {
    let moves = [
        (Scheduled, vec![Attempted, Failed, Scheduled, Status::Canceled, InProgress]),
        (InProgress, vec![Attempted, Succeeded, Failed, InProgress]),
        (Attempted, vec![Attempted, Succeeded, Failed]),
        (Succeeded, vec![Attempted, Succeeded, Failed]),
        (Failed, vec![Attempted, Succeeded, Failed]),
        (Status::Canceled, vec![Status::Canceled]),
    ];
    for (from, allowed) in moves {
        for to in Status::ALL {
            assert_eq!(status_may_move(from, *to, false), allowed.contains(to), "{from} to {to}");
            assert!(status_may_move(from, *to, true));
        }
    }
}

#[test]
fn only_a_call_of_the_borrower_is_missed() {
    let nobody = Some(StatusDetail::VoiceReceivedNoAgentsAvailable);
    assert!(is_missed_call(Channel::Voice, Direction::Inbound, nobody, false));
    assert!(is_missed_call(Channel::Voice, Direction::Inbound, None, true));
    assert!(!is_missed_call(Channel::Voice, Direction::Inbound, None, false));
    assert!(!is_missed_call(Channel::Voice, Direction::Inbound, Some(StatusDetail::VoiceConnected), false));
    assert!(!is_missed_call(Channel::Voice, Direction::Outbound, nobody, true));
    assert!(!is_missed_call(Channel::Chat, Direction::Inbound, None, true));
}
