//! One session with the gateway, from its bind to its end.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::time::Duration;

use futures::StreamExt;
use rusmpp::Pdu;
use rusmpp::pdus::DeliverSmResp;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use super::client::{Link, Request, Writer, lost};
use super::config::Config;
use super::errors;
use super::journal::{Journal, Kept};
use super::wire::{self, Frame, id};
use crate::{Inbox, Refusal};

/// Messages read and not yet stored; the line waits beyond.
const BACKLOG: usize = 500;
/// `ESME_RINVCMDID`: we do not know this command.
const UNKNOWN_COMMAND: u32 = 0x03;

/// Serves the connection until it ends; the reason. What comes in is acknowledged once the inbox has committed it.
pub(super) async fn run(
    link: Link,
    config: &Config,
    inbox: &dyn Inbox,
    requests: mpsc::Receiver<Request>,
) -> Refusal {
    let (told, news) = mpsc::channel(BACKLOG);
    let (acks, stored) = mpsc::channel(BACKLOG);
    tokio::select! {
        ended = keep(news, acks, inbox) => ended,
        ended = serve(link, config, requests, told, stored) => ended.err().unwrap_or_else(|| lost("it took leave")),
    }
}

/// What the line tells the keeper.
enum News {
    /// Somebody wrote, or a receipt came.
    Came(Frame),
    /// The gateway has read this many of our acknowledgements.
    Settled(u64),
}

/// What the keeper tells the line.
struct Ack {
    sequence: u32,
    status: u32,
    /// Whether to ask at once if it was read.
    settle: bool,
}

/// Stores one after another, in the order they came.
async fn keep(mut news: mpsc::Receiver<News>, acks: mpsc::Sender<Ack>, inbox: &dyn Inbox) -> Refusal {
    let mut journal = match Journal::open(inbox).await {
        Ok(journal) => journal,
        Err(fault) => return lost(&fault.to_string()),
    };
    let mut acknowledged = 0;
    while let Some(news) = news.recv().await {
        match news {
            News::Came(frame) => {
                acknowledged += 1;
                let kept = journal.keep(&frame, acknowledged, inbox).await;
                let status = if kept.is_ok() { errors::OK } else { errors::LATER };
                let settle = matches!(kept, Ok(Kept::Text));
                if acks.send(Ack { sequence: frame.sequence(), status, settle }).await.is_err() {
                    break;
                }
            }
            // What could not be noted now is noted with the next.
            News::Settled(count) => drop(journal.settle(count, inbox).await),
        }
    }
    lost("it ended")
}

/// Reads and writes. An error is the end; without one the gateway took leave.
async fn serve(
    mut link: Link,
    config: &Config,
    mut requests: mpsc::Receiver<Request>,
    told: mpsc::Sender<News>,
    mut stored: mpsc::Receiver<Ack>,
) -> Result<(), Refusal> {
    let mut open = Open { waiting: HashMap::new(), proof: None, acknowledged: 0, told };
    let mut beat = interval_at(Instant::now() + config.enquire_link, config.enquire_link);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            next = link.frames.next(), if open.told.capacity() > 1 => {
                let frame = Link::frame(next)?;
                if open.came(frame, &mut link.writer).await? {
                    return Ok(());
                }
            }
            Some(request) = requests.recv() => open.submit(request, &mut link.writer).await?,
            Some(ack) = stored.recv() => open.acknowledge(&ack, &mut link.writer).await?,
            _ = beat.tick() => open.beat(&mut link.writer, config.enquire_link).await?,
        }
    }
}

/// What is under way.
struct Open {
    /// Messages that were written and not answered, by their numbers.
    waiting: HashMap<u32, oneshot::Sender<Frame>>,
    proof: Option<Proof>,
    /// Acknowledgements written so far.
    acknowledged: u64,
    told: mpsc::Sender<News>,
}

/// A proof of life we wait for. Answers come in the order of the questions, so it proves too that every
/// acknowledgement before it was read.
struct Proof {
    sequence: u32,
    acknowledged: u64,
    asked: Instant,
}

impl Open {
    /// Takes one frame; whether it was the last.
    async fn came(&mut self, frame: Frame, writer: &mut Writer) -> Result<bool, Refusal> {
        let sequence = frame.sequence();
        match frame.id() {
            id::DELIVER_SM => self.tell(News::Came(frame)),
            id::ENQUIRE_LINK => {
                writer.write(wire::written(errors::OK, sequence, Pdu::EnquireLinkResp)).await?
            }
            id::ENQUIRE_LINK_RESP => self.proved(sequence),
            id::UNBIND => {
                writer.write(wire::written(errors::OK, sequence, Pdu::UnbindResp)).await?;
                return Ok(true);
            }
            answer if answer & id::RESPONSE != 0 => {
                // Nobody may wait any longer.
                if let Entry::Occupied(waiting) = self.waiting.entry(sequence) {
                    let _ = waiting.remove().send(frame);
                }
                self.proved(sequence);
            }
            _ => writer.write(wire::written(UNKNOWN_COMMAND, sequence, Pdu::GenericNack)).await?,
        }
        Ok(false)
    }

    async fn submit(&mut self, request: Request, writer: &mut Writer) -> Result<(), Refusal> {
        let sequence = writer.next();
        let bytes = wire::written(errors::OK, sequence, request.message);
        if request.stage.take() {
            self.waiting.retain(|_, answer| !answer.is_closed());
            self.waiting.insert(sequence, request.answer);
            writer.write(bytes).await?;
        }
        Ok(())
    }

    async fn acknowledge(&mut self, ack: &Ack, writer: &mut Writer) -> Result<(), Refusal> {
        writer.write(wire::written(ack.status, ack.sequence, DeliverSmResp::default())).await?;
        self.acknowledged += 1;
        if ack.settle && self.proof.is_none() {
            self.prove(writer).await?;
        }
        Ok(())
    }

    /// Regularly: a gateway that had a whole interval for the last proof is gone.
    async fn beat(&mut self, writer: &mut Writer, interval: Duration) -> Result<(), Refusal> {
        match &self.proof {
            Some(proof) if proof.asked.elapsed() >= interval => Err(lost("it gives no sign of life")),
            Some(_) => Ok(()),
            None => self.prove(writer).await,
        }
    }

    async fn prove(&mut self, writer: &mut Writer) -> Result<(), Refusal> {
        let sequence = writer.request(Pdu::EnquireLink).await?;
        self.proof = Some(Proof { sequence, acknowledged: self.acknowledged, asked: Instant::now() });
        Ok(())
    }

    fn proved(&mut self, sequence: u32) {
        if let Some(proof) = self.proof.take_if(|proof| proof.sequence == sequence) {
            self.tell(News::Settled(proof.acknowledged));
        }
    }

    /// There is room: the line is not read when there is none.
    fn tell(&self, news: News) {
        let _ = self.told.try_send(news);
    }
}
