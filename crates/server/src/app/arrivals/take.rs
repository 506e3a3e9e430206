//! Keeping what came in, before anything is acknowledged.

use channels::Item;
use domain::id::{ChannelId, CompanyId};
use store::{Author, Tx, arrivals};

use crate::app::{App, AppError};

/// Keeps items, each once, in one write; how many of them are new.
pub(crate) async fn take(
    app: &App,
    company: CompanyId,
    channel: ChannelId,
    items: Vec<Item>,
) -> Result<usize, AppError> {
    if items.is_empty() {
        return Ok(0);
    }
    let now = app.clock.now();
    let fresh = app
        .store
        .add(Author::system(company), async move |tx: &Tx| -> Result<usize, AppError> {
            let mut fresh = 0;
            for item in &items {
                // PostgreSQL keeps no such character in a text.
                let id = item.id.replace('\0', "");
                fresh += usize::from(arrivals::insert(tx, channel, &id, &item.raw, now).await?);
            }
            Ok(fresh)
        })
        .await?;
    app.inbound.wake();
    Ok(fresh)
}
