use super::*;
use crate::mail::token::Tokens;

const INTERACTION: &str = "IN-2222-2222";

fn reader() -> Reader {
    let addressing =
        Addressing { tokens: Tokens::new([1; 32]), delimiter: "+".to_owned(), bounce_domain: None };
    Reader { addressing, house: "house-1".to_owned() }
}

fn read(raw: &str) -> Arrival {
    reader().read(raw.as_bytes()).unwrap()
}

fn received(raw: &str) -> Received {
    match read(raw) {
        Arrival::Received(received) => *received,
        other => panic!("{other:?}"),
    }
}

fn address(purpose: Purpose) -> String {
    let addressing = reader().addressing;
    match purpose {
        Purpose::Reply => addressing.reply_to("support@agents.example", INTERACTION).unwrap(),
        Purpose::Bounce => addressing.envelope_sender("support@agents.example", INTERACTION),
        Purpose::Unsubscribe => addressing.unsubscribe("support@agents.example", INTERACTION).unwrap(),
    }
}

#[test]
fn an_answer_belongs_to_its_token_then_the_newest_mail_then_the_subject() {
    let raw = format!(
        "Delivered-To: {}\r\nFrom: Ann <Ann@Customer.example>\r\nTo: support@agents.example\r\n\
         Message-ID: <5@customer.example>\r\nIn-Reply-To: <4@agents.example>\r\n\
         References: <1@agents.example> <2@customer.example>\r\n <4@agents.example>\r\n\
         Subject: Re: [#IN-3333-3333] your loan\r\nDate: Fri, 6 Mar 2026 10:00:00 -0500\r\n\r\nYes.\r\n",
        address(Purpose::Reply).to_uppercase()
    );
    let received = received(&raw);
    let ids = ["4@agents.example", "2@customer.example", "1@agents.example"];
    let mut threads = vec![Thread::Interaction(INTERACTION.to_owned())];
    threads.extend(ids.map(|id| Thread::MessageId(id.to_owned())));
    threads.push(Thread::Subject("IN-3333-3333".to_owned()));
    assert_eq!(received.threads, threads);
    assert_eq!(
        (received.from.as_str(), received.from_name.as_deref()),
        ("ann@customer.example", Some("Ann"))
    );
    assert_eq!(received.provider_id, "5@customer.example");
    assert_eq!(received.at.unwrap().to_string(), "2026-03-06T15:00:00.000000+00:00");
    assert!(!received.automatic && received.word.is_none());
}

#[test]
fn a_forged_token_and_one_for_another_purpose_open_no_thread() {
    let forged = address(Purpose::Reply).replacen('+', "+2", 1);
    for to in [forged, address(Purpose::Bounce), "support+abc@agents.example".to_owned()] {
        let raw = format!("From: eve@evil.example\r\nTo: {to}\r\n\r\nHello\r\n");
        assert_eq!(received(&raw).threads, [], "{to}");
    }
}

#[test]
fn a_bounce_finds_its_interaction_by_the_address_it_came_to() {
    let raw = format!(
        "Return-Path: <>\r\nDelivered-To: {}\r\nFrom: MAILER-DAEMON@mx.example\r\nSubject: failure notice\r\n\r\n\
         <ann@customer.example>:\r\n550 5.1.1 no such user\r\n",
        address(Purpose::Bounce)
    );
    let Arrival::Delivery(delivery) = read(&raw) else { panic!("no delivery") };
    assert_eq!(delivery.about.interaction.as_deref(), Some(INTERACTION));
    assert_eq!(delivery.about.recipient.as_deref(), Some("ann@customer.example"));
    assert_eq!((delivery.rank, delivery.details), (60, Some(StatusDetail::EmailBounced)));
    assert_eq!((delivery.code.as_deref(), delivery.recipient_is_valid), (Some("5.1.1"), Some(false)));
}

