//! The second look at messages, in the write that leases them: what may not go any more is settled there.

use std::collections::HashMap;

use ::channels::Message;
use domain::id::InteractionId;
use domain::interaction::Interaction;
use domain::time::Instant;
use domain::vocabulary::{DecisionPhase, GuardOutcome, OutboxState, Status};
use guard::Proposal;
use store::Tx;
use store::interactions::{self, View};
use store::outbox::{self, Leased, Outcome};

use super::{reason, stamped};
use crate::app::AppError;
use crate::app::communicator::blocked::{as_blocked, why};
use crate::app::communicator::enclosed::Enclosed;
use crate::app::communicator::parcel::Parcel;
use crate::app::guard::{Asked, Books, Round};
use crate::app::interactions::{change::save, event};
use crate::app::vault::Sealer;

/// A message that may go with what it takes along, or nothing where it was settled otherwise.
pub(super) type Judged = Option<(Message, Vec<Enclosed>)>;

/// The second look at leased messages.
pub(super) struct Check<'t> {
    tx: &'t Tx,
    sealer: &'t Sealer,
    now: Instant,
    interactions: HashMap<InteractionId, Interaction>,
    /// Why nothing can be judged, where the company's settings keep it from that.
    round: Result<Round<'t>, String>,
}

impl<'t> Check<'t> {
    pub(super) async fn begin(
        tx: &'t Tx,
        books: &Books,
        sealer: &'t Sealer,
        entries: &[Leased],
        now: Instant,
    ) -> Result<Self, AppError> {
        let mut people: Vec<_> = entries.iter().map(|entry| entry.person).collect();
        people.sort_unstable();
        people.dedup();
        let carried: Vec<_> = entries.iter().map(|entry| entry.interaction).collect();
        let view = View::whole(tx.author().company);
        let (found, round) = futures::join!(
            interactions::find_all(tx, &view, &carried),
            Round::begin(tx, books, &people, now),
        );
        let interactions = found?.into_iter().map(|row| (row.id, row)).collect();
        let round = match round {
            Ok(round) => Ok(round),
            Err(AppError::Store(error)) => return Err(error.into()),
            Err(error) => Err(error.to_string()),
        };
        Ok(Self { tx, sealer, now, interactions, round })
    }

    /// The message, if it may still go; otherwise its entry and its interaction are settled here.
    pub(super) async fn judge(&mut self, entry: &Leased) -> Result<Judged, AppError> {
        let Some(interaction) = self.interactions.get(&entry.interaction).cloned() else {
            return self.drop(entry, "its interaction was deleted").await;
        };
        if interaction.status == Status::Canceled {
            return self.drop(entry, "its interaction was canceled").await;
        }
        if entry.due_until.is_some_and(|until| until < self.now) {
            return self.fail(entry, &interaction, "its time was over before it could be sent").await;
        }
        let message = match self.unwrap(entry) {
            Ok(message) => message,
            Err(error) => return self.fail(entry, &interaction, &error.to_string()).await,
        };
        match self.may_go(entry, &interaction).await {
            Ok(true) => Ok(Some(message)),
            Ok(false) => Ok(None),
            Err(AppError::Store(error)) => Err(error.into()),
            // One message that nobody can judge holds up no other.
            Err(error) => self.fail(entry, &interaction, &error.to_string()).await,
        }
    }

    /// Keeps what was decided.
    pub(super) async fn keep(self) -> Result<(), AppError> {
        match self.round {
            Ok(round) => round.keep().await,
            Err(_) => Ok(()),
        }
    }

    fn unwrap(&self, entry: &Leased) -> Result<(Message, Vec<Enclosed>), AppError> {
        let gone = || AppError::Refused("the message is gone; send it anew".to_owned());
        let kept = entry.message.as_deref().ok_or_else(gone)?;
        let parcel = Parcel::unwrap(self.sealer, entry.interaction, kept)?;
        let enclosed = parcel.enclosed().to_vec();
        Ok((parcel.message(entry.interaction, entry.id)?, enclosed))
    }

    async fn may_go(&mut self, entry: &Leased, interaction: &Interaction) -> Result<bool, AppError> {
        let round = self.round.as_mut().map_err(|why| AppError::Refused(why.clone()))?;
        let proposal: Proposal = serde_json::from_str(&entry.proposal).map_err(|error| {
            AppError::Refused(format!("its proposal cannot be read: {error}; send it anew"))
        })?;
        let proposal = Proposal { interaction: Some(interaction.id), ..proposal };
        let asked = Asked { person: entry.person, proposal, phase: DecisionPhase::Dispatch, now: self.now };
        let decision = round.decide(&asked).await?;
        if decision.is_allowed() {
            return Ok(true);
        }
        // The first try had its turn; a later one that meets closed hours waits for them to open.
        let again = decision.next_allowed_at.filter(|_| entry.attempts > 1);
        let again = again.filter(|at| entry.due_until.is_none_or(|until| *at <= until));
        if decision.outcome == GuardOutcome::Defer && again.is_some() {
            let outcome = Outcome { due_at: again, ..reason("put off by Compliance Guard", &why(&decision)) };
            self.settle(entry, OutboxState::Retrying, &outcome).await?;
            return Ok(false);
        }
        self.settle(entry, OutboxState::Failed, &reason("blocked by Compliance Guard", &why(&decision)))
            .await?;
        let after = stamped(interaction, as_blocked(interaction, &decision), self.now);
        save(self.tx, interaction, &after, "updated", self.now).await?;
        self.tx.record(event("blocked", &after, "{}".to_owned(), self.now));
        self.learn_anew(entry).await?;
        Ok(false)
    }

    async fn fail(
        &mut self,
        entry: &Leased,
        interaction: &Interaction,
        why: &str,
    ) -> Result<Judged, AppError> {
        let outcome = reason("not sent", why);
        self.settle(entry, OutboxState::Failed, &outcome).await?;
        let failed = Interaction {
            status: Status::Failed,
            failure_description_short: outcome.reason_short,
            failure_description_long: outcome.reason_long,
            ..interaction.clone()
        };
        save(self.tx, interaction, &stamped(interaction, failed, self.now), "updated", self.now).await?;
        self.learn_anew(entry).await?;
        Ok(None)
    }

    async fn drop(&self, entry: &Leased, why: &str) -> Result<Judged, AppError> {
        self.settle(entry, OutboxState::Canceled, &reason("not sent", why)).await?;
        Ok(None)
    }

    async fn settle(&self, entry: &Leased, state: OutboxState, outcome: &Outcome) -> Result<(), AppError> {
        outbox::settle(self.tx, entry.id, OutboxState::Sending, state, outcome, self.now).await?;
        Ok(())
    }

    /// What did not go frees its place for the person's next message.
    async fn learn_anew(&mut self, entry: &Leased) -> Result<(), AppError> {
        match &mut self.round {
            Ok(round) => round.learn_anew(entry.person).await,
            Err(_) => Ok(()),
        }
    }
}
