//! Giving one arrival its meaning: read by its driver, applied in one write.

use std::sync::Arc;

use channels::{Arrival, Channel};
use domain::id::Id;
use domain::time::Instant;
use store::arrivals::{self, Waiting};
use store::{Author, StoreError, Tx};

use super::apply::{Applied, Setting, apply};
use super::{files, quiet, reply};
use crate::app::channels::open;
use crate::app::{App, AppError};

/// Tries until an arrival that meets with trouble is left to a person: about two hours.
const TRIES: i64 = 12;
/// Tries until an arrival about a message of ours that nobody knows is settled: about two minutes.
const TRIES_UNKNOWN: i64 = 6;
/// The longest pause between two tries, in seconds.
const LONGEST_PAUSE: i64 = 900;

/// Why an arrival was not applied.
pub(super) enum Stuck {
    /// What it is about may be known in a moment.
    NotYet(String),
    /// No version of the same try will do better.
    Unreadable(String),
    /// Something else.
    Trouble(AppError),
}

impl From<StoreError> for Stuck {
    fn from(error: StoreError) -> Self {
        Stuck::Trouble(error.into())
    }
}

impl From<AppError> for Stuck {
    fn from(error: AppError) -> Self {
        Stuck::Trouble(error)
    }
}

/// Understands an arrival, or notes why not. An error means that not even that could be written.
pub(crate) async fn understand(app: &App, waiting: Waiting) -> Result<(), AppError> {
    let (id, company, attempts) = (waiting.id, waiting.company, waiting.attempts);
    let stuck = match meaning(app, &waiting).await {
        Ok(()) => return Ok(()),
        Err(stuck) => stuck,
    };
    let now = app.clock.now();
    app.store
        .write(Author::system(company), async move |tx: &Tx| -> Result<(), AppError> {
            match &stuck {
                Stuck::NotYet(what) if attempts >= TRIES_UNKNOWN => {
                    if arrivals::hold(tx, id).await? {
                        arrivals::done(tx, id, None, what, now).await?;
                    }
                }
                Stuck::NotYet(what) => arrivals::put_off(tx, id, what, Some(later(now, attempts))).await?,
                Stuck::Unreadable(why) => arrivals::put_off(tx, id, why, None).await?,
                Stuck::Trouble(error) => {
                    let again = (attempts < TRIES).then(|| later(now, attempts));
                    arrivals::put_off(tx, id, &told(error), again).await?;
                }
            }
            Ok(())
        })
        .await
}

async fn meaning(app: &App, waiting: &Waiting) -> Result<(), Stuck> {
    let (company, channel) = (waiting.company, waiting.channel);
    let driver = match open(app, company, channel).await {
        Err(AppError::Missing(_)) => return Err(Stuck::Unreadable("its channel was removed".to_owned())),
        opened => opened?,
    };
    let arrival = read(driver, waiting.raw.clone()).await?;
    let setting = Setting::of(app, waiting).await?;
    let steps = files::keep(app, waiting, arrival).await?;
    let id = waiting.id;
    let Applied { replies, .. } = app
        .store
        .write(Author::system(company), async move |tx: &Tx| -> Result<Applied, Stuck> {
            if !arrivals::hold(tx, id).await? {
                return Ok(Applied::default());
            }
            let applied = apply(tx, &setting, &steps).await?;
            arrivals::done(tx, id, applied.interaction, &applied.what, setting.now).await?;
            Ok(applied)
        })
        .await?;
    for reply in replies {
        reply::send(app, company, reply).await;
    }
    Ok(())
}

/// What an item means. Whatever somebody wrote, a driver that breaks on it breaks on this item alone.
async fn read(driver: Arc<dyn Channel>, raw: Vec<u8>) -> Result<Arrival, Stuck> {
    let read = tokio::task::spawn_blocking(move || driver.read(&raw)).await;
    match read {
        Ok(Ok(arrival)) => Ok(arrival),
        Ok(Err(unreadable)) => Err(Stuck::Unreadable(short(&unreadable.0))),
        Err(_) => Err(Stuck::Unreadable("reading it broke; this is a defect of ours".to_owned())),
    }
}

/// The reason, cut and without what no store keeps.
fn short(reason: &str) -> String {
    reason.chars().filter(|letter| *letter != '\0').take(500).collect()
}

fn later(now: Instant, attempts: i64) -> Instant {
    let seconds = 2_i64 << attempts.clamp(0, 16);
    now.plus_seconds(seconds.min(LONGEST_PAUSE))
}

/// The trouble in words for outside; its cause is for the log.
fn told(error: &AppError) -> String {
    match error {
        AppError::Store(cause) => {
            tracing::error!(%cause, "an arrival could not be applied");
            "the store could not do it; the log has the cause".to_owned()
        }
        other => short(&other.to_string()),
    }
}

impl Setting {
    async fn of(app: &App, waiting: &Waiting) -> Result<Self, Stuck> {
        let found = store::channels::find(&app.store, waiting.company, waiting.channel).await?;
        let gone = || Stuck::Unreadable("its channel was removed".to_owned());
        let channel = found.ok_or_else(gone)?;
        Ok(Self {
            company: waiting.company,
            channel: channel.id,
            kind: channel.kind,
            received_at: waiting.received_at,
            now: app.clock.now(),
            quiet_after: quiet::hours_until_quiet(app, waiting.company).await?,
        })
    }
}

impl std::fmt::Debug for Stuck {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Stuck::NotYet(what) => write!(f, "not yet: {what}"),
            Stuck::Unreadable(why) => write!(f, "unreadable: {why}"),
            Stuck::Trouble(error) => write!(f, "trouble: {error}"),
        }
    }
}

/// The key under which blobs of an arrival are kept.
pub(super) fn key(waiting: &Waiting) -> i64 {
    waiting.id.key()
}
