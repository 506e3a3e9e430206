use super::*;

const DAEMON: &str = "Return-Path: <>\r\nFrom: Mail Delivery System <mailer-daemon@mx.example>\r\n\
    To: support@agents.example\r\nSubject: Undelivered Mail Returned to Sender\r\n";

fn read(raw: &str) -> Option<Report> {
    Report::read(&Mail::read(raw.as_bytes()).unwrap())
}

/// A notice of text alone.
fn notice(text: &str) -> Vec<Outcome> {
    read(&format!("{DAEMON}\r\n{text}\r\n")).map(|report| report.outcomes).unwrap_or_default()
}

/// A standard report with these groups of fields.
fn standard(groups: &[&str]) -> Report {
    let fields = groups.join("\r\n\r\n");
    let raw = format!(
        "{DAEMON}Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n\
         --x\r\n\r\nI am sorry.\r\n\
         --x\r\nContent-Type: message/delivery-status\r\n\r\n\
         Reporting-MTA: dns; mx.example\r\nOriginal-Envelope-Id: IN-2222-2222\r\n\r\n{fields}\r\n\r\n\
         --x\r\nContent-Type: message/rfc822\r\n\r\n\
         Return-Path: <bounce+x@agents.example>\r\nTo: ann@customer.example\r\nMessage-ID: <1@agents.example>\r\n\r\nHello\r\n\
         --x--\r\n"
    );
    read(&raw).unwrap()
}

fn only(outcomes: Vec<Outcome>) -> Outcome {
    let [outcome] = <[Outcome; 1]>::try_from(outcomes).unwrap();
    outcome
}

#[test]
fn a_standard_report_tells_recipient_code_and_permanence() {
    let report = standard(&[
        "Final-Recipient: rfc822; Ann@Customer.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\
         Diagnostic-Code: smtp; 550 5.1.1 <ann@customer.example>:\r\n  User unknown",
        "Final-Recipient: rfc822;bob@customer.example\r\nAction: failed\r\nStatus: 4.2.2\r\n\
         Diagnostic-Code: smtp; 452 4.2.2 Mailbox full",
    ]);
    assert_eq!(report.envelope_id.as_deref(), Some("IN-2222-2222"));
    assert_eq!(report.original.message_id.as_deref(), Some("1@agents.example"));
    assert_eq!(report.original.ours, ["bounce+x@agents.example"]);
    let [ann, bob] = &report.outcomes[..] else { panic!("{report:?}") };
    assert_eq!(ann.recipient.as_deref(), Some("ann@customer.example"));
    assert_eq!((ann.dsn.as_deref(), ann.reply_code.as_deref()), (Some("5.1.1"), Some("550")));
    assert_eq!((ann.permanent(), ann.details()), (true, StatusDetail::EmailBounced));
    assert_eq!(bob.recipient.as_deref(), Some("bob@customer.example"));
    assert_eq!(
        (bob.reason, bob.permanent(), bob.details()),
        (Reason::MailboxFull, false, StatusDetail::EmailBlocked)
    );
}

#[test]
fn what_is_no_failure_is_none() {
    for (action, status, wanted, details) in [
        ("delivered", "2.0.0", Action::Delivered, StatusDetail::EmailDelivered),
        ("relayed", "2.0.0", Action::Relayed, StatusDetail::EmailSent),
        ("expanded", "2.0.0", Action::Expanded, StatusDetail::EmailSent),
        ("delayed", "4.4.1", Action::Delayed, StatusDetail::EmailSent),
    ] {
        let group =
            format!("Final-Recipient: rfc822; ann@customer.example\r\nAction: {action}\r\nStatus: {status}");
        let outcome = only(standard(&[&group]).outcomes);
        assert_eq!((outcome.action, outcome.details(), outcome.permanent()), (wanted, details, false));
    }
}

#[test]
fn codes_decide_where_there_are_no_words() {
    for (status, permanent) in [
        ("5.1.1", true),
        ("5.1.2", true),
        ("5.1.6", true),
        ("5.1.10", true),
        ("5.2.1", false),
        ("5.2.2", false),
        ("5.3.4", false),
        ("5.7.1", false),
        ("4.4.7", false),
        ("5.0.0", false),
    ] {
        let group =
            format!("Final-Recipient: rfc822; ann@customer.example\r\nAction: failed\r\nStatus: {status}");
        assert_eq!(only(standard(&[&group]).outcomes).permanent(), permanent, "{status}");
    }
}

