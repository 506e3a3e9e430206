//! Email against Postfix and Dovecot, and a mail server of our own for what those do not do.

mod refusals;
mod server;
mod signature;
mod world;

use std::time::Duration;

use channels::mail::{Mail, Purpose};
use channels::{Arrival, Channel, Received, ReceivedBody, Remedy, Thread};
use domain::vocabulary::{Status, StatusDetail};

use crate::support::{INTERACTION, Memory};
use server::MailServer;
use world::{Listening, World, next};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_goes_out_is_answered_and_every_report_finds_its_interaction() {
    let Some(server) = MailServer::start().await else { return };
    let world = World::new(&server);
    let (desk, ann) = (Listening::start(&world.desk), Listening::start(&world.ann));

    let told = world.desk.test().await.unwrap();
    assert!(told.contains("sends delivery reports") && told.contains("tells of new mail at once"), "{told}");

    // The slow one goes first, its report takes the longest.
    world.desk.send(&world.mail_of_the_desk("late@slow.test", "late")).await.unwrap();
    let receipt = world.desk.send(&world.mail_of_the_desk("ann@customer.test", "Your loan")).await.unwrap();
    assert_eq!((receipt.status, receipt.details), (Status::Attempted, Some(StatusDetail::EmailSent)));
    the_mail_arrives_and_is_answered(&world, &ann.inbox, &desk.inbox).await;
    unknown_people_bounce_at_once_or_later(&world, &desk.inbox).await;

    let late = next(&*world.desk, &desk.inbox, |arrival| delivery_to(arrival, "late@slow.test")).await;
    assert_eq!(
        (late.rank, late.details, late.code.as_deref()),
        (10, Some(StatusDetail::EmailSent), Some("4.2.2"))
    );
    assert_eq!(late.about.interaction.as_deref(), Some(INTERACTION));
}

async fn the_mail_arrives_and_is_answered(world: &World, ann: &Memory, desk: &Memory) {
    let item = ann.next().await;
    let received = received(&*world.ann, &item.raw);
    assert_eq!(
        (received.from.as_str(), received.from_name.as_deref()),
        ("support@agents.test", Some("Desk"))
    );
    let ReceivedBody::Email { subject, text, files, .. } = &received.body else { panic!("no mail") };
    assert_eq!((subject.as_str(), text.trim()), ("Your loan", "Dear Zoë, please call."));
    assert_eq!((files[0].name.as_str(), &files[0].bytes[..]), ("terms.pdf", &b"%PDF-1.4"[..]));

    let mail = Mail::read(&item.raw).unwrap();
    let reply_to = mail.header("Reply-To").unwrap();
    let reply_to = reply_to.rsplit(['<', '>']).find(|part| part.contains('@')).unwrap();
    let sender = mail.envelope_sender().unwrap();
    let purpose = world.addressing.read(&sender).map(|(purpose, _)| purpose);
    assert!(sender.starts_with("bounce+") && purpose == Some(Purpose::Bounce), "{sender}");

    world.ann.send(&world.answer(reply_to, &received.provider_id)).await.unwrap();
    let relayed = next(&*world.desk, desk, |arrival| delivery_to(arrival, "ann@customer.test")).await;
    assert_eq!(relayed.about.interaction.as_deref(), Some(INTERACTION));
    // Dovecot sends no reports: that it was handed over is all that is known.
    assert_eq!((relayed.rank, relayed.details), (10, Some(StatusDetail::EmailSent)));
    let answer = next(&*world.desk, desk, |arrival| match arrival {
        Arrival::Received(received) => Some(received),
        _ => None,
    })
    .await;
    assert_eq!(answer.from, "ann@customer.test");
    assert_eq!(answer.threads[0], Thread::Interaction(INTERACTION.to_owned()));
    assert_eq!(answer.threads[1], Thread::MessageId(received.provider_id));
    assert!(!answer.automatic);
}