#[test]
fn a_complaint_fails_the_mail_and_silences_whoever_complained() {
    let raw = format!(
        "From: fbl@provider.example\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=x\r\n\r\n\
         --x\r\n\r\nA complaint.\r\n--x\r\nContent-Type: message/feedback-report\r\n\r\n\
         Feedback-Type: abuse\r\nVersion: 1\r\nOriginal-Rcpt-To: <Ann@customer.example>\r\n\r\n\
         --x\r\nContent-Type: message/rfc822\r\n\r\nReply-To: Desk <{}>\r\nMessage-ID: <1@agents.example>\r\n\r\nHello\r\n--x--\r\n",
        address(Purpose::Reply)
    );
    let Arrival::Several(both) = read(&raw) else { panic!("not both") };
    let [Arrival::Delivery(delivery), Arrival::Consent(consent)] = &both[..] else { panic!("{both:?}") };
    assert_eq!((delivery.rank, delivery.details), (70, Some(StatusDetail::EmailReportedAsSpam)));
    assert_eq!(delivery.about.interaction.as_deref(), Some(INTERACTION));
    assert_eq!(delivery.about.message_id.as_deref(), Some("1@agents.example"));
    assert_eq!((consent.from.as_str(), consent.word), ("ann@customer.example", Word::Stop));
}

#[test]
fn unsubscribing_works_by_address_and_by_word_but_not_for_a_machine() {
    let raw = format!("From: ann@customer.example\r\nTo: {}\r\n\r\n\r\n", address(Purpose::Unsubscribe));
    let Arrival::Consent(consent) = read(&raw) else { panic!("no consent") };
    assert_eq!((consent.word, consent.about.interaction.as_deref()), (Word::Stop, Some(INTERACTION)));
    let said = |head: &str, text: &str| {
        received(&format!("From: ann@customer.example\r\n{head}\r\n\r\n{text}\r\n")).word
    };
    assert_eq!(
        said("Subject: Re: loan", "Unsubscribe.\r\n\r\nOn Friday, Desk wrote:\r\n> Hello"),
        Some(Word::Stop)
    );
    assert_eq!(said("Subject: STOP", ""), Some(Word::Stop));
    assert_eq!(said("Subject: loan", "How do I stop the automatic payments?"), None);
    assert_eq!(said("Subject: stop\r\nAuto-Submitted: auto-replied", ""), None);
}

#[test]
fn our_own_mail_does_not_come_back_as_somebody_elses() {
    let raw = |house: &str| format!("From: a@b.example\r\nX-Switchboard-Loop: {house}\r\n\r\nHello\r\n");
    assert!(matches!(read(&raw("house-1")), Arrival::Nothing(_)));
    assert!(matches!(read(&raw("house-2")), Arrival::Received(_)));
}

#[test]
fn html_alone_is_read_and_files_come_with_clean_names() {
    let received = received(
        "From: ann@customer.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
         --x\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         <p>Gr=FC=DFe</p>\r\n\
         --x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"../../a.pdf\"\r\n\r\n%PDF\r\n\
         --x--\r\n",
    );
    let ReceivedBody::Email { text, html, files, .. } = received.body else { panic!("no mail") };
    assert_eq!(text.trim(), "Grüße");
    assert_eq!(html.unwrap().trim(), "<p>Grüße</p>");
    assert_eq!((files[0].name.as_str(), files[0].media_type.as_str()), ("a.pdf", "application/pdf"));
    assert_eq!(&files[0].bytes[..], b"%PDF");
}

#[test]
fn what_is_no_mail_is_unreadable() {
    for raw in ["", "\r\n\r\n", "no header at all", "Subject: nobody wrote this\r\n\r\nHello"] {
        assert!(reader().read(raw.as_bytes()).is_err(), "{raw:?}");
    }
}

#[test]
fn a_mail_in_a_mail_is_a_file() {
    let received = received(
        "From: ann@customer.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
         --x\r\n\r\nSee below.\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nFrom: bob@x.example\r\nSubject: a\r\n\r\nHi\r\n--x--\r\n",
    );
    let ReceivedBody::Email { text, files, .. } = received.body else { panic!("no mail") };
    assert_eq!(text.trim(), "See below.");
    assert_eq!((files.len(), files[0].name.as_str()), (1, "file-1.eml"));
    assert_eq!(
        std::str::from_utf8(&files[0].bytes).unwrap().trim(),
        "From: bob@x.example\r\nSubject: a\r\n\r\nHi"
    );
}
