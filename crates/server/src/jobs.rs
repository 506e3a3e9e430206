//! Work that nobody waits for: what is due is done, whoever asks. A job takes no input and repeats safely; a bell only
//! wakes it, and a ring may be lost.

pub mod arrivals;
pub mod conversations;
mod listen;
pub mod outbox;
pub mod webhooks;

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

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

/// Starts the jobs of a server; they end when it stops, and what they were at may finish before that.
pub fn start(app: &SharedApp) -> JoinSet<()> {
    let mut jobs = JoinSet::new();
    jobs.spawn(outbox::run(app.clone()));
    jobs.spawn(arrivals::run(app.clone()));
    jobs.spawn(conversations::run(app.clone()));
    jobs.spawn(listen::run(app.clone()));
    jobs.spawn(webhooks::run(app.clone()));
    jobs
}
