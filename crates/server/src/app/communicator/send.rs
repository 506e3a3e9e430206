//! Accepting a message: judged by Compliance Guard and committed with its interaction and its job, or refused with the
//! blocked interaction on record.

use std::sync::Arc;

use domain::communication::SendDraft;
use domain::contact::Contact;
use domain::id::{CaseId, ContactId, InteractionId, OutboxId, PersonId};
use domain::interaction::{Interaction, Setting};
use domain::time::Instant;
use domain::vocabulary::{Channel, DecisionPhase, Permission, Status};
use guard::{Decision, Proposal};
use serde::Serialize;
use store::interactions::{self, Inserted};
use store::outbox::{self, Accepted};
use store::{StoreError, Tx, cases, decisions, mail_threads, overrides};
use utoipa::ToSchema;

use super::parcel::{Mail, Parcel, Said, Side};
use super::way::{self, Way};
use super::words::{self, About, Wish, Words};
use super::{addressee, blocked};
use crate::app::guard::{Asked, Books, decide};
use crate::app::interactions::{create::duplicate, event, references};
use crate::app::vault::Sealer;
use crate::app::{App, AppError, Caller, people, secret, unsubscribe};

/// What became of a send that was accepted.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Sent {
    /// The interaction.
    pub id: InteractionId,
    /// The interaction, under the name that says so.
    pub interaction_id: InteractionId,
    /// The entry of the outbox that carries it out.
    pub outbox_id: OutboxId,
    /// Where it stands.
    pub status: Status,
}

/// Everything that is settled before the write.
#[derive(Clone)]
pub(super) struct Plan {
    pub(super) interaction: Interaction,
    pub(super) person: PersonId,
    case: Option<CaseId>,
    pub(super) proposal: Proposal,
    way: Way,
    words: Words,
    to: Option<Side>,
    mail_key: String,
    sealer: Sealer,
    books: Arc<Books>,
    now: Instant,
}

/// Accepts a message or refuses it.
pub async fn send(app: &App, caller: &Caller, draft: SendDraft) -> Result<Sent, AppError> {
    caller.require(Permission::InteractionSend)?;
    accept(app, caller, draft, Kind::Ordinary).await
}

/// What kind of message it is, as only Switchboard itself may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Somebody sends it.
    Ordinary,
    /// It confirms an opt-out.
    OptOutConfirmation,
}

/// Accepts a message whose sender was found to have the permission.
pub(crate) async fn accept(
    app: &App,
    caller: &Caller,
    draft: SendDraft,
    kind: Kind,
) -> Result<Sent, AppError> {
    let plan = plan(app, caller, draft, kind).await?;
    let woken = plan.interaction.scheduled_at_from.is_none();
    let outcome = app
        .store
        .write(caller.author(), async move |tx: &Tx| -> Result<Outcome, AppError> {
            plan.carry_out(tx).await
        })
        .await?;
    match outcome {
        Outcome::Accepted(sent) => {
            if woken {
                app.outbox.wake();
            }
            Ok(sent)
        }
        Outcome::Blocked(refusal) => Err(AppError::Blocked(refusal)),
    }
}

/// How the write ended; both ways it is kept.
enum Outcome {
    Accepted(Sent),
    Blocked(Box<crate::app::error::Blocked>),
}

