//! An inbox in memory: what a store would keep.

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use channels::{Inbox, Item, NotTaken};
use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::sync::{Mutex as Turn, mpsc};

/// Keeps every id once, as the store does.
pub struct Memory {
    ids: Mutex<HashSet<String>>,
    mark: Mutex<Option<String>>,
    sender: mpsc::UnboundedSender<Item>,
    taken: Turn<mpsc::UnboundedReceiver<Item>>,
    /// What came before something else that was wanted.
    passed_over: Mutex<Vec<Item>>,
    /// Whether it takes nothing, as a store that is down.
    pub down: AtomicBool,
}

impl Memory {
    /// An empty one.
    pub fn new() -> Self {
        let (sender, taken) = mpsc::unbounded_channel();
        Self {
            ids: Mutex::default(),
            mark: Mutex::default(),
            sender,
            taken: Turn::new(taken),
            passed_over: Mutex::default(),
            down: AtomicBool::new(false),
        }
    }

    /// The next item that was not known.
    pub async fn next(&self) -> Item {
        let mut taken = self.taken.lock().await;
        // A mail server on a busy machine takes its time, and so do its reports.
        let next = tokio::time::timeout(Duration::from_secs(60), taken.recv());
        next.await.expect("nothing came in").unwrap()
    }

    /// The first that is wanted, of those passed over too: in which order several come is not ours to say.
    pub async fn find<T>(&self, wanted: impl Fn(&Item) -> Option<T>) -> T {
        if let Some(found) = self.find_passed_over(&wanted) {
            return found;
        }
        loop {
            let item = self.next().await;
            if let Some(found) = wanted(&item) {
                return found;
            }
            self.passed_over.lock().unwrap().push(item);
        }
    }

    fn find_passed_over<T>(&self, wanted: impl Fn(&Item) -> Option<T>) -> Option<T> {
        let mut items = self.passed_over.lock().unwrap();
        let (at, found) = items.iter().enumerate().find_map(|(at, item)| Some((at, wanted(item)?)))?;
        items.remove(at);
        Some(found)
    }

    /// How many came.
    pub fn count(&self) -> usize {
        self.ids.lock().unwrap().len()
    }
}

impl Inbox for Memory {
    fn take(&self, item: Item) -> BoxFuture<'_, Result<(), NotTaken>> {
        async move {
            if self.down.load(Ordering::SeqCst) {
                return Err(NotTaken("the store is down".to_owned()));
            }
            if self.ids.lock().unwrap().insert(item.id.clone()) {
                self.sender.send(item).unwrap();
            }
            Ok(())
        }
        .boxed()
    }

    fn bookmark(&self) -> BoxFuture<'_, Option<String>> {
        async move { self.mark.lock().unwrap().clone() }.boxed()
    }

    fn mark<'a>(&'a self, bookmark: &'a str) -> BoxFuture<'a, Result<(), NotTaken>> {
        async move {
            *self.mark.lock().unwrap() = Some(bookmark.to_owned());
            Ok(())
        }
        .boxed()
    }
}
