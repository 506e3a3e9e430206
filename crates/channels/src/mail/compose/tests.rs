use bytes::Bytes;
use mail_parser::{MessageParser, MimeHeaders};

use super::*;
use crate::mail::token::{Purpose, Tokens};
use crate::message::{Attachment, Body};

fn addressing() -> Addressing {
    let bounce_domain = Some("bounces.example".to_owned());
    Addressing { tokens: Tokens::new([1; 32]), delimiter: "+".to_owned(), bounce_domain }
}

fn message() -> (Message, Email) {
    let email = Email {
        subject: "Your loan – second notice".to_owned(),
        text: Some("Dear Zoë,\n.\nplease call.".to_owned()),
        html: Some("<p>Dear Zoë</p>".to_owned()),
        cc: vec!["carl@customer.example".to_owned()],
        bcc: vec!["audit@agents.example".to_owned()],
        message_id: "abc.IN-2222-2222@agents.example".to_owned(),
        in_reply_to: Some("question@customer.example".to_owned()),
        references: vec!["first@customer.example".to_owned()],
        attachments: vec![Attachment {
            name: "État\r\nX-Evil: 1.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: Bytes::from_static(b"%PDF-1.4"),
        }],
        unsubscribe: Some("https://desk.example/u/1".to_owned()),
        automatic: true,
    };
    let message = Message {
        interaction: "IN-2222-2222".to_owned(),
        key: "1".to_owned(),
        from: Party {
            address: "support@agents.example".to_owned(),
            name: Some("Desk \"One\"\r\nBcc: x@y".to_owned()),
        },
        to: Party { address: "zoe@customer.example".to_owned(), name: None },
        body: Body::Email(email.clone()),
    };
    (message, email)
}

#[test]
fn another_reader_finds_everything_that_was_written() {
    let (message, email) = message();
    let composed = compose(&message, &email, &addressing(), "house-1").unwrap();
    let raw = composed.mail.formatted();
    let read = MessageParser::default().parse(&raw).unwrap();
    assert_eq!(read.subject(), Some("Your loan – second notice"));
    assert_eq!(read.from().unwrap().first().unwrap().address(), Some("support@agents.example"));
    assert_eq!(read.from().unwrap().first().unwrap().name(), Some("Desk \"One\" Bcc: x@y"));
    assert_eq!(read.message_id(), Some("abc.IN-2222-2222@agents.example"));
    assert_eq!(read.in_reply_to().as_text(), Some("question@customer.example"));
    assert_eq!(
        read.references().as_text_list().unwrap(),
        ["first@customer.example", "question@customer.example"]
    );
    assert_eq!(read.body_text(0).unwrap().replace("\r\n", "\n").trim_end(), "Dear Zoë,\n.\nplease call.");
    assert_eq!(read.body_html(0).unwrap().trim_end(), "<p>Dear Zoë</p>");
    assert_eq!(read.attachment(0).unwrap().attachment_name(), Some("État X-Evil: 1.pdf"));
    assert_eq!(read.attachment(0).unwrap().contents(), b"%PDF-1.4");
    assert_eq!(read.header_raw("Auto-Submitted").unwrap().trim(), "auto-generated");
    assert_eq!(read.header_raw("List-Unsubscribe-Post").unwrap().trim(), "List-Unsubscribe=One-Click");
    assert!(read.header_raw("List-Unsubscribe").unwrap().contains("<https://desk.example/u/1>"));
    assert_eq!(read.header_raw("X-Switchboard-Loop").unwrap().trim(), "house-1");
    let reply_to = read.reply_to().unwrap().first().unwrap().address().unwrap();
    assert_eq!(addressing().read(reply_to), Some((Purpose::Reply, "IN-2222-2222".to_owned())));
    let text = String::from_utf8(raw).unwrap();
    assert!(text.is_ascii() && text.lines().all(|line| line.len() <= 998));
}

#[test]
fn what_nobody_may_see_is_only_on_the_envelope() {
    let (message, email) = message();
    let composed = compose(&message, &email, &addressing(), "house-1").unwrap();
    let text = String::from_utf8(composed.mail.formatted()).unwrap();
    assert!(!text.contains("audit@agents.example"));
    assert!(!text.lines().any(|line| line.starts_with("X-Evil") || line.starts_with("Bcc")), "{text}");
    let others: Vec<String> = composed.others.iter().map(ToString::to_string).collect();
    assert_eq!(others, ["carl@customer.example", "audit@agents.example"]);
    assert_eq!(composed.recipient.to_string(), "zoe@customer.example");
    let sender = addressing().read(composed.sender.as_ref());
    assert_eq!(sender, Some((Purpose::Bounce, "IN-2222-2222".to_owned())));
}

#[test]
fn an_address_that_is_none_is_told_without_naming_it() {
    for address in ["zoe", "zoe@", "@x", "a b@x.example", "a@x.example\r\nRCPT TO:<b@y.example>", ""] {
        let (mut message, email) = message();
        address.clone_into(&mut message.to.address);
        let told = compose(&message, &email, &addressing(), "house-1").unwrap_err();
        assert!(!told.contains("zoe") && !told.contains("y.example"), "{told}");
    }
}
