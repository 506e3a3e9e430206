//! Where a listening driver puts what came in: the arrivals, and its bookmark.

use channels::{Inbox, Item, NotTaken};
use futures::FutureExt;
use futures::future::BoxFuture;
use store::channels::{self as kept, Opened};
use store::{Author, Tx};

use crate::app::arrivals::take;
use crate::app::{AppError, SharedApp};

/// The inbox of one channel.
pub(super) struct Kept {
    app: SharedApp,
    channel: Opened,
}

impl Kept {
    pub(super) fn new(app: SharedApp, channel: Opened) -> Self {
        Self { app, channel }
    }
}

impl Inbox for Kept {
    fn take(&self, item: Item) -> BoxFuture<'_, Result<(), NotTaken>> {
        async move {
            take(&self.app, self.channel.company, self.channel.id, vec![item]).await.map_err(not_taken)?;
            Ok(())
        }
        .boxed()
    }

    fn bookmark(&self) -> BoxFuture<'_, Option<String>> {
        async move {
            let found = kept::bookmark(&self.app.store, self.channel.company, self.channel.id).await;
            found.unwrap_or_else(|error| {
                // Without it the driver begins anew; what it brings again is known by its id.
                tracing::warn!(%error, "a bookmark could not be read");
                None
            })
        }
        .boxed()
    }

    fn mark<'a>(&'a self, bookmark: &'a str) -> BoxFuture<'a, Result<(), NotTaken>> {
        async move {
            let (id, bookmark) = (self.channel.id, bookmark.to_owned());
            let author = Author::system(self.channel.company);
            let marked = self
                .app
                .store
                .write(author, async move |tx: &Tx| -> Result<(), AppError> {
                    Ok(kept::set_bookmark(tx, id, &bookmark).await?)
                })
                .await;
            marked.map_err(not_taken)
        }
        .boxed()
    }
}

fn not_taken(error: AppError) -> NotTaken {
    NotTaken(error.to_string())
}
