//! Carrying out what was accepted: leased, judged once more, handed to the driver, and what came of it recorded.

mod outcome;

use std::sync::Arc;
use std::time::Duration;

use ::channels::{Channel as Driver, Message};
use domain::id::{AnyId, CompanyId, InteractionId, OutboxId};
use domain::interaction::Interaction;
use domain::time::Instant;
use domain::vocabulary::{DecisionPhase, GuardOutcome, OutboxState, Status};
use guard::Proposal;
use store::channels::Opened;
use store::interactions::View;
use store::outbox::{self, Leased, Outcome};
use store::{Author, StoreError, Tx, channels, decisions, interactions};
use tokio::time::timeout;

use super::blocked::{as_blocked, why};
use super::parcel::Parcel;
use crate::app::channels::open;
use crate::app::guard::{Asked, Books, decide};
use crate::app::interactions::{change::save, event};
use crate::app::vault::Sealer;
use crate::app::{AppError, SharedApp};

/// How long a driver gets for one message.
const SEND_TIME: Duration = Duration::from_secs(45);
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
    pub(super) entry: Leased,
    pub(super) message: Message,
    pub(super) driver: Arc<dyn Driver>,
}

/// Leases what is due on a channel and judges each once more, in one write.
pub(crate) async fn lease(app: &SharedApp, channel: Opened, most: usize) -> Result<Ready, AppError> {
    let now = app.clock.now();
    let nothing = || Ready { leased: 0, messages: Vec::new() };
    if outbox::next_due(&app.store, channel.id).await?.is_none_or(|due| due > now) {
        return Ok(nothing());
    }
    let driver = match open(app, channel.company, channel.id).await {
        Ok(driver) => driver,
        Err(error) => {
            note_trouble(app, channel, Some(error.to_string())).await?;
            return Ok(nothing());
        }
    };
    let check = Check { books: app.books.clone(), sealer: app.sealer.clone(), now };
    let most = i64::try_from(most).unwrap_or(1);
    let leased = app
        .store
        .write(Author::system(channel.company), async move |tx: &Tx| -> Result<_, AppError> {
            let until = now.plus_seconds(LEASE_SECONDS);
            let mut all = Vec::new();
            for entry in outbox::lease(tx, channel.id, most, now, until).await? {
                let message = check.judge(tx, &entry).await?;
                all.push((entry, message));
            }
            Ok(all)
        })
        .await?;
    let messages = leased.iter().filter_map(|(entry, message)| {
        Some(Leaving {
            company: channel.company,
            channel,
            entry: entry.clone(),
            message: message.clone()?,
            driver: driver.clone(),
        })
    });
    Ok(Ready { messages: messages.collect(), leased: leased.len() })
}

