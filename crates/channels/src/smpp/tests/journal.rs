//! The journal, wherever the line or the store breaks.

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex as Lock;
use std::sync::atomic::AtomicUsize;

use futures::executor::block_on;

use super::super::journal::Journal;
use super::*;
use crate::{Item, NotTaken};

/// A store that is unplugged before its n-th write.
#[derive(Default)]
struct Store {
    items: Lock<HashMap<String, Bytes>>,
    mark: Lock<Option<String>>,
    writes_left: AtomicUsize,
}

impl Store {
    fn write(&self) -> Result<(), NotTaken> {
        let left = self.writes_left.load(Ordering::SeqCst);
        self.writes_left.store(left.saturating_sub(1), Ordering::SeqCst);
        if left == 0 { Err(NotTaken("unplugged".to_owned())) } else { Ok(()) }
    }
}

impl Inbox for Store {
    fn take(&self, item: Item) -> BoxFuture<'_, Result<(), NotTaken>> {
        async move {
            self.write()?;
            self.items.lock().unwrap().entry(item.id).or_insert(item.raw);
            Ok(())
        }
        .boxed()
    }

    fn bookmark(&self) -> BoxFuture<'_, Option<String>> {
        async move { self.mark.lock().unwrap().clone() }.boxed()
    }

    fn mark<'a>(&'a self, bookmark: &'a str) -> BoxFuture<'a, Result<(), NotTaken>> {
        async move {
            self.write()?;
            *self.mark.lock().unwrap() = Some(bookmark.to_owned());
            Ok(())
        }
        .boxed()
    }
}

fn texts() -> Vec<Frame> {
    let part = |number: u8| from_ada(wire::UDH, 0, &[5, 0, 3, 9, 2, number, 0x41]);
    [from_ada(0, 0, b"yes"), part(2), from_ada(0, 0, b"well"), part(1), from_ada(0, 0, b"no")]
        .iter()
        .map(frame)
        .collect()
}

/// What goes wrong, and when.
struct Trouble {
    /// The delivery whose acknowledgement is lost with the line.
    lost: usize,
    /// Whether the gateway proves at once that it read an acknowledgement, or only at the end.
    proves: bool,
}

/// A gateway: what was not acknowledged it sends again in a new session, after the next text.
async fn deliver(store: &Store, trouble: &Trouble) {
    let mut queue: VecDeque<Frame> = texts().into();
    let mut session = Journal::open(store).await.ok();
    let (mut deliveries, mut acknowledged) = (0, 0);
    while let Some(text) = queue.pop_front() {
        let Some(journal) = &mut session else {
            queue.push_front(text);
            store.writes_left.fetch_add(20, Ordering::SeqCst);
            session = Journal::open(store).await.ok();
            acknowledged = 0;
            continue;
        };
        deliveries += 1;
        acknowledged += 1;
        let kept = journal.keep(&text, acknowledged, store).await;
        if kept.is_err() || deliveries == trouble.lost {
            queue.insert(queue.len().min(1), text);
            session = None;
        } else if trouble.proves {
            let _ = journal.settle(acknowledged, store).await;
        }
    }
}

#[test]
fn wherever_the_store_or_the_line_breaks_each_text_arrives_once_and_whole() {
    for (unplugged, lost, proves) in
        (0..16).flat_map(|at| (0..9).flat_map(move |lost| [(at, lost, true), (at, lost, false)]))
    {
        let store = Store { writes_left: AtomicUsize::new(unplugged), ..Store::default() };
        block_on(deliver(&store, &Trouble { lost, proves }));
        let items = store.items.lock().unwrap();
        let mut said: Vec<String> = items.values().map(|raw| body(raw)).collect();
        said.sort();
        assert_eq!(said, ["AA", "no", "well", "yes"], "unplugged {unplugged}, lost {lost}, {proves}");
    }
}

#[test]
fn the_same_words_are_a_repetition_only_after_a_line_that_broke() {
    let yes = frame(&from_ada(0, 0, b"yes"));
    let store = Store { writes_left: AtomicUsize::new(100), ..Store::default() };
    let count = || store.items.lock().unwrap().len();
    block_on(async {
        let mut journal = Journal::open(&store).await.unwrap();
        for number in 1..=3 {
            journal.keep(&yes, number, &store).await.unwrap();
        }
        assert_eq!(count(), 3);
        journal.settle(2, &store).await.unwrap();
        // Nobody knows whether the third was read as acknowledged; the first two were.
        let mut journal = Journal::open(&store).await.unwrap();
        journal.keep(&yes, 1, &store).await.unwrap();
        assert_eq!(count(), 3);
        journal.keep(&yes, 2, &store).await.unwrap();
        assert_eq!(count(), 4);
    });
}

fn body(raw: &[u8]) -> String {
    match smpp().read(raw).unwrap() {
        Arrival::Received(received) => match received.body {
            ReceivedBody::Text { body, .. } => body,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}
