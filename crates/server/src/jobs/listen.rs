//! Keeps listening on the channels whose drivers listen by themselves: one server at a time on each, opened again
//! whenever the connection ends.

mod inbox;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use ::channels::Channel;
use domain::id::ChannelId;
use domain::time::Instant;
use store::channels::{self, Opened};
use store::{Author, Tx};
use tokio::time::{sleep, timeout};
use tokio_util::task::AbortOnDropHandle;

use crate::app::channels::open;
use crate::app::{AppError, SharedApp, secret};
use inbox::Kept;

/// How often the channels are looked through for one that is new, changed or gone.
const LOOK: Duration = Duration::from_secs(5);
/// How long the right to listen lasts, in seconds; whoever has it renews it well before.
const LEASE_SECONDS: i64 = 60;
/// How often it is renewed. Whoever listened so long without trouble has none any more.
const RENEW: Duration = Duration::from_secs(20);
/// The first pause before a connection is opened again; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The longest.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// Listens wherever a driver does, until the server stops.
pub(super) async fn run(app: SharedApp) {
    let Ok(listener) = secret::random() else { return };
    let mut ears: HashMap<ChannelId, (Instant, AbortOnDropHandle<()>)> = HashMap::new();
    while !app.stopping.is_cancelled() {
        match channels::everywhere(&app.store).await {
            Ok(all) => {
                let wanted = |id: &ChannelId, at: &Instant| {
                    all.iter().any(|now| now.enabled && now.id == *id && now.changed_at == *at)
                };
                ears.retain(|id, (at, ear)| wanted(id, at) && !ear.is_finished());
                for channel in all.iter().filter(|channel| channel.enabled) {
                    if let (false, Some(driver)) =
                        (ears.contains_key(&channel.id), listening(&app, *channel).await)
                    {
                        let ear = listen_on(app.clone(), *channel, driver, listener.clone());
                        let ear = AbortOnDropHandle::new(tokio::spawn(ear));
                        ears.insert(channel.id, (channel.changed_at, ear));
                    }
                }
            }
            Err(error) => tracing::warn!(%error, "the channels cannot be read; nobody listens on new ones"),
        }
        // The time is over or the server stops: both end the pause.
        let _ = timeout(LOOK, app.stopping.cancelled()).await;
    }
}

/// The driver of a channel, if it listens. One that cannot be opened says so where it is set up and where it sends.
async fn listening(app: &SharedApp, channel: Opened) -> Option<Arc<dyn Channel>> {
    let driver = open(app, channel.company, channel.id).await.ok()?;
    driver.capabilities().listens.then_some(driver)
}

/// Listens on one channel, again and again.
async fn listen_on(app: SharedApp, channel: Opened, driver: Arc<dyn Channel>, listener: String) {
    let mut pause = FIRST_PAUSE;
    while !app.stopping.is_cancelled() {
        match claim(&app, channel, &listener).await {
            Ok(true) => match listen_once(&app, channel, driver.as_ref(), &listener).await {
                Heard::Well => pause = FIRST_PAUSE,
                Heard::Little => pause = LONGEST_PAUSE.min(pause * 2),
            },
            // Somebody else listens.
            Ok(false) => pause = RENEW,
            Err(error) => tracing::warn!(channel = %channel.id, %error, "nobody listens on a channel"),
        }
        let _ = timeout(pause, app.stopping.cancelled()).await;
    }
}

/// How long a connection held.
enum Heard {
    /// Long enough to have been good.
    Well,
    /// Not long enough.
    Little,
}

/// Listens until the connection ends, the right to listen is lost, or the server stops.
async fn listen_once(app: &SharedApp, channel: Opened, driver: &dyn Channel, listener: &str) -> Heard {
    let inbox = Kept::new(app.clone(), channel);
    let Some(listening) = driver.listen(&inbox) else { return Heard::Well };
    let mut well = false;
    let keep = async {
        loop {
            sleep(RENEW).await;
            match claim(app, channel, listener).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => tracing::warn!(channel = %channel.id, %error, "a lease was not renewed"),
            }
            well = true;
            note(app, channel, None).await;
        }
    };
    tokio::select! {
        refusal = listening => note(app, channel, Some(refusal.to_string())).await,
        () = keep => {}
        () = app.stopping.cancelled() => {}
    }
    if well { Heard::Well } else { Heard::Little }
}

/// Takes or keeps the right to listen.
async fn claim(app: &SharedApp, channel: Opened, listener: &str) -> Result<bool, AppError> {
    let now = app.clock.now();
    let (until, listener) = (now.plus_seconds(LEASE_SECONDS), listener.to_owned());
    app.store
        .write(Author::system(channel.company), async move |tx: &Tx| -> Result<bool, AppError> {
            Ok(channels::claim_listening(tx, channel.id, &listener, now, until).await?)
        })
        .await
}

/// Notes what is wrong with a channel, or that all is well.
async fn note(app: &SharedApp, channel: Opened, trouble: Option<String>) {
    let now = app.clock.now();
    let noted = app
        .store
        .write(Author::system(channel.company), async move |tx: &Tx| -> Result<(), AppError> {
            channels::set_trouble(tx, channel.id, trouble.as_deref(), now).await?;
            Ok(())
        })
        .await;
    if let Err(error) = noted {
        tracing::warn!(channel = %channel.id, %error, "the state of a channel was not noted");
    }
}
