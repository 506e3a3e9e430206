//! A message with everything about it settled, and the one write that accepts it or records that it was refused.

use std::sync::Arc;

use domain::id::{CaseId, ContactId, DocumentId, InteractionId, OutboxId, PersonId};
use domain::interaction::Interaction;
use domain::time::Instant;
use domain::vocabulary::DecisionPhase;
use guard::{Decision, Proposal};
use store::attachments::{self, Kept};
use store::interactions::{self, Inserted};
use store::outbox::{self, Accepted};
use store::{StoreError, Tx, cases, mail_threads, overrides};

use super::parcel::{Mail, Parcel, Said, Side};
use super::send::Sent;
use super::way::Way;
use super::words::{self, Words};
use super::{addressee, blocked, enclosed};
use crate::app::AppError;
use crate::app::guard::{Asked, Books, Foreknown, decide_knowing};
use crate::app::interactions::{create::duplicate, event};
use crate::app::vault::Sealer;

/// Everything that is settled before the write.
#[derive(Clone)]
pub(super) struct Plan {
    pub(super) interaction: Interaction,
    pub(super) person: PersonId,
    pub(super) case: Option<CaseId>,
    pub(super) proposal: Proposal,
    pub(super) way: Way,
    pub(super) words: Words,
    pub(super) documents: Vec<DocumentId>,
    pub(super) printed: Option<Kept>,
    pub(super) to: Option<Side>,
    pub(super) known: Foreknown,
    pub(super) mail_key: String,
    pub(super) sealer: Sealer,
    pub(super) books: Arc<Books>,
    pub(super) now: Instant,
}

/// How the write ended; both ways it is kept.
pub(super) enum Outcome {
    Accepted(Sent),
    Blocked(Box<crate::app::error::Blocked>),
}

/// When a message may go at the earliest.
pub(super) fn due_at(interaction: &Interaction, now: Instant) -> Instant {
    interaction.scheduled_at_from.map_or(now, |from| from.max(now))
}

impl Plan {
    /// Runs again after a rollback: it changes the store and nothing else.
    pub(super) async fn carry_out(&self, tx: &Tx) -> Result<Outcome, AppError> {
        let due_at = due_at(&self.interaction, self.now);
        let asked = Asked {
            person: self.person,
            proposal: self.proposal.clone(),
            phase: DecisionPhase::Accept,
            now: due_at,
        };
        let verdict = decide_knowing(tx, &self.books, &asked, &self.known).await?;
        if !verdict.decision.is_allowed() {
            return blocked::record(tx, self, verdict).await.map(Outcome::Blocked);
        }
        let Some(to) = self.to.clone() else { return Err(AppError::Refused(addressee::UNKNOWN.to_owned())) };
        let interaction = Interaction {
            template_version_id: self.words.template_version.clone(),
            started_at: verdict.decision.evaluated_at.max(due_at),
            ..self.interaction.clone()
        };
        let id = self.insert(tx, &interaction).await?;
        let interaction = Interaction { id, ..interaction };
        let parcel = self.parcel(tx, id, to).await?;
        use_up_overrides(tx, (self.person, &self.proposal), &verdict.decision, id, self.now).await?;
        // Told at once: a connection that can takes them in one round trip.
        let (outbox_id, ..) = futures::try_join!(
            self.queue(tx, &interaction, &parcel, due_at),
            async { Ok(verdict.keep(tx, Some(id)).await?) },
            remember(tx, &parcel, id),
            enclosed::record(tx, self.person, &self.documents, id),
            async { Ok(attachments::insert(tx, id, self.printed.as_slice()).await?) },
            self.link(tx, id),
        )?;
        tx.record(event("created", &interaction, "{}".to_owned(), self.now));
        Ok(Outcome::Accepted(Sent { id, interaction_id: id, outbox_id, status: interaction.status }))
    }

    async fn link(&self, tx: &Tx, id: InteractionId) -> Result<(), AppError> {
        if let Some(case) = self.case {
            cases::link(tx, case, id).await?;
        }
        Ok(())
    }

