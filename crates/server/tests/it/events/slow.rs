//! Readers that are slow, and how fast the others are told.

use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::id::{Id, PersonId};
use store::event::{NewEvent, Object};
use store::{Author, StoreError, Tx};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use super::reader::{Reader, frame};
use crate::support::{Actor, Process, TestApp, on_both_stores, program};

/// More than a stream may lag behind, and more than sockets hold.
const BURST: i64 = 600;
/// More than sockets hold, where the one that reads is small, and less than a stream may lag behind.
const SMALL_BURST: i64 = 200;
const LARGE: usize = 48 * 1024;
const STREAMS: usize = 200;
const ROUNDS: i64 = 20;

on_both_stores! {
    async fn who_does_not_read_is_dropped_and_the_others_hear_everything(app: &TestApp) {
        let actor = app.administrator().await;
        let start = store::events::newest(&app.app.store, app.company).await.unwrap();
        let mut quick = Reader::after(&actor, start).await;
        let mut slow = open(&actor, start, TcpSocket::new_v4().unwrap()).await;
        let end = start + BURST;
        let changes = format!(r#"{{"note":"{}"}}"#, "x".repeat(LARGE));
        for number in start + 1..=end {
            tell(app, changes.clone()).await;
            assert_eq!(quick.next().await.unwrap().id, number, "the quick one hears all the while");
        }

        // What the sockets held, then the end: the last chunk of the answer.
        let mut held = String::new();
        let mut piece = vec![0u8; 1 << 20];
        while !held.ends_with("\r\n0\r\n\r\n") {
            let read = tokio::time::timeout(Duration::from_secs(60), slow.read(&mut piece)).await;
            let count = read.expect("the slow stream was not ended").unwrap();
            assert_ne!(count, 0, "the answer ends in good order");
            held.push_str(std::str::from_utf8(&piece[..count]).unwrap());
        }
        let last = held.rmatch_indices("\nid: ").find_map(|(at, _)| frame(&held[at + 1..])).unwrap().id;
        assert!(last < end, "it was dropped before the end");
        let rest = Reader::again(&actor, last).await.through(end).await;
        assert_eq!(rest.first().unwrap().id, last + 1);
        assert_eq!(rest.len() as i64, end - last);
    }

    async fn who_never_reads_is_let_go_and_the_others_hear_everything(app: &TestApp) {
        let place = app.app.store.place();
        let mut command = program(place);
        command.args(["--set", "limits.stalled_seconds=1"]).stderr(Stdio::null());
        let process = Process::start(command, place).await;
        let actor = Actor { base: process.base.clone(), ..app.administrator().await };
        let start = store::events::newest(&app.app.store, app.company).await.unwrap();
        let mut quick = Reader::after(&actor, start).await;
        let small = TcpSocket::new_v4().unwrap();
        small.set_recv_buffer_size(16 * 1024).unwrap();
        let mut stuck = open(&actor, start, small).await;
        assert_eq!(streams(&actor).await, 2);

        let end = start + SMALL_BURST;
        let changes = format!(r#"{{"note":"{}"}}"#, "x".repeat(LARGE));
        let telling = async {
            for _ in 0..SMALL_BURST {
                tell(app, changes.clone()).await;
            }
        };
        let (heard, ()) = futures::join!(quick.through(end), telling);
        assert_eq!(heard.len() as i64, SMALL_BURST);
        // It reads nothing still, and holds nothing any more.
        let gone = async {
            while streams(&actor).await > 1 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), gone).await.expect("it holds its stream for ever");
        tell(app, "{}".to_owned()).await;
        assert_eq!(quick.next().await.unwrap().id, end + 1);

        let mut held = Vec::new();
        // The end of what was on its way may come as a broken connection.
        let _ = stuck.read_to_end(&mut held).await;
        let held = String::from_utf8(held).unwrap();
        let whole = &held[..held.rfind("\n\n").unwrap() + 2];
        let last = whole.rmatch_indices("\nid: ").find_map(|(at, _)| frame(&whole[at + 1..])).unwrap().id;
        assert!(last < end);
        assert_eq!(Reader::again(&actor, last).await.through(end + 1).await.len() as i64, end + 1 - last);
        process.terminate().await;
    }

    async fn two_hundred_streams_are_told_at_once(app: &TestApp) {
        let actor = app.administrator().await;
        let start = store::events::newest(&app.app.store, app.company).await.unwrap();
        let told = Arc::new(tokio::sync::Barrier::new(STREAMS + 1));
        let mut listeners = Vec::new();
        for _ in 0..STREAMS {
            let mut stream = Reader::after(&actor, start).await;
            let told = told.clone();
            listeners.push(tokio::spawn(async move {
                let mut times = Vec::new();
                for round in 1..=ROUNDS {
                    assert_eq!(stream.next().await.unwrap().id, start + round);
                    times.push(Instant::now());
                    told.wait().await;
                }
                times
            }));
        }
        assert_eq!(app.app.live.streams(), STREAMS as i64);
        let mut committed = Vec::new();
        for _ in 0..ROUNDS {
            tell(app, "{}".to_owned()).await;
            committed.push(Instant::now());
            told.wait().await;
        }
        let mut delays = Vec::new();
        for listener in listeners {
            let times = listener.await.unwrap();
            delays.extend(times.iter().zip(&committed).map(|(heard, at)| heard.saturating_duration_since(*at)));
        }
        delays.sort();
        let at = |share: f64| delays[((delays.len() - 1) as f64 * share) as usize];
        println!("commit to {STREAMS} streams: p50 {:?}, p99 {:?}", at(0.5), at(0.99));
        assert!(at(0.99) < Duration::from_secs(10), "told by the wake-up, not by chance");
    }
}

/// The stream as bytes, of which only the first are read.
async fn open(actor: &Actor, start: i64, socket: TcpSocket) -> TcpStream {
    let address = actor.base.strip_prefix("http://").unwrap().parse().unwrap();
    let mut stream = socket.connect(address).await.unwrap();
    let key = actor.key.clone().unwrap();
    let request =
        format!("GET /api/events/stream?after={start} HTTP/1.1\r\nHost: here\r\nX-API-KEY: {key}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut head = [0u8; 12];
    stream.read_exact(&mut head).await.unwrap();
    assert_eq!(&head, b"HTTP/1.1 200");
    stream
}

/// The streams that are open, as the server counts them.
async fn streams(actor: &Actor) -> i64 {
    let told = actor.get("/metrics").await.text;
    let line = told.lines().find_map(|line| line.strip_prefix("streams_open "));
    line.unwrap_or_else(|| panic!("{told}")).parse().unwrap()
}

async fn tell(app: &TestApp, changes: String) {
    let at = app.clock.now();
    let told: Result<(), StoreError> = app
        .app
        .store
        .write(Author::system(app.company), async move |tx: &Tx| {
            let (object, person) = (Object::Person(PersonId::of(1)), Some(PersonId::of(1)));
            let changes = changes.clone();
            tx.record(NewEvent { verb: "updated", object, person, changes, at, credentials: false });
            Ok(())
        })
        .await;
    told.unwrap();
}
