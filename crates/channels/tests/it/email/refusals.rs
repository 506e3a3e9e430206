//! A mail server that says what it is told to, or nothing: for what Postfix does not do.

use channels::{Channel, Refusal, Remedy};
use domain::vocabulary::StatusDetail;
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::world::to_ann;
use crate::support::surroundings;

/// What it answers to a command, by its first word; the end of the content is `.`. Nothing hangs up.
type Script = &'static [(&'static str, &'static str)];

/// What a send to a server with this script ends with, and how many mails it got in full.
async fn refused(script: Script) -> (Refusal, usize) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        converse(stream, script).await
    });
    let settings = json!({"smtp": {"host": "127.0.0.1", "port": port, "tls": "none"}});
    let channel =
        channels::email::open(&settings, &serde_json::Value::Null, &surroundings(None)).ok().unwrap();
    let refusal = channel.send(&to_ann()).await.unwrap_err();
    drop(channel);
    (refusal, server.await.unwrap())
}

async fn converse(stream: TcpStream, script: Script) -> usize {
    let mut stream = BufReader::new(stream);
    let mut taken = 0;
    let mut in_content = false;
    stream.write_all(b"220 mx.example\r\n").await.unwrap();
    let mut line = String::new();
    while stream.read_line(&mut line).await.is_ok_and(|read| read > 0) {
        let command = line.trim().to_owned();
        line.clear();
        if in_content && command != "." {
            continue;
        }
        let word = command.split(' ').next().unwrap_or_default().to_owned();
        in_content = word == "DATA";
        taken += usize::from(word == ".");
        let told = script.iter().find(|(known, _)| *known == word).map(|(_, answer)| *answer);
        let answer = told.unwrap_or(if in_content { "354 go on" } else { "250 fine" });
        in_content = in_content && answer.starts_with("354");
        if answer.is_empty() {
            break;
        }
        if stream.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            break;
        }
    }
    taken
}

#[tokio::test]
async fn each_refusal_says_what_is_to_be_done() {
    let cases: [(Script, Remedy, Option<StatusDetail>, Option<&str>); 9] = [
        (
            &[("RCPT", "550 5.1.1 no such user")],
            Remedy::GiveUp,
            Some(StatusDetail::EmailBounced),
            Some("5.1.1"),
        ),
        (
            &[("RCPT", "550 5.2.2 mailbox full")],
            Remedy::GiveUp,
            Some(StatusDetail::EmailBlocked),
            Some("5.2.2"),
        ),
        (
            &[("RCPT", "550 5.7.1 not from you")],
            Remedy::GiveUp,
            Some(StatusDetail::EmailBlocked),
            Some("5.7.1"),
        ),
        (
            &[("RCPT", "450 4.2.0 greylisted")],
            Remedy::Retry(None),
            Some(StatusDetail::EmailBlocked),
            Some("450"),
        ),
        (&[(".", "554 looks like spam")], Remedy::GiveUp, Some(StatusDetail::EmailBlocked), Some("554")),
        (&[(".", "451 4.3.0 later")], Remedy::Retry(None), Some(StatusDetail::EmailBlocked), Some("451")),
        (
            &[("MAIL", "530 5.7.0 log in first")],
            Remedy::Correct,
            Some(StatusDetail::EmailFailedToSend),
            Some("530"),
        ),
        (&[("MAIL", "")], Remedy::Retry(None), Some(StatusDetail::EmailFailedToSend), None),
        (
            &[("EHLO", "421 not now"), ("HELO", "421 not now")],
            Remedy::Retry(None),
            Some(StatusDetail::EmailFailedToSend),
            Some("421"),
        ),
    ];
    for (script, remedy, details, code) in cases {
        let (refusal, _) = refused(script).await;
        assert_eq!(
            (refusal.remedy, refusal.details, refusal.code.as_deref()),
            (remedy, details, code),
            "{script:?}"
        );
    }
}

#[tokio::test]
async fn a_connection_lost_after_the_content_leaves_a_doubt_and_no_second_mail() {
    let (refusal, taken) = refused(&[(".", "")]).await;
    assert_eq!((refusal.remedy, refusal.details, taken), (Remedy::Doubt, None, 1));
    let (refusal, taken) = refused(&[("DATA", "")]).await;
    assert_eq!((refusal.remedy, taken), (Remedy::Retry(None), 0));
}

#[tokio::test]
async fn a_server_without_tls_or_login_is_not_sent_the_password() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::spawn(async move { converse(listener.accept().await.unwrap().0, &[]).await });
    let settings = json!({"smtp": {"host": "127.0.0.1", "port": port, "username": "desk"}});
    let channel =
        channels::email::open(&settings, &json!({"smtp.password": "p"}), &surroundings(None)).ok().unwrap();
    let refusal = channel.send(&to_ann()).await.unwrap_err();
    assert_eq!((refusal.remedy, refusal.details), (Remedy::Correct, Some(StatusDetail::EmailFailedToSend)));
    drop(channel);
    assert_eq!(server.await.unwrap(), 0);
}
