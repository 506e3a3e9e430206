//! A mailbox on an IMAP server.

use std::fmt::Debug;
use std::time::Duration;

use async_imap::error::Error;
use async_imap::{Client, Session};
use domain::vocabulary::StatusDetail;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::email::config::{Inward, Server};
use crate::email::tls::{self, Security};
use crate::mail::clean;
use crate::refusal::{Refusal, Remedy};

const TO_CONNECT: Duration = Duration::from_secs(30);
const TO_ANSWER: Duration = Duration::from_secs(120);

/// A connection, encrypted or not.
pub(super) trait Line: AsyncRead + AsyncWrite + Unpin + Debug + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Debug + Send> Line for T {}

/// A conversation with the server.
pub(super) type Conversation = Session<Box<dyn Line>>;

/// A mailbox to read.
pub(super) struct Mailbox {
    server: Server,
    /// The folder that is read.
    pub(super) folder: String,
}

impl Mailbox {
    /// A mailbox; nothing is connected yet.
    pub(super) fn new(inward: Inward) -> Self {
        Self { server: inward.server, folder: inward.folder }
    }

    /// Connects, encrypts and logs in as the settings say.
    pub(super) async fn open(&self) -> Result<Conversation, Refusal> {
        let connecting = connect(&self.server);
        let client =
            timeout(TO_CONNECT, connecting).await.map_err(|_| silent())?.map_err(|error| refused(&error))?;
        let Some(login) = &self.server.login else { return Err(not_let_in("no user name is set")) };
        let entering = client.login(&login.username, &login.password);
        match timeout(TO_ANSWER, entering).await.map_err(|_| silent())? {
            Ok(session) => Ok(session),
            Err((Error::No(said) | Error::Bad(said), _)) => Err(not_let_in(&said)),
            Err((error, _)) => Err(refused(&error)),
        }
    }

    /// Connects, logs in and looks at the folder; what it found, in words.
    pub(super) async fn test(&self) -> Result<String, Refusal> {
        let mut session = self.open().await?;
        let folder = answered(session.examine(&self.folder)).await?;
        let idle = answered(session.capabilities()).await?.has_str("IDLE");
        let waiting = if idle { "tells of new mail at once" } else { "is asked every minute" };
        let Server { host, port, .. } = &self.server;
        let told = format!("{host}:{port} holds {} mails in {} and {waiting}", folder.exists, self.folder);
        let _ = answered(session.logout()).await;
        Ok(told)
    }
}

/// What the server answers, unless it takes too long.
pub(super) async fn answered<T>(asked: impl Future<Output = Result<T, Error>>) -> Result<T, Refusal> {
    timeout(TO_ANSWER, asked).await.map_err(|_| silent())?.map_err(|error| refused(&error))
}

async fn connect(server: &Server) -> Result<Client<Box<dyn Line>>, Error> {
    let plain = TcpStream::connect((server.host.as_str(), server.port)).await?;
    plain.set_nodelay(true)?;
    let certificates = server.certificates.as_deref();
    if server.security == Security::Implicit {
        return greeted(Box::new(tls::wrap(plain, &server.host, certificates).await?)).await;
    }
    let mut client = greeted(Box::new(plain)).await?;
    if server.security == Security::None {
        return Ok(client);
    }
    client.run_command_and_check_ok("STARTTLS", None).await?;
    let encrypted = tls::wrap(client.into_inner(), &server.host, certificates).await?;
    Ok(Client::new(Box::new(encrypted)))
}

async fn greeted(line: Box<dyn Line>) -> Result<Client<Box<dyn Line>>, Error> {
    let mut client = Client::new(line);
    client.read_response().await?.ok_or(Error::ConnectionLost)?;
    Ok(client)
}

fn silent() -> Refusal {
    unreachable("the mailbox did not answer in time".to_owned())
}

fn refused(error: &Error) -> Refusal {
    unreachable(clean(&error.to_string()).chars().take(500).collect())
}

fn not_let_in(said: &str) -> Refusal {
    Refusal {
        remedy: Remedy::Correct,
        details: Some(StatusDetail::EmailFailedToSend),
        code: None,
        short: "the mailbox does not let us in".to_owned(),
        long: clean(said),
    }
}

fn unreachable(long: String) -> Refusal {
    Refusal {
        remedy: Remedy::Retry(None),
        details: None,
        code: None,
        short: "the mailbox is not reachable".to_owned(),
        long,
    }
}