async fn unknown_people_bounce_at_once_or_later(world: &World, desk: &Memory) {
    let refusal =
        world.desk.send(&world.mail_of_the_desk("nobody@customer.test", "hello")).await.unwrap_err();
    assert_eq!((refusal.remedy, refusal.details), (Remedy::GiveUp, Some(StatusDetail::EmailBounced)));
    assert_eq!(refusal.code.as_deref(), Some("5.1.1"), "{refusal}");

    // A refusal leaves the conversation open for the next mail.
    world.desk.send(&world.mail_of_the_desk("ghost@bounce.test", "hello")).await.unwrap();
    let bounce = next(&*world.desk, desk, |arrival| delivery_to(arrival, "ghost@bounce.test")).await;
    assert_eq!((bounce.status, bounce.details), (Some(Status::Failed), Some(StatusDetail::EmailBounced)));
    assert_eq!(bounce.about.interaction.as_deref(), Some(INTERACTION));
    assert_eq!(bounce.about.message_id.as_deref(), Some("hello.IN-7K3Q-9XTD@agents.test"));
    assert_eq!((bounce.code.as_deref(), bounce.recipient_is_valid), (Some("5.1.1"), Some(false)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_in_comes_once_and_a_broken_mail_stops_nobody() {
    let Some(server) = MailServer::start().await else { return };
    let world = World::new(&server);
    let desk = Listening::start(&world.desk);

    // Nobody wrote this: it is kept, it cannot be read, and the next one comes all the same.
    world.inject("support@agents.test", "Subject: from nobody\r\n\r\nHello\r\n").await;
    world.inject("support@agents.test", "From: bob@customer.test\r\nSubject: one\r\n\r\nHello\r\n").await;
    let broken = desk.inbox.next().await;
    assert!(world.desk.read(&broken.raw).is_err());
    assert_eq!(received(&*world.desk, &desk.inbox.next().await.raw).from, "bob@customer.test");

    // What comes while nobody listens, or while the store is down, comes later, and nothing comes twice.
    let inbox = desk.stop();
    world.inject("support@agents.test", "From: bob@customer.test\r\nSubject: two\r\n\r\nHello\r\n").await;
    inbox.down.store(true, std::sync::atomic::Ordering::SeqCst);
    let ended =
        tokio::time::timeout(Duration::from_secs(20), world.desk.listen(&*inbox).unwrap()).await.unwrap();
    assert_eq!((ended.remedy, ended.short.as_str()), (Remedy::Retry(None), "the mail was not stored"));
    inbox.down.store(false, std::sync::atomic::Ordering::SeqCst);
    let desk = Listening::with(&world.desk, inbox);
    let two = received(&*world.desk, &desk.inbox.next().await.raw);
    assert!(matches!(&two.body, ReceivedBody::Email { subject, .. } if subject == "two"), "{two:?}");
    world.inject("support@agents.test", "From: bob@customer.test\r\nSubject: three\r\n\r\nHello\r\n").await;
    let three = received(&*world.desk, &desk.inbox.next().await.raw);
    assert!(matches!(&three.body, ReceivedBody::Email { subject, .. } if subject == "three"), "{three:?}");
    assert_eq!(desk.inbox.count(), 4);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_authority_are_for_a_person_to_mend() {
    let Some(server) = MailServer::start().await else { return };
    let wrong = World::desk_with(&server, "wrong", true).test().await.unwrap_err();
    assert_eq!(wrong.remedy, Remedy::Correct);
    assert!(!wrong.to_string().contains("wrong"), "{wrong}");
    let strange = World::desk_with(&server, "secret", false).test().await.unwrap_err();
    assert!(matches!(strange.remedy, Remedy::Retry(_)), "{strange}");
    assert!(World::desk_with(&server, "secret", true).test().await.is_ok());
}

fn delivery_to(arrival: Arrival, recipient: &str) -> Option<channels::Delivery> {
    match arrival {
        Arrival::Delivery(delivery) if delivery.about.recipient.as_deref() == Some(recipient) => {
            Some(delivery)
        }
        _ => None,
    }
}

fn received(channel: &dyn Channel, raw: &[u8]) -> Received {
    match channel.read(raw).unwrap() {
        Arrival::Received(received) => *received,
        other => panic!("{other:?}"),
    }
}
