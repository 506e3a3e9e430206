//! One open stream: what the store holds, then what the ring brings.

use std::convert::Infallible;

use bytes::Bytes;
use futures::Stream;
use prometheus_client::metrics::gauge::Gauge;
use store::events;
use tokio::sync::broadcast::Receiver;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

use super::batch::Told;
use super::telling::{Kind, Telling};
use crate::app::access::{self, Credential};
use crate::app::{AppError, Caller, SharedApp};

/// Events read at once while catching up.
const CHUNK: i64 = 500;

/// Who listens, and from where.
pub struct Opened {
    /// The caller when it was opened.
    pub caller: Caller,
    /// What the caller came with; it is shown again at each heartbeat.
    pub credential: Credential,
    /// The last number known; from now on where there is none.
    pub after: Option<i64>,
    /// What it is told of.
    pub kind: Kind,
}

/// Opens the stream of a company's events, as bytes of `text/event-stream`.
pub async fn open(
    app: SharedApp,
    opened: Opened,
) -> Result<impl Stream<Item = Result<Bytes, Infallible>> + Send + use<>, AppError> {
    let telling = Telling::of(&app, &opened.caller, opened.kind).await?;
    let newest = events::newest(&app.store, opened.caller.company).await?;
    let heartbeat = app.settings.pace.heartbeat;
    let mut beat = interval_at(Instant::now() + heartbeat, heartbeat);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stream = Line {
        telling,
        position: opened.after.unwrap_or(newest),
        newest,
        joined: None,
        beat,
        counted: Counted::new(&app.live.open),
        opened,
        app,
    };
    // The first bytes tell the client, and every proxy between, that the stream is open; and a client that did not say from
    // where, where it begins: a line that drops before its first event goes on from there.
    let hello = match stream.opened.after {
        Some(_) => ": open\n\n".to_owned(),
        None => format!(": open\n\nid: {newest}\n\n"),
    };
    let hello = futures::stream::iter([Ok(Bytes::from(hello))]);
    let told = futures::stream::unfold(stream, |mut line| async move {
        let bytes = line.next().await?;
        Some((Ok(bytes), line))
    });
    Ok(futures::StreamExt::chain(hello, told))
}

struct Line {
    app: SharedApp,
    opened: Opened,
    telling: Telling,
    position: i64,
    newest: i64,
    joined: Option<Receiver<Told>>,
    beat: Interval,
    #[expect(dead_code, reason = "it counts for as long as it lives")]
    counted: Counted,
}

impl Line {
    /// What is told next; nothing at the end.
    async fn next(&mut self) -> Option<Bytes> {
        while self.joined.is_none() {
            let bytes = self.catch_up().await?;
            if !bytes.is_empty() {
                return Some(bytes);
            }
        }
        self.listen().await
    }

    /// Reads from the store. The ring is joined first: what commits later than the read is in it.
    async fn catch_up(&mut self) -> Option<Bytes> {
        if self.app.stopping.is_cancelled() {
            return None;
        }
        let company = self.opened.caller.company;
        let joined = self.app.live.join(&self.app, company, self.newest);
        let rows = match events::after(&self.app.store, company, self.position, CHUNK).await {
            Ok(rows) => rows,
            Err(error) => {
                tracing::warn!(%error, "a stream ends: the event log could not be read");
                return None;
            }
        };
        if (rows.len() as i64) < CHUNK {
            self.joined = Some(joined);
        }
        self.position = rows.last().map_or(self.position, |event| event.number);
        self.telling.frames(&self.app, &rows.iter().collect::<Vec<_>>()).await
    }

    async fn listen(&mut self) -> Option<Bytes> {
        let joined = self.joined.as_mut()?;
        loop {
            tokio::select! {
                // A reader too slow for the ring is dropped; it comes back with the last id it had.
                told = joined.recv() => {
                    let batch = told.ok()?;
                    if batch.last() > self.position {
                        let bytes = self.telling.batch(&self.app, &batch, self.position).await;
                        self.position = batch.last();
                        return bytes;
                    }
                }
                _ = self.beat.tick() => return self.heartbeat().await,
            }
        }
    }

    /// Ends the stream of a caller that may listen no more, and shows it what it may see from now on.
    async fn heartbeat(&mut self) -> Option<Bytes> {
        let address = self.opened.caller.address.clone();
        let caller = access::authenticate(&self.app, &self.opened.credential, address).await.ok()?;
        if caller.company != self.opened.caller.company {
            return None;
        }
        self.telling = Telling::of(&self.app, &caller, self.opened.kind).await.ok()?;
        Some(Bytes::from_static(b": here\n\n"))
    }
}

/// Counts a stream for as long as it is open.
struct Counted(Gauge);

impl Counted {
    fn new(open: &Gauge) -> Self {
        open.inc();
        Self(open.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dec();
    }
}
