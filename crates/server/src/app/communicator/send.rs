//! Accepting a message: judged by Compliance Guard and committed with its interaction and its job, or refused with the
//! blocked interaction on record.

use domain::communication::SendDraft;
use domain::contact::Contact;
use domain::history::Handling;
use domain::id::{AnyId, CaseId, InteractionId, OutboxId, PersonId};
use domain::interaction::{Interaction, Setting};
use domain::vocabulary::{Channel, Permission, Status};
use guard::Proposal;
use serde::Serialize;
use store::{StoreError, Tx, cases};
use utoipa::ToSchema;

use super::addressee::{self, Addressee};
use super::plan::{Outcome, Plan, due_at};
use super::words::{self, About, Wish};
use super::{enclosed, printed, way};
use crate::app::blobs::discard;
use crate::app::interactions::references;
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
    let printed = plan.printed.clone();
    let outcome = app
        .store
        .write(caller.author(), async move |tx: &Tx| -> Result<Outcome, AppError> {
            plan.carry_out(tx).await
        })
        .await;
    // After a lost connection the commit may have gone through: a blob that nobody names is better than a row without its blob.
    let may_be_written =
        matches!(&outcome, Ok(Outcome::Accepted(_)) | Err(AppError::Store(StoreError::Unavailable(_))));
    if let Some(printed) = printed.filter(|_| !may_be_written) {
        discard(&app.blobs, &printed.blob).await;
    }
    match outcome? {
        Outcome::Accepted(sent) => {
            if woken {
                app.outbox.wake();
            }
            Ok(sent)
        }
        Outcome::Blocked(refusal) => Err(AppError::Blocked(refusal)),
    }
}

async fn plan(app: &App, caller: &Caller, draft: SendDraft, kind: Kind) -> Result<Plan, AppError> {
    let now = app.clock.now();
    let person = people::named(app, caller, &draft.person).await?.ok_or(AppError::Missing("person"))?;
    let said = &draft.interaction;
    let (found, problems) = references::find(&app.store, &caller.view(), Some(person), said, None).await?;
    let contact = found.contact.as_value().map(|(id, _)| *id);
    let setting = Setting {
        company: caller.company,
        person: Some(person),
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
    let case = case(app, caller, person, draft.case.as_ref()).await?;
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
    let about = (person, &interaction);
    let Addressee { contact, to, known } =
        addressee::find(app, caller, about, &proposal, due_at(&interaction, now)).await?;
    proposal.contact = contact.as_ref().map(|contact| contact.id).or(proposal.contact);
    let about = About {
        interaction: &interaction,
        contact: contact.as_ref(),
        case,
        context: draft.context,
        unsubscribe: unsubscribe_url(app, &interaction, contact.as_ref()),
        signature: way.signature.clone(),
        now,
    };
    let mut words = words::of(app, source, about).await?;
    words::check_length(&words.said, way.driver.capabilities())?;
    let documents = enclosed::find(app, caller, person, &draft.attachments).await?;
    enclosed::enclose(&mut words.said, &documents, way.driver.capabilities())?;
    let interaction = with_contact(interaction, contact.as_ref());
    let printed = printed::keep(app, &interaction, &words.said).await?;
    Ok(Plan {
        person,
        interaction,
        case,
        proposal,
        way,
        words,
        documents: documents.iter().map(|kept| kept.document.id).collect(),
        printed,
        to,
        known,
        mail_key: secret::random()?,
        sealer: app.sealer.clone(),
        books: app.books.clone(),
        now,
    })
}

async fn case(
    app: &App,
    caller: &Caller,
    person: PersonId,
    named: Option<&AnyId<CaseId>>,
) -> Result<Option<CaseId>, AppError> {
    let Some(id) = named else { return Ok(None) };
    let found = cases::find(&app.store, caller.company, Some(person), id).await?;
    let missing = || AppError::field("caseId", "names no case of this person");
    Ok(Some(found.ok_or_else(missing)?.id))
}

/// Where one click stops further emails; transactional ones have no such link.
fn unsubscribe_url(app: &App, interaction: &Interaction, contact: Option<&Contact>) -> Option<String> {
    let wanted = interaction.channel == Channel::Email && interaction.is_transactional != Some(true);
    let contact = contact.filter(|_| wanted)?;
    unsubscribe::url(app, interaction.company, contact.person_id, contact.id)
}

fn with_contact(interaction: Interaction, contact: Option<&Contact>) -> Interaction {
    let Some(contact) = contact else { return interaction };
    let handling = Handling { customer_address: contact.value.clone(), ..interaction.handling };
    Interaction {
        contact: Some(contact.id),
        contact_external_id: contact.external_id.clone(),
        handling,
        ..interaction
    }
}
