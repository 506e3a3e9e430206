//! The connection to the gateway, from both ends: how it is opened, and how a message is handed to it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use bytes::Bytes;
use domain::vocabulary::StatusDetail;
use futures::StreamExt;
use rusmpp::Pdu;
use rusmpp::pdus::SubmitSm;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadHalf, WriteHalf};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_util::codec::{FramedRead, LengthDelimitedCodec};

use super::config::Config;
use super::errors::{self, bind_refusal};
use super::wire::{self, Frame, id};
use crate::{Refusal, Remedy, tls};

const CONNECT: Duration = Duration::from_secs(10);
const BIND: Duration = Duration::from_secs(15);
const WRITE: Duration = Duration::from_secs(15);
const ANSWER: Duration = Duration::from_secs(30);

/// A bound connection: what comes, and where to write.
pub(super) struct Link {
    pub(super) frames: FramedRead<ReadHalf<Line>, LengthDelimitedCodec>,
    pub(super) writer: Writer,
}

/// TCP, secured or not.
type Line = Box<dyn Duplex>;

/// Both directions of a connection.
pub(super) trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

/// The writing half; counts what it asks.
pub(super) struct Writer {
    line: WriteHalf<Line>,
    sequence: u32,
}

impl Writer {
    /// Writes a request; its number.
    pub(super) async fn request(&mut self, pdu: impl Into<Pdu>) -> Result<u32, Refusal> {
        let sequence = self.next();
        self.write(wire::written(errors::OK, sequence, pdu)).await?;
        Ok(sequence)
    }

    /// The number of the next request, from 1 to 0x7FFFFFFF and around.
    pub(super) fn next(&mut self) -> u32 {
        self.sequence = self.sequence % 0x7FFF_FFFF + 1;
        self.sequence
    }

    /// Writes bytes. A gateway that does not read for long is gone.
    pub(super) async fn write(&mut self, bytes: Bytes) -> Result<(), Refusal> {
        match timeout(WRITE, self.line.write_all(&bytes)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(fault)) => Err(lost(&fault.to_string())),
            Err(_) => Err(lost("it does not read")),
        }
    }
}

impl Link {
    /// Takes leave.
    pub(super) async fn unbind(mut self) {
        // It may close without an answer; either way we are gone.
        if self.writer.request(Pdu::Unbind).await.is_ok() {
            let _ = timeout(BIND, self.frames.next()).await;
        }
    }

    /// The next frame, or why there is none.
    pub(super) fn frame(next: Option<std::io::Result<bytes::BytesMut>>) -> Result<Frame, Refusal> {
        match next {
            Some(Ok(bytes)) => Frame::new(bytes.freeze()).ok_or_else(|| lost("it sent half a header")),
            Some(Err(fault)) => Err(lost(&fault.to_string())),
            None => Err(lost("it closed the connection")),
        }
    }
}

/// Connects and binds both ways. Only a good answer is a bind.
pub(super) async fn bind(config: &Config) -> Result<Link, Refusal> {
    let line = timeout(CONNECT, connect(config)).await.map_err(|_| lost("it does not answer"))?;
    let (reader, line) = tokio::io::split(line.map_err(|fault| lost(&fault.to_string()))?);
    let writer = Writer { line, sequence: 0 };
    let mut link = Link { frames: FramedRead::new(reader, wire::frames()), writer };
    let sequence = link.writer.request(wire::bind(config)).await?;
    let answer = async {
        loop {
            let frame = Link::frame(link.frames.next().await)?;
            let answers = matches!(frame.id(), id::BIND_TRANSCEIVER_RESP | id::GENERIC_NACK);
            if answers && frame.sequence() == sequence {
                return Ok(frame);
            }
        }
    };
    let answer = timeout(BIND, answer).await.map_err(|_| lost("it does not answer the bind"))??;
    match (answer.id(), answer.status()) {
        (id::BIND_TRANSCEIVER_RESP, errors::OK) => Ok(link),
        (_, status) => Err(bind_refusal(status)),
    }
}

async fn connect(config: &Config) -> std::io::Result<Line> {
    let tcp = TcpStream::connect((config.host.as_str(), config.port)).await?;
    tcp.set_nodelay(true)?;
    if !config.tls {
        return Ok(Box::new(tcp));
    }
    let name = ServerName::try_from(config.host.clone()).map_err(std::io::Error::other)?;
    let connector = TlsConnector::from(tls::client().map_err(std::io::Error::other)?);
    Ok(Box::new(connector.connect(name, tcp).await?))
}

/// The connection ended, or never was.
pub(super) fn lost(why: &str) -> Refusal {
    Refusal {
        remedy: Remedy::Retry(None),
        details: Some(StatusDetail::TextUnknownError),
        code: None,
        short: "no connection".to_owned(),
        long: format!("no connection to the gateway: {why}"),
    }
}

/// Where senders hand their messages to the connection.
#[derive(Clone)]
pub(super) struct Handle(mpsc::Sender<Request>);

/// A handle, and the end of it that the connection reads.
pub(super) fn handle() -> (Handle, mpsc::Receiver<Request>) {
    let (sender, receiver) = mpsc::channel(1);
    (Handle(sender), receiver)
}

/// A message on its way to the line.
pub(super) struct Request {
    pub(super) message: SubmitSm,
    pub(super) answer: oneshot::Sender<Frame>,
    pub(super) stage: Stage,
}

/// How far a message is: once the line has it, nobody can take it back, and once its sender has left, nobody may write
/// it any more.
#[derive(Clone, Default)]
pub(super) struct Stage(Arc<AtomicU8>);

const WAITING: u8 = 0;
const WRITTEN: u8 = 1;
const WITHDRAWN: u8 = 2;

impl Stage {
    /// Whether the message may be written; it counts as written from here.
    pub(super) fn take(&self) -> bool {
        self.0.compare_exchange(WAITING, WRITTEN, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }

    /// Whether it was taken back before it was written.
    fn withdraw(&self) -> bool {
        self.0.compare_exchange(WAITING, WITHDRAWN, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }
}

impl Handle {
    /// Hands over one message and waits for the gateway's answer: its id of it.
    pub(super) async fn submit(&self, message: SubmitSm) -> Result<String, Refusal> {
        let (answer, answered) = oneshot::channel();
        let stage = Stage::default();
        let request = Request { message, answer, stage: stage.clone() };
        let exchange = async {
            self.0.send(request).await.ok()?;
            answered.await.ok()
        };
        match timeout(ANSWER, exchange).await.ok().flatten() {
            Some(frame) if frame.status() == errors::OK && frame.id() == id::SUBMIT_SM_RESP => {
                Ok(frame.first_text())
            }
            Some(frame) => Err(errors::refusal(frame.status())),
            None if stage.withdraw() => Err(lost("it broke before the message was written")),
            None => Err(doubt()),
        }
    }
}

fn doubt() -> Refusal {
    Refusal {
        remedy: Remedy::Doubt,
        details: Some(StatusDetail::TextUnknownError),
        code: None,
        short: "no answer".to_owned(),
        long: "the message was written and the gateway did not say whether it took it".to_owned(),
    }
}
