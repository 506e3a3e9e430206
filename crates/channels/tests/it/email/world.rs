//! A desk that sends, a customer who answers.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use channels::mail::{Addressing, Tokens};
use channels::{Arrival, Attachment, Body, Channel, Email, Message, Party, Surroundings};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor, address::Envelope};
use serde_json::json;
use tokio::task::JoinHandle;

use super::server::MailServer;
use crate::support::{INTERACTION, Memory, surroundings};

/// The people and their mail programs.
pub struct World {
    pub desk: Arc<channels::email::Email>,
    pub ann: Arc<channels::email::Email>,
    pub addressing: Addressing,
    stranger: AsyncSmtpTransport<Tokio1Executor>,
}

impl World {
    pub fn new(server: &MailServer) -> Self {
        let elsewhere =
            Surroundings { token_key: [9; 32], house: "elsewhere".to_owned(), ..surroundings(None) };
        let addressing = Addressing {
            tokens: Tokens::new(surroundings(None).token_key),
            delimiter: "+".to_owned(),
            bounce_domain: None,
        };
        Self {
            desk: Arc::new(Self::desk_with(server, "secret", true)),
            ann: Arc::new(mailbox(server, "ann@customer.test", "secret", true, &elsewhere)),
            addressing,
            stranger: stranger(server),
        }
    }

    /// The desk with this password, and with or without trust in the server's authority.
    pub fn desk_with(server: &MailServer, password: &str, trusting: bool) -> channels::email::Email {
        mailbox(server, "support@agents.test", password, trusting, &surroundings(None))
    }

    /// A mail of the desk's.
    pub fn mail_of_the_desk(&self, to: &str, subject: &str) -> Message {
        let email = Email {
            subject: subject.to_owned(),
            text: Some("Dear Zoë, please call.".to_owned()),
            html: Some("<p>Dear Zoë, please call.</p>".to_owned()),
            message_id: format!("{}.{INTERACTION}@agents.test", subject.replace(' ', "-")),
            attachments: vec![Attachment {
                name: "terms.pdf".to_owned(),
                media_type: "application/pdf".to_owned(),
                bytes: Bytes::from_static(b"%PDF-1.4"),
            }],
            ..Email::default()
        };
        message("support@agents.test", Some("Desk"), to, email)
    }

    /// Ann's answer to a mail.
    pub fn answer(&self, to: &str, message_id: &str) -> Message {
        let email = Email {
            subject: "Re: Your loan".to_owned(),
            text: Some("I will.".to_owned()),
            message_id: "answer@customer.test".to_owned(),
            in_reply_to: Some(message_id.to_owned()),
            ..Email::default()
        };
        message("ann@customer.test", None, to, email)
    }

    /// Bytes somebody sends, whatever they are.
    pub async fn inject(&self, to: &str, raw: &str) {
        let sender = Some("bob@customer.test".parse().unwrap());
        let envelope = Envelope::new(sender, vec![to.parse().unwrap()]).unwrap();
        self.stranger.send_raw(&envelope, raw.as_bytes()).await.unwrap();
    }
}

/// A channel that listens until its story ends.
pub struct Listening {
    pub inbox: Arc<Memory>,
    task: JoinHandle<()>,
}

impl Listening {
    pub fn start(channel: &Arc<channels::email::Email>) -> Self {
        Self::with(channel, Arc::new(Memory::new()))
    }

    pub fn with(channel: &Arc<channels::email::Email>, inbox: Arc<Memory>) -> Self {
        let (channel, heard) = (Arc::clone(channel), Arc::clone(&inbox));
        let task = tokio::spawn(async move {
            let ended = channel.listen(&*heard).unwrap().await;
            println!("listening ended: {ended}");
        });
        Self { inbox, task }
    }

    /// Ends it in the middle of whatever it does.
    pub fn stop(self) -> Arc<Memory> {
        self.task.abort();
        Arc::clone(&self.inbox)
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The first thing that comes in, or has come, and is wanted.
pub async fn next<T>(channel: &dyn Channel, inbox: &Memory, wanted: impl Fn(Arrival) -> Option<T>) -> T {
    let looking = inbox.find(|item| {
        let arrival = channel.read(&item.raw).unwrap();
        let all = if let Arrival::Several(all) = arrival { all } else { vec![arrival] };
        all.into_iter().find_map(&wanted)
    });
    tokio::time::timeout(Duration::from_secs(40), looking).await.expect("it never came")
}

fn mailbox(
    server: &MailServer,
    address: &str,
    password: &str,
    trusting: bool,
    surroundings: &Surroundings,
) -> channels::email::Email {
    let settings = json!({
        "smtp": {"host": "localhost", "port": server.smtp, "tls": "starttls", "username": address},
        "imap": {"host": "localhost", "port": server.imap, "tls": "starttls", "username": address},
        "bounceDomain": address.rsplit('@').next(),
        "certificates": trusting.then_some(&server.authority),
    });
    let secrets = json!({"smtp.password": password, "imap.password": password});
    channels::email::open(&settings, &secrets, surroundings).ok().unwrap()
}

fn message(from: &str, name: Option<&str>, to: &str, email: Email) -> Message {
    Message {
        interaction: INTERACTION.to_owned(),
        key: email.message_id.clone(),
        from: Party { address: from.to_owned(), name: name.map(str::to_owned) },
        to: Party { address: to.to_owned(), name: None },
        body: Body::Email(email),
    }
}

fn stranger(server: &MailServer) -> AsyncSmtpTransport<Tokio1Executor> {
    let authority = Certificate::from_pem(server.authority.as_bytes()).unwrap();
    let tls = TlsParameters::builder("localhost".to_owned()).add_root_certificate(authority).build().unwrap();
    AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("localhost")
        .port(server.smtp)
        .tls(Tls::Required(tls))
        .credentials(Credentials::new("bob@customer.test".to_owned(), "secret".to_owned()))
        .build()
}

/// A mail to Ann for a server that is not the story's.
pub fn to_ann() -> Message {
    let email = Email { subject: "Hello".to_owned(), text: Some("Hello".to_owned()), ..Email::default() };
    message(
        "support@agents.test",
        None,
        "ann@customer.test",
        Email { message_id: "1@agents.test".to_owned(), ..email },
    )
}