async fn plan(app: &App, caller: &Caller, draft: SendDraft, kind: Kind) -> Result<Plan, AppError> {
    let now = app.clock.now();
    let person = people::find(app, caller, &draft.person).await?;
    let named = &draft.interaction.references;
    let (found, problems) = references::find(&app.store, &caller.view(), Some(person.id), named).await?;
    let contact = found.contact.as_value().map(|(id, _)| *id);
    let setting = Setting {
        company: caller.company,
        person: Some(person.id),
        created_by: caller.created_by(),
        is_external: false,
        now,
    };
    let made = domain::interaction::create(draft.interaction, found, setting);
    let interaction = match made {
        Ok(interaction) => problems.into_result(interaction)?,
        Err(mut wrong) => {
            wrong.extend(problems);
            return Err(wrong.into());
        }
    };
    let case = match &draft.case {
        None => None,
        Some(id) => {
            let found = cases::find(&app.store, caller.company, Some(person.id), id).await?;
            let missing = || AppError::field("caseId", "names no case of this person");
            Some(found.ok_or_else(missing)?.id)
        }
    };
    let wish = Wish { language: draft.language.as_deref(), product: draft.product.as_deref() };
    let source = words::source(app, &interaction, kind, draft.content, wish).await?;
    let interaction = source.settle(interaction);
    let way = way::out(app, &interaction, draft.sender.as_deref()).await?;
    let mut proposal = Proposal {
        subject: interaction.subject,
        contact,
        loans: interaction.loans.clone(),
        is_autodialed: draft.is_autodialed,
        is_transactional: interaction.is_transactional,
        previous: interaction.previous,
        confirms_opt_out: kind == Kind::OptOutConfirmation,
        ..Proposal::about(interaction.channel, interaction.theme)
    };
    let (contact, to) = addressee::find(app, &interaction, &proposal, due_at(&interaction, now)).await?;
    proposal.contact = contact.as_ref().map(|contact| contact.id).or(proposal.contact);
    let about = About {
        interaction: &interaction,
        contact: contact.as_ref(),
        case,
        context: draft.context,
        unsubscribe: unsubscribe_url(app, &interaction, contact.as_ref()),
        now,
    };
    let words = words::of(app, source, about).await?;
    words::check_length(&words.said, way.driver.capabilities())?;
    let interaction = with_contact(interaction, contact.as_ref());
    Ok(Plan {
        person: person.id,
        interaction,
        case,
        proposal,
        way,
        words,
        to,
        mail_key: secret::random()?,
        sealer: app.sealer.clone(),
        books: app.books.clone(),
        now,
    })
}

/// Where one click stops further emails; transactional ones have no such link.
fn unsubscribe_url(app: &App, interaction: &Interaction, contact: Option<&Contact>) -> Option<String> {
    let wanted = interaction.channel == Channel::Email && interaction.is_transactional != Some(true);
    let contact = contact.filter(|_| wanted)?;
    unsubscribe::url(app, interaction.company, contact.person_id, contact.id)
}

fn with_contact(interaction: Interaction, contact: Option<&Contact>) -> Interaction {
    let Some(contact) = contact else { return interaction };
    Interaction { contact: Some(contact.id), contact_external_id: contact.external_id.clone(), ..interaction }
}

/// When a message may go at the earliest.
fn due_at(interaction: &Interaction, now: Instant) -> Instant {
    interaction.scheduled_at_from.map_or(now, |from| from.max(now))
}

impl Plan {
    /// Runs again after a rollback: it changes the store and nothing else.
    async fn carry_out(&self, tx: &Tx) -> Result<Outcome, AppError> {
        let due_at = due_at(&self.interaction, self.now);
        let asked = Asked {
            person: self.person,
            proposal: self.proposal.clone(),
            phase: DecisionPhase::Accept,
            now: due_at,
        };
        let (decision, decided) = decide(tx, &self.books, &asked).await?;
        if !decision.is_allowed() {
            return blocked::record(tx, self, &decision, decided).await.map(Outcome::Blocked);
        }
        let Some(to) = self.to.clone() else { return Err(AppError::Refused(addressee::UNKNOWN.to_owned())) };
        let interaction = Interaction {
            template_version_id: self.words.template_version.clone(),
            started_at: decision.evaluated_at.max(due_at),
            ..self.interaction.clone()
        };
        let id = self.insert(tx, &interaction).await?;
        let parcel = self.parcel(tx, id, to).await?;
        let interaction = Interaction { id, ..interaction };
        decisions::concern(tx, decided, id).await?;
        use_up_overrides(tx, (self.person, &self.proposal), &decision, id, self.now).await?;
        if let Some(case) = self.case {
            cases::link(tx, case, id).await?;
        }
        let outbox_id = self.queue(tx, &interaction, &parcel, due_at).await?;
        tx.record(event("created", &interaction, "{}".to_owned(), self.now));
        Ok(Outcome::Accepted(Sent { id, interaction_id: id, outbox_id, status: interaction.status }))
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
        mail_threads::remember(tx, &mail.message_id, id).await?;
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

    /// Now.
    pub(super) fn now(&self) -> Instant {
        self.now
    }

    /// The contact that was chosen.
    pub(super) fn contact(&self) -> Option<ContactId> {
        self.proposal.contact
    }
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
        if passed
            && proposal.is_the_same_contact_as(&given_for)
            && one.used_by.is_none()
            && one.expires_at > now
        {
            overrides::use_up(tx, one.id, interaction).await?;
        }
    }
    Ok(())
}
