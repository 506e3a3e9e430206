//! Conversations kept open between mails.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::email::config::Server;
use crate::email::refused::{Stage, silent};
use crate::email::smtp::{Parcel, Session, Stopped};
use crate::refusal::Refusal;

/// Mail servers close what says nothing for five minutes, some much sooner.
const KEPT: Duration = Duration::from_secs(30);

/// Conversations with one mail server.
pub(super) struct Pool {
    server: Server,
    idle: Mutex<Vec<Session>>,
    turns: Semaphore,
}

impl Pool {
    /// An empty one; nothing is connected yet.
    pub(super) fn new(server: Server) -> Self {
        let turns = Semaphore::new(server.connections);
        Self { server, idle: Mutex::default(), turns }
    }

    /// Hands a parcel over; what the server said when it took it.
    pub(super) async fn send(&self, parcel: &Parcel) -> Result<String, Refusal> {
        let _turn = self.turns.acquire().await.map_err(|_| silent(Stage::Connect))?;
        if let Some(mut kept) = self.kept() {
            match self.try_with(&mut kept, parcel).await {
                // The server had closed the connection while nobody used it.
                Err(Stopped { stage: Stage::Sender, connected: false, .. }) => {}
                done => return self.finish(kept, done).await,
            }
        }
        let mut fresh = Session::open(&self.server).await?;
        let done = self.try_with(&mut fresh, parcel).await;
        self.finish(fresh, done).await
    }

    /// Connects and logs in; what it found, in words.
    pub(super) async fn test(&self) -> Result<String, Refusal> {
        let session = Session::open(&self.server).await?;
        let reports =
            if session.offers_reports() { "sends delivery reports" } else { "offers no delivery reports" };
        let told = format!("{}:{} takes mail and {reports}", self.server.host, self.server.port);
        self.keep(session);
        Ok(told)
    }

    async fn try_with(&self, session: &mut Session, parcel: &Parcel) -> Result<String, Stopped> {
        session.send(parcel).await
    }

    async fn finish(&self, mut session: Session, done: Result<String, Stopped>) -> Result<String, Refusal> {
        match done {
            Ok(said) => {
                self.keep(session);
                Ok(said)
            }
            Err(stopped) => {
                if stopped.connected && session.forget().await {
                    self.keep(session);
                }
                Err(stopped.refusal)
            }
        }
    }

    fn kept(&self) -> Option<Session> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|session| session.used.elapsed() < KEPT);
        idle.pop()
    }

    fn keep(&self, session: Session) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(session);
    }
}