#[test]
fn words_decide_in_a_notice_that_is_only_text() {
    for (said, reason) in [
        ("550 5.1.1 No such user here", Reason::UserUnknown),
        ("550 Host unknown", Reason::HostUnknown),
        ("551 ann has moved, please try ann@new.example", Reason::HasMoved),
        ("556 Domain does not accept mail (nullMX)", Reason::NotAccept),
        ("552 The mailbox is full", Reason::MailboxFull),
        ("550 This account has been disabled", Reason::Suspend),
        ("554 Message rejected: looks like spam", Reason::SpamDetected),
        ("554 5.7.1 blocked using zen.spamhaus.org", Reason::Blocked),
        ("550 DMARC policy of the sender", Reason::AuthFailure),
        ("550 Client host rejected: cannot find your reverse hostname", Reason::RequirePtr),
        ("554 Relay access denied", Reason::NoRelaying),
        ("552 Message size exceeds fixed limit", Reason::MesgTooBig),
        ("554 infected with a virus", Reason::VirusDetected),
        ("421 too many connections from your host", Reason::TooManyConn),
        ("retry timeout exceeded", Reason::Expired),
        ("Connection refused", Reason::NetworkError),
        ("550 no", Reason::Filtered),
    ] {
        let text = format!("Your message could not be delivered.\r\n\r\n<ann@customer.example>: {said}\r\n");
        let outcome = only(notice(&text));
        assert_eq!(outcome.recipient.as_deref(), Some("ann@customer.example"), "{said}");
        assert_eq!(outcome.reason, reason, "{said}");
        assert_eq!(outcome.permanent(), reason.permanent(), "{said}");
    }
}

#[test]
fn each_recipient_has_the_words_about_it() {
    let outcomes = notice(
        "could not be delivered:\r\n<ann@customer.example>\r\n  550 5.1.1 user unknown\r\n\
         bob@customer.example\r\n  552 5.2.2 mailbox full\r\n",
    );
    let told: Vec<_> =
        outcomes.iter().map(|one| (one.recipient.as_deref().unwrap(), one.permanent())).collect();
    assert_eq!(told, [("ann@customer.example", true), ("bob@customer.example", false)]);
}

#[test]
fn a_mailbox_unknown_only_after_the_content_is_not_believed() {
    let text = |end: &str| {
        format!("could not be delivered\r\nann@customer.example: 550 User unknown (in reply to {end})")
    };
    assert!(only(notice(&text("RCPT TO command"))).permanent());
    assert!(!only(notice(&text("end of DATA command"))).permanent());
}

#[test]
fn the_returned_mail_is_not_what_the_server_says() {
    let outcome = only(notice(
        "Delivery failed: ann@customer.example\r\n\r\nThe mailbox is full.\r\n\r\n------ Original message ------\r\n\
         To: ann@customer.example\r\nSubject: user unknown\r\nMessage-ID: <2@agents.example>\r\n\r\n550 5.1.1 no such user\r\n",
    ));
    assert_eq!((outcome.reason, outcome.dsn), (Reason::MailboxFull, None));
}

#[test]
fn the_header_for_it_and_the_returned_mail_name_the_recipient_where_the_words_do_not() {
    let by_header =
        read(&format!("{DAEMON}X-Failed-Recipients: ann@customer.example\r\n\r\nSorry.\r\n")).unwrap();
    assert_eq!(only(by_header.outcomes).recipient.as_deref(), Some("ann@customer.example"));
    let by_original = only(notice(
        "Your mail could not be delivered.\r\n\r\n--- Original message follows ---\r\n\r\n\
         From: support@agents.example\r\nTo: Ann <ann@customer.example>\r\n\r\nHello\r\n",
    ));
    assert_eq!(by_original.recipient.as_deref(), Some("ann@customer.example"));
}

#[test]
fn people_and_their_answering_machines_do_not_bounce() {
    for raw in [
        "From: ann@customer.example\r\nSubject: Undeliverable?\r\n\r\nI got: 550 5.1.1 user unknown. Why was it rejected?\r\n",
        "From: ann@customer.example\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\nReturn-Path: <>\r\n\r\n\
         Mail that could not be delivered in 550 days is lost.\r\n",
        "From: noreply@shop.example\r\nSubject: Your order 550\r\n\r\nIt has been delivered. 5 of 5.\r\n",
    ] {
        assert_eq!(read(raw), None, "{raw}");
    }
}
