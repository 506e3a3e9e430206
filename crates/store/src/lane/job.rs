//! A write that waits for its turn: run, run again after a rollback, answered after the commit.

use std::panic::AssertUnwindSafe;
use std::pin::Pin;

use domain::id::Id;
use futures::FutureExt;
use tokio::sync::oneshot;

use crate::author::Author;
use crate::error::StoreError;
use crate::tx::Tx;

/// How a write may share its transaction with its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// It only adds rows: neighbours of the same kind may run at the same time.
    Adds,
    /// It changes rows that are leased to it, so that nobody else changes them: neighbours that add or have leases of
    /// their own may run at the same time.
    Leased,
    /// It changes what it reads: it runs alone, in its turn.
    Changes,
}

type Run<'t> = Pin<Box<dyn Future<Output = bool> + 't>>;

/// A write waiting for its turn. May be run again after a rollback.
pub(crate) trait Job: Send {
    fn author(&self) -> &Author;
    fn sharing(&self) -> Sharing;
    fn run<'t>(&'t mut self, tx: &'t Tx) -> Run<'t>;
    /// Answers the caller, `Err` where the transaction was not committed.
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

pub(crate) struct Work<T, E, F> {
    pub(crate) author: Author,
    pub(crate) sharing: Sharing,
    pub(crate) change: F,
    pub(crate) outcome: Option<Result<T, E>>,
    pub(crate) reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Work<T, E, F>
where
    T: Send,
    E: Send + From<StoreError>,
    F: AsyncFn(&Tx) -> Result<T, E> + Send,
{
    fn author(&self) -> &Author {
        &self.author
    }

    fn sharing(&self) -> Sharing {
        self.sharing
    }

    fn run<'t>(&'t mut self, tx: &'t Tx) -> Run<'t> {
        Box::pin(async move {
            let outcome = match claim(tx).await {
                Ok(()) => AssertUnwindSafe((self.change)(tx)).catch_unwind().await,
                Err(error) => Ok(Err(error.into())),
            };
            let outcome = outcome.unwrap_or_else(|_| {
                tx.dirty.set(true);
                Err(StoreError::Broken("a write panicked".to_owned()).into())
            });
            let done = outcome.is_ok();
            self.outcome = Some(outcome);
            done
        })
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let answer = match (committed, self.outcome) {
            (Ok(()), Some(outcome)) => outcome,
            (Ok(()), None) => Err(StoreError::Broken("a write was not run".to_owned()).into()),
            // Its own refusal tells more than the rollback that it caused.
            (Err(_), Some(Err(own))) => Err(own),
            (Err(error), _) => Err(error.into()),
        };
        // The caller may have gone away; the write stands all the same.
        let _ = self.reply.send(answer);
    }
}

async fn claim(tx: &Tx) -> Result<(), StoreError> {
    let Some(claim) = &tx.author.claim else { return Ok(()) };
    let mut sql = tx.sql();
    sql.push("INSERT INTO idempotency (company, name, fingerprint, at) VALUES (");
    sql.bind(tx.author.company.key()).push(", ").bind(claim.name.as_str()).push(", ");
    sql.bind(claim.fingerprint.as_str()).push(", ").bind(claim.at).push(") ON CONFLICT DO NOTHING");
    if tx.connection.execute(&sql).await? == 0 {
        return Err(StoreError::Claimed);
    }
    // A refusal after this has something to take back: its claim.
    tx.dirty.set(true);
    Ok(())
}
