//! One conversation with a mail server. Commands are given one by one, as DSN parameters (RFC 3461) need.

use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Ehlo, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter, RcptParameter};
use lettre::transport::smtp::response::Response;
use tokio::time::{Instant, timeout};

use crate::email::config::Server;
use crate::email::line;
use crate::email::refused::{Stage, refused, silent, unreached, unusable};
use crate::email::tls::{Security, parameters};
use crate::mail::clean;
use crate::refusal::Refusal;

const TO_CONNECT: Duration = Duration::from_secs(30);
/// RFC 5321 section 4.5.3.2 gives commands five minutes and the end of the content ten; a mail server of one's own
/// that takes longer than this is as good as gone.
const TO_ANSWER: Duration = Duration::from_secs(120);
const TO_CONFIRM: Duration = Duration::from_secs(600);

/// A mail and its envelope.
pub(super) struct Parcel {
    pub(super) raw: Vec<u8>,
    pub(super) sender: Address,
    pub(super) recipient: Address,
    pub(super) others: Vec<Address>,
    pub(super) envelope_id: Option<String>,
}

/// Why a parcel did not go, and how far it was.
pub(super) struct Stopped {
    pub(super) stage: Stage,
    pub(super) refusal: Refusal,
    /// Whether the server still listens.
    pub(super) connected: bool,
}

/// An open conversation.
pub(super) struct Session {
    connection: AsyncSmtpConnection,
    offers_reports: bool,
    /// When it was last used.
    pub(super) used: Instant,
}

impl Session {
    /// Connects, encrypts and logs in as the settings say.
    pub(super) async fn open(server: &Server) -> Result<Self, Refusal> {
        let line = timeout(TO_CONNECT, line::open(server)).await.map_err(|_| silent(Stage::Connect))?;
        let line = line.map_err(|error| unreached(&error))?;
        let greeting = async {
            let name = ClientId::default();
            let mut connection = AsyncSmtpConnection::connect_with_transport(line, &name).await?;
            if server.security == Security::Starttls {
                connection.starttls(parameters(&server.host, server.certificates.as_deref())?, &name).await?;
            }
            Ok::<_, Error>(connection)
        };
        let connection = timeout(TO_CONNECT, greeting).await.map_err(|_| silent(Stage::Connect))?;
        let connection = connection.map_err(|error| refused(Stage::Connect, &error))?;
        let mut session = Self { connection, offers_reports: false, used: Instant::now() };
        session.log_in(server).await?;
        // lettre does not tell of DSN, the lines of the greeting do.
        let greeting = session.command(Stage::Connect, Ehlo::new(ClientId::default())).await;
        let greeting = greeting.map_err(|stopped| stopped.refusal)?;
        session.offers_reports = greeting.message().any(|line| line.eq_ignore_ascii_case("DSN"));
        Ok(session)
    }

    /// Hands a parcel over; what the server said when it took it.
    pub(super) async fn send(&mut self, parcel: &Parcel) -> Result<String, Stopped> {
        self.used = Instant::now();
        let sender = Mail::new(Some(parcel.sender.clone()), self.sender_parameters(parcel)?);
        self.command(Stage::Sender, sender).await?;
        let recipient = self.recipient(&parcel.recipient);
        self.command(Stage::Recipient, recipient).await?;
        let mut missed = 0;
        for other in &parcel.others {
            let other = self.recipient(other);
            match self.command(Stage::Recipient, other).await {
                Err(stopped) if !stopped.connected => return Err(stopped),
                taken => missed += usize::from(taken.is_err()),
            }
        }
        self.command(Stage::Content, Data).await?;
        let taken = timeout(TO_CONFIRM, self.connection.message(&parcel.raw)).await;
        let said = clean(answer(Stage::End, taken)?.first_line().unwrap_or("taken"));
        Ok(if missed == 0 {
            said
        } else {
            format!("{said} (refused for {missed} of the further recipients)")
        })
    }

    /// Forgets a parcel that was not taken; whether the server still listens.
    pub(super) async fn forget(&mut self) -> bool {
        self.command(Stage::Sender, Rset).await.is_ok()
    }

    /// Whether the server sends reports where they are asked for.
    pub(super) fn offers_reports(&self) -> bool {
        self.offers_reports
    }

    async fn log_in(&mut self, server: &Server) -> Result<(), Refusal> {
        let Some(login) = &server.login else { return Ok(()) };
        let credentials = Credentials::new(login.username.clone(), login.password.clone());
        let entering = self.connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials);
        let entered = timeout(TO_ANSWER, entering).await;
        answer(Stage::Login, entered).map(|_| ()).map_err(|stopped| stopped.refusal)
    }

    fn sender_parameters(&self, parcel: &Parcel) -> Result<Vec<MailParameter>, Stopped> {
        let mut parameters = Vec::new();
        let everybody = parcel.others.iter().chain([&parcel.sender, &parcel.recipient]);
        if everybody.into_iter().any(|address| !AsRef::<str>::as_ref(address).is_ascii()) {
            if !self.connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                let refusal = unusable("the mail server takes only addresses of plain letters (no SMTPUTF8)");
                return Err(Stopped { stage: Stage::Sender, refusal, connected: true });
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        if self.offers_reports {
            let other = |keyword: &str, value: String| MailParameter::Other {
                keyword: keyword.to_owned(),
                value: Some(value),
            };
            parameters.push(other("RET", "HDRS".to_owned()));
            parameters.extend(parcel.envelope_id.clone().map(|id| other("ENVID", id)));
        }
        Ok(parameters)
    }

    fn recipient(&self, address: &Address) -> Rcpt {
        let mut parameters = Vec::new();
        if self.offers_reports {
            let other = |keyword: &str, value: String| RcptParameter::Other {
                keyword: keyword.to_owned(),
                value: Some(value),
            };
            parameters.push(other("NOTIFY", "SUCCESS,FAILURE,DELAY".to_owned()));
            // `utf-8;` of RFC 6533 is not understood everywhere; the final recipient is reported all the same.
            let plain = AsRef::<str>::as_ref(address).is_ascii();
            parameters.extend(plain.then(|| other("ORCPT", format!("rfc822;{address}"))));
        }
        Rcpt::new(address.clone(), parameters)
    }

    async fn command(&mut self, stage: Stage, command: impl std::fmt::Display) -> Result<Response, Stopped> {
        answer(stage, timeout(TO_ANSWER, self.connection.command(command)).await)
    }
}

fn answer<T>(
    stage: Stage,
    heard: Result<Result<T, Error>, tokio::time::error::Elapsed>,
) -> Result<T, Stopped> {
    match heard {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => {
            // 421: the server closes the connection (RFC 5321 section 3.8).
            let goes_on = error.status().is_some_and(|code| code.to_string() != "421");
            Err(Stopped { stage, refusal: refused(stage, &error), connected: goes_on })
        }
        Err(_) => Err(Stopped { stage, refusal: silent(stage), connected: false }),
    }
}