    async fn insert(&self, tx: &Tx, interaction: &Interaction) -> Result<InteractionId, AppError> {
        let shown = self.to.clone().map(|to| {
            let parcel = Parcel { from: self.way.from.clone(), to, said: self.words.said.clone() };
            words::content(&parcel)
        });
        let content = shown.filter(|_| !interaction.is_credentials());
        let row = Interaction { content, ..interaction.clone() };
        match interactions::insert(tx, &row).await? {
            Inserted::New(id) => Ok(id),
            Inserted::Duplicate => Err(duplicate(&row)),
        }
    }

    async fn parcel(&self, tx: &Tx, id: InteractionId, to: Side) -> Result<Parcel, AppError> {
        let mut said = self.words.said.clone();
        if let Said::Email(mail) = &mut said {
            self.thread(tx, id, mail).await?;
        }
        Ok(Parcel { from: self.way.from.clone(), to, said })
    }

    /// Gives a mail its Message-ID, and its place in the thread of the interaction it answers.
    async fn thread(&self, tx: &Tx, id: InteractionId, mail: &mut Mail) -> Result<(), StoreError> {
        let domain =
            self.way.from.address.rsplit_once('@').map_or("switchboard.invalid", |(_, domain)| domain);
        let key: String = self.mail_key.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
        mail.message_id = format!("{}.{id}@{domain}", key.to_ascii_lowercase());
        if let Some(previous) = self.interaction.previous {
            let company = tx.author().company;
            mail.in_reply_to = mail_threads::of_interaction(tx, company, previous).await?;
            mail.references = mail.in_reply_to.iter().cloned().collect();
        }
        Ok(())
    }

    async fn queue(
        &self,
        tx: &Tx,
        interaction: &Interaction,
        parcel: &Parcel,
        due_at: Instant,
    ) -> Result<OutboxId, AppError> {
        let proposal = Proposal { interaction: Some(interaction.id), ..self.proposal.clone() };
        let proposal = serde_json::to_string(&proposal)
            .map_err(|error| StoreError::Broken(format!("a proposal cannot be written down: {error}")))?;
        let message_id = match &parcel.said {
            Said::Email(mail) => Some(mail.message_id.clone()),
            Said::Text { .. } | Said::Letter { .. } => None,
        };
        let accepted = Accepted {
            interaction: interaction.id,
            person: self.person,
            channel: self.way.channel,
            due_at,
            due_until: interaction.scheduled_at_to,
            recipient: parcel.to.address.clone(),
            message: parcel.wrap(&self.sealer, interaction.id, interaction.is_credentials())?,
            proposal,
            message_id,
            credentials: interaction.is_credentials(),
        };
        Ok(outbox::insert(tx, &accepted, self.now).await?)
    }

    /// What the blocked interaction shows of the message.
    pub(super) fn blocked_content(&self) -> Option<String> {
        let to = self.to.clone().unwrap_or(Side { address: String::new(), name: None });
        let parcel = Parcel { from: self.way.from.clone(), to, said: self.words.said.clone() };
        Some(words::content(&parcel)).filter(|_| !self.interaction.is_credentials())
    }

    /// The template version that says it.
    pub(super) fn template_version(&self) -> Option<String> {
        self.words.template_version.clone()
    }

    /// The contact that was chosen.
    pub(super) fn contact(&self) -> Option<ContactId> {
        self.proposal.contact
    }
}

/// Answers to a mail are found by its Message-ID.
async fn remember(tx: &Tx, parcel: &Parcel, id: InteractionId) -> Result<(), AppError> {
    if let Said::Email(mail) = &parcel.said {
        mail_threads::remember(tx, &mail.message_id, id).await?;
    }
    Ok(())
}

/// An override is for one contact: the one that passed by it.
async fn use_up_overrides(
    tx: &Tx,
    (person, proposal): (PersonId, &Proposal),
    decision: &Decision,
    interaction: InteractionId,
    now: Instant,
) -> Result<(), StoreError> {
    if decision.passes.is_empty() {
        return Ok(());
    }
    for one in overrides::all_of_person(tx, tx.author().company, person).await? {
        let passed = decision.passes.iter().any(|pass| pass.rule_id == one.rule_id);
        let given_for = Proposal::from(&one.proposal);
        if passed && given_for.covers(proposal) && one.used_by.is_none() && one.expires_at > now {
            overrides::use_up(tx, one.id, interaction).await?;
        }
    }
    Ok(())
}
