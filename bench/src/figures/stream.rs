//! Commit to stream: how soon a thousand open streams tell of a create.
//!
//! From outside nobody sees the moment of the commit. What is measured for each pair of a create and
//! a stream begins where the commit is first known to be done: when the create is answered or, where
//! that comes before, when the first of all streams tells of it. It ends when this process has read
//! the event, so the time to read a thousand streams on the cores of the server is in it. The line
//! without a bar counts from before the request is sent: it holds the whole create with its sync to
//! disk, and no stream can be slower than it says.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::create::fresh;
use crate::Failure;
use crate::http::Client;
use crate::measure::Times;
use crate::requests::{create, get};
use crate::workshop::{Bench, Workshop};

/// Streams that are told.
const STREAMS: usize = 1_000;
/// Streams of another company beside them, which must be told nothing.
const OTHERS: usize = STREAMS / 2;
/// Long enough, with the pauses, for each stream to have a heartbeat meanwhile; and one create that the machine
/// held up is not yet a p99.
const CREATES: usize = 300;
const PAUSE: Duration = Duration::from_millis(50);
/// Longest wait for what has not come yet.
const PATIENCE: Duration = Duration::from_secs(10);
/// What comes before the id of an interaction in an event.
const OBJECT: &[u8] = br#""object":{"type":"interaction","id":""#;

/// A create, and when this process knew what.
struct Create {
    sent: Instant,
    answered: Instant,
    told: Vec<Instant>,
}

pub(crate) async fn measure(workshop: &mut Workshop, bench: &Bench) -> Result<(), Failure> {
    let address = bench.server.address;
    let mut streams = JoinSet::new();
    for _ in 0..STREAMS {
        let stream = Stream::open(address, &bench.writer).await?;
        streams.spawn(stream.hear(CREATES));
    }
    let strays = Arc::new(AtomicU64::new(0));
    let mut others = JoinSet::new();
    for _ in 0..OTHERS {
        others.spawn(Stream::open(address, &bench.reader).await?.count(strays.clone()));
    }
    let mut creates = create_steadily(bench).await?;
    let all_told = tokio::time::timeout(PATIENCE, hear_all(streams, &mut creates)).await;
    all_told.map_err(|_| Failure("a stream was not told of every create".to_owned()))??;
    if let Some(ended) = others.try_join_next() {
        ended??;
    }
    let (mut since_commit, mut since_sent) = (Times::default(), Times::default());
    for Create { sent, answered, told } in creates.values() {
        let committed = told.iter().min().map_or(*answered, |first| *first.min(answered));
        told.iter().for_each(|told| since_commit.add(*told - committed));
        told.iter().for_each(|told| since_sent.add(*told - *sent));
    }
    let (store, table) = (bench.store, &mut workshop.table);
    let figure = format!("commit to {STREAMS} open streams, p99");
    table.limit(store, &figure, (since_commit.p99(), "ms"), 20.0, false);
    table.note(store, &format!("{figure}, with the create"), (since_sent.p99(), "ms"));
    let strays = strays.load(Ordering::Relaxed) as f64;
    table.limit(store, "events told to another company's streams", (strays, "events"), 0.0, false);
    Ok(())
}

/// Creates one after another.
async fn create_steadily(bench: &Bench) -> Result<HashMap<String, Create>, Failure> {
    let mut client = Client::connect(bench.server.address).await?;
    let mut creates = HashMap::new();
    for made in fresh(300).iter().take(CREATES) {
        tokio::time::sleep(PAUSE).await;
        let request = create(made, &bench.writer);
        let sent = Instant::now();
        client.expect(&request).await?;
        let answered = Instant::now();
        let answer: serde_json::Value = serde_json::from_str(&client.body())?;
        let id = answer["data"]["id"].as_str().ok_or_else(|| Failure("an answer without id".to_owned()))?;
        creates.insert(id.to_owned(), Create { sent, answered, told: Vec::with_capacity(STREAMS) });
    }
    Ok(creates)
}

/// Waits until every stream was told of every create once.
async fn hear_all(
    mut streams: JoinSet<Result<Vec<Told>, Failure>>,
    creates: &mut HashMap<String, Create>,
) -> Result<(), Failure> {
    while let Some(heard) = streams.join_next().await {
        for Told { id, at } in heard?? {
            let create = creates.get_mut(&id).ok_or_else(|| Failure(format!("a stream told of {id}")))?;
            create.told.push(at);
        }
    }
    match creates.iter().find(|(_, create)| create.told.len() != STREAMS) {
        Some((id, create)) => Err(Failure(format!("{id} was told of {} times", create.told.len()))),
        None => Ok(()),
    }
}

/// An interaction that a stream told of.
struct Told {
    id: String,
    at: Instant,
}

/// An open event stream. Its bytes are searched, not parsed: a thousand are read on the cores of the server.
struct Stream {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Stream {
    /// Opens it from now on, and waits until the server says that it is open.
    async fn open(address: SocketAddr, key: &str) -> Result<Self, Failure> {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(&get("/api/events/stream", key)).await?;
        let mut opened = Self { stream, read: Vec::with_capacity(1 << 12) };
        while find(&opened.read, b": open\n").is_none() {
            opened.more().await?;
            if !opened.read.starts_with(b"HTTP/1.1 200") {
                let answer = String::from_utf8_lossy(&opened.read);
                return Err(Failure(format!("a stream was not opened: {answer}")));
            }
        }
        opened.read.clear();
        Ok(opened)
    }

    /// Reads until so many interactions were told of: whose, and when it was read.
    async fn hear(mut self, interactions: usize) -> Result<Vec<Told>, Failure> {
        let mut heard = Vec::with_capacity(interactions);
        while heard.len() < interactions {
            self.more().await?;
            let at = Instant::now();
            while let Some(id) = self.next_id() {
                heard.push(Told { id, at });
            }
        }
        Ok(heard)
    }

    /// Reads for as long as it is let, and counts what it is told of.
    async fn count(mut self, strays: Arc<AtomicU64>) -> Result<(), Failure> {
        loop {
            self.more().await?;
            while self.next_id().is_some() {
                strays.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    async fn more(&mut self) -> Result<(), Failure> {
        match self.stream.read_buf(&mut self.read).await? {
            0 => Err(Failure("the server ended a stream".to_owned())),
            _ => Ok(()),
        }
    }

    /// The next id in what was read; what comes before it is dropped.
    fn next_id(&mut self) -> Option<String> {
        let begin = find(&self.read, OBJECT)? + OBJECT.len();
        let end = begin + self.read[begin..].iter().position(|byte| *byte == b'"')?;
        let id = String::from_utf8_lossy(&self.read[begin..end]).into_owned();
        self.read.drain(..end);
        Some(id)
    }
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}
