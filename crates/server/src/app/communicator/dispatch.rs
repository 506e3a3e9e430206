//! Carrying out what was accepted: leased, judged once more, handed to the driver, and what came of it recorded.

mod check;
mod outcome;

use std::sync::Arc;
use std::time::Duration;

use ::channels::{Body, Channel as Driver, Message, Refusal};
use domain::channel::CompanyChannel;
use domain::id::{AnyId, CompanyId, InteractionId};
use domain::interaction::Interaction;
use domain::time::Instant;
use store::blobs::BlobError;
use store::channels::Opened;
use store::interactions::View;
use store::outbox::{self, Leased, Outcome};
use store::{Author, StoreError, Tx, channels, interactions};
use tokio::time::timeout;

use self::check::Check;
use super::enclosed::{self, Enclosed};
use crate::app::channels::{open, open_as};
use crate::app::{AppError, SharedApp};

/// How long a driver gets for one message.
const SEND_TIME: Duration = Duration::from_secs(45);
/// How long its documents get to be read.
const LOAD_TIME: Duration = Duration::from_secs(20);
/// How long a lease lives, in seconds: longer than a send, so that only a process that is gone loses one.
const LEASE_SECONDS: i64 = 90;

/// Messages that were leased, and those of them that may go.
pub(crate) struct Ready {
    /// How many were due.
    pub(crate) leased: usize,
    /// Those that Compliance Guard still lets pass.
    pub(crate) messages: Vec<Leaving>,
}

/// A message about to be handed over.
pub(crate) struct Leaving {
    pub(super) company: CompanyId,
    pub(super) channel: Opened,
    /// Whether the channel was known to be out of order.
    pub(super) troubled: bool,
    pub(super) entry: Leased,
    pub(super) message: Message,
    pub(super) enclosed: Vec<Enclosed>,
    pub(super) driver: Arc<dyn Driver>,
}

/// Leases what is due on a channel and judges each once more, in one write.
pub(crate) async fn lease(app: &SharedApp, channel: Opened, most: usize) -> Result<Ready, AppError> {
    let now = app.clock.now();
    let nothing = || Ready { leased: 0, messages: Vec::new() };
    if outbox::next_due(&app.store, channel.id).await?.is_none_or(|due| due > now) {
        return Ok(nothing());
    }
    let Some(known) = channels::find(&app.store, channel.company, channel.id).await? else {
        return Ok(nothing());
    };
    let driver = match open_as(app, channel.company, &known).await {
        Ok(driver) => driver,
        Err(error) => {
            note_trouble(app, channel, &known, error.to_string()).await?;
            return Ok(nothing());
        }
    };
    let (books, sealer) = (app.books.clone(), app.sealer.clone());
    let most = i64::try_from(most).unwrap_or(1);
    let leased = app
        .store
        .write(Author::system(channel.company), async move |tx: &Tx| -> Result<_, AppError> {
            let until = now.plus_seconds(LEASE_SECONDS);
            let entries = outbox::lease(tx, channel.id, most, now, until).await?;
            if entries.is_empty() {
                return Ok(Vec::new());
            }
            let mut check = Check::begin(tx, &books, &sealer, &entries, now).await?;
            let mut all = Vec::with_capacity(entries.len());
            for entry in entries {
                let message = check.judge(&entry).await?;
                all.push((entry, message));
            }
            check.keep().await?;
            Ok(all)
        })
        .await?;
    let messages = leased.iter().filter_map(|(entry, judged)| {
        let (message, enclosed) = judged.clone()?;
        let (company, driver) = (channel.company, driver.clone());
        let troubled = known.trouble.is_some();
        Some(Leaving { company, channel, troubled, entry: entry.clone(), message, enclosed, driver })
    });
    Ok(Ready { messages: messages.collect(), leased: leased.len() })
}

/// Hands a message over and records what came of it. Never fails: what cannot be recorded is found by its lease.
pub(crate) async fn deliver(app: SharedApp, mut leaving: Leaving) {
    let outcome = match fill(&app, &mut leaving).await {
        Err(refusal) => Err(refusal),
        Ok(()) => match timeout(SEND_TIME, leaving.driver.send(&leaving.message)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(outcome::too_slow(leaving.driver.capabilities())),
        },
    };
    if let Err(error) = outcome::record(&app, &leaving, outcome).await {
        tracing::error!(entry = %leaving.entry.id, %error, "what became of a message could not be recorded");
    }
}

/// Puts the bytes of its documents into an email.
async fn fill(app: &SharedApp, leaving: &mut Leaving) -> Result<(), Refusal> {
    let Body::Email(email) = &mut leaving.message.body else { return Ok(()) };
    email.attachments = match timeout(LOAD_TIME, enclosed::load(&app.blobs, &leaving.enclosed)).await {
        Ok(Ok(attachments)) => attachments,
        Ok(Err(error)) => return Err(outcome::incomplete(&error)),
        Err(_) => return Err(outcome::incomplete(&BlobError::Unavailable("too slow".to_owned()))),
    };
    Ok(())
}

/// Takes back messages whose sender is gone: sent again where the provider recognises them, else left to a person.
pub(crate) async fn reclaim(app: &SharedApp, channel: Opened) -> Result<(), AppError> {
    let now = app.clock.now();
    let abandoned = outbox::abandoned(&app.store, channel.id, now).await?;
    if abandoned.is_empty() {
        return Ok(());
    }
    let driver = open(app, channel.company, channel.id).await?;
    for entry in abandoned {
        outcome::reclaim(app, channel.company, entry, driver.capabilities().repeats_safely, now).await?;
    }
    Ok(())
}

/// Notes what is wrong with a channel.
async fn note_trouble(
    app: &SharedApp,
    channel: Opened,
    known: &CompanyChannel,
    trouble: String,
) -> Result<(), AppError> {
    let now = app.clock.now();
    if known.trouble.as_ref() == Some(&trouble) {
        return Ok(());
    }
    app.store
        .write(Author::system(channel.company), async move |tx: &Tx| -> Result<(), AppError> {
            channels::set_trouble(tx, channel.id, Some(&trouble), now).await?;
            Ok(())
        })
        .await
}

/// The interaction of an entry, whoever may see it; nothing where it is deleted.
pub(crate) async fn whole(tx: &Tx, id: InteractionId) -> Result<Option<Interaction>, StoreError> {
    interactions::find(tx, &View::whole(tx.author().company), None, &AnyId::Ours(id)).await
}

/// The stamps that go with what changed.
pub(crate) fn stamped(before: &Interaction, mut after: Interaction, now: Instant) -> Interaction {
    domain::interaction::stamp(before, &mut after, now);
    after
}

pub(super) fn reason(short: &str, long: &str) -> Outcome {
    Outcome { reason_short: Some(short.to_owned()), reason_long: Some(long.to_owned()), ..Outcome::default() }
}
