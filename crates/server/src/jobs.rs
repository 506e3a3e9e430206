//! Work that nobody waits for: what is due is done, whoever asks. A job takes no input and repeats safely; a bell only
//! wakes it, and a ring may be lost.

pub mod outbox;

use std::time::Duration;

use tokio::sync::watch;

use crate::app::SharedApp;

/// How long a job sleeps at most when nobody rings: other nodes ring only their own bells.
pub(crate) const NAP: Duration = Duration::from_secs(1);

/// Wakes the jobs of this process that wait for one kind of work.
#[derive(Debug)]
pub struct Bell(watch::Sender<()>);

impl Default for Bell {
    fn default() -> Self {
        Self(watch::Sender::new(()))
    }
}

impl Bell {
    /// Wakes everybody who listens.
    pub fn wake(&self) {
        self.0.send_replace(());
    }

    /// Hears what rings from now on.
    pub(crate) fn listen(&self) -> watch::Receiver<()> {
        self.0.subscribe()
    }
}

/// Starts the jobs of a server; they end when it stops.
pub fn start(app: &SharedApp) {
    tokio::spawn(outbox::run(app.clone()));
}
//! Background work. It takes no input and repeats safely; a signal only wakes it.
pub mod webhooks;