/// Hands a message over and records what came of it. Never fails: what cannot be recorded is found by its lease.
pub(crate) async fn deliver(app: SharedApp, leaving: Leaving) {
    let outcome = match timeout(SEND_TIME, leaving.driver.send(&leaving.message)).await {
        Ok(outcome) => outcome,
        Err(_) => Err(outcome::too_slow(leaving.driver.capabilities())),
    };
    if let Err(error) = outcome::record(&app, &leaving, outcome).await {
        tracing::error!(entry = %leaving.entry.id, %error, "what became of a message could not be recorded");
    }
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

/// Notes what is wrong with a channel, or that all is well.
async fn note_trouble(app: &SharedApp, channel: Opened, trouble: Option<String>) -> Result<(), AppError> {
    let now = app.clock.now();
    let known = channels::find(&app.store, channel.company, channel.id).await?;
    if known.is_none_or(|known| known.trouble == trouble) {
        return Ok(());
    }
    app.store
        .write(Author::system(channel.company), async move |tx: &Tx| -> Result<(), AppError> {
            channels::set_trouble(tx, channel.id, trouble.as_deref(), now).await?;
            Ok(())
        })
        .await
}

/// The second look at a message, in the write that leases it.
struct Check {
    books: Arc<Books>,
    sealer: Sealer,
    now: Instant,
}

impl Check {
    /// The message, if it may still go; otherwise its entry and its interaction are settled here.
    async fn judge(&self, tx: &Tx, entry: &Leased) -> Result<Option<Message>, AppError> {
        let Some(interaction) = whole(tx, entry.interaction).await? else {
            return self.drop(tx, entry.id, OutboxState::Canceled, "its interaction was deleted").await;
        };
        if interaction.status == Status::Canceled {
            return self.drop(tx, entry.id, OutboxState::Canceled, "its interaction was canceled").await;
        }
        if entry.due_until.is_some_and(|until| until < self.now) {
            return self.too_late(tx, entry, &interaction).await;
        }
        let parcel =
            entry.message.as_deref().map(|kept| Parcel::unwrap(&self.sealer, entry.interaction, kept));
        let message = match parcel {
            Some(Ok(parcel)) => parcel.message(entry.interaction, entry.id),
            Some(Err(error)) => Err(error),
            None => Err(AppError::Refused("the message is gone; send it anew".to_owned())),
        };
        let message = match message {
            Ok(message) => message,
            Err(error) => return self.fail(tx, entry, &interaction, &error.to_string()).await,
        };
        match self.may_go(tx, entry, &interaction).await {
            Ok(true) => Ok(Some(message)),
            Ok(false) => Ok(None),
            Err(AppError::Store(error)) => Err(error.into()),
            // One message that nobody can judge holds up no other.
            Err(error) => self.fail(tx, entry, &interaction, &error.to_string()).await,
        }
    }

    async fn may_go(&self, tx: &Tx, entry: &Leased, interaction: &Interaction) -> Result<bool, AppError> {
        let proposal: Proposal = serde_json::from_str(&entry.proposal).map_err(|error| {
            AppError::Refused(format!("its proposal cannot be read: {error}; send it anew"))
        })?;
        let asked = Asked { person: entry.person, proposal, phase: DecisionPhase::Dispatch, now: self.now };
        let (decision, decided) = decide(tx, &self.books, &asked).await?;
        decisions::concern(tx, decided, interaction.id).await?;
        if decision.is_allowed() {
            return Ok(true);
        }
        // The first try had its turn; a later one that meets closed hours waits for them to open.
        let again = decision.next_allowed_at.filter(|_| entry.attempts > 1);
        let again = again.filter(|at| entry.due_until.is_none_or(|until| *at <= until));
        if decision.outcome == GuardOutcome::Defer && again.is_some() {
            let outcome = Outcome { due_at: again, ..reason("put off by Compliance Guard", &why(&decision)) };
            outbox::settle(tx, entry.id, OutboxState::Sending, OutboxState::Retrying, &outcome, self.now)
                .await?;
            return Ok(false);
        }
        let outcome = reason("blocked by Compliance Guard", &why(&decision));
        outbox::settle(tx, entry.id, OutboxState::Sending, OutboxState::Failed, &outcome, self.now).await?;
        let after = stamped(interaction, as_blocked(interaction, &decision), self.now);
        save(tx, interaction, &after, "updated", self.now).await?;
        tx.record(event("blocked", &after, "{}".to_owned(), self.now));
        Ok(false)
    }

    async fn too_late(
        &self,
        tx: &Tx,
        entry: &Leased,
        interaction: &Interaction,
    ) -> Result<Option<Message>, AppError> {
        self.fail(tx, entry, interaction, "its time was over before it could be sent").await
    }

    async fn fail(
        &self,
        tx: &Tx,
        entry: &Leased,
        interaction: &Interaction,
        why: &str,
    ) -> Result<Option<Message>, AppError> {
        let outcome = reason("not sent", why);
        outbox::settle(tx, entry.id, OutboxState::Sending, OutboxState::Failed, &outcome, self.now).await?;
        let failed = Interaction {
            status: Status::Failed,
            failure_description_short: outcome.reason_short,
            failure_description_long: outcome.reason_long,
            ..interaction.clone()
        };
        save(tx, interaction, &stamped(interaction, failed, self.now), "updated", self.now).await?;
        Ok(None)
    }

    async fn drop(
        &self,
        tx: &Tx,
        entry: OutboxId,
        state: OutboxState,
        why: &str,
    ) -> Result<Option<Message>, AppError> {
        outbox::settle(tx, entry, OutboxState::Sending, state, &reason("not sent", why), self.now).await?;
        Ok(None)
    }
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
