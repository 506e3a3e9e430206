//! What came of handing a message over.

use ::channels::{Capabilities, Receipt, Refusal, Remedy};
use domain::id::{ChannelId, CompanyId};
use domain::interaction::Interaction;
use domain::outbox::OutboxEntry;
use domain::time::Instant;
use domain::vocabulary::{Channel, OutboxState, Status};
use store::blobs::BlobError;
use store::event::{NewEvent, Object};
use store::interactions::View;
use store::outbox::{self, Outcome, Settled};
use store::{Author, Tx, channels, text_threads};

use super::{Leaving, reason, stamped, whole};
use crate::app::communicator::backoff;
use crate::app::interactions::change::save;
use crate::app::{AppError, SharedApp, secret};

/// What is said of a message that may or may not have gone.
const DOUBT: &str = "it is not known whether the message went out, and the provider cannot be asked; look before you \
     retry it, or it may arrive twice";

/// Records a receipt or a refusal with the entry, the interaction and the events in one write.
pub(super) async fn record(
    app: &SharedApp,
    leaving: &Leaving,
    outcome: Result<Receipt, Refusal>,
) -> Result<(), AppError> {
    let now = app.clock.now();
    let author = Author::system(leaving.company);
    let (entry, channel, troubled) = (leaving.entry.clone(), leaving.channel.id, leaving.troubled);
    let recipient = leaving.message.to.address.clone();
    let again = match &outcome {
        Err(refusal) => next_try(app, leaving, refusal, now).await?,
        Ok(_) => None,
    };
    app.store
        .write_leased(author, async move |tx: &Tx| -> Result<(), AppError> {
            let (state, kept) = settled(&outcome, again);
            let (found, moved) = futures::try_join!(
                whole(tx, entry.interaction),
                outbox::settle(tx, entry.id, OutboxState::Sending, state, &kept, now),
            )?;
            let (Some(interaction), Some(Settled { was_told })) = (found, moved) else { return Ok(()) };
            let (after, trouble) = match &outcome {
                Ok(receipt) => (as_sent(&interaction, receipt, was_told, now), troubled.then_some(None)),
                Err(refusal) => {
                    let corrected = refusal.remedy == Remedy::Correct;
                    (as_refused(&interaction, refusal, state), corrected.then(|| Some(refusal.to_string())))
                }
            };
            let after = stamped(&interaction, after, now);
            futures::try_join!(
                save(tx, &interaction, &after, "updated", now),
                tell_trouble(tx, channel, trouble, now),
                keep_thread(tx, channel, &recipient, &interaction, outcome.is_ok(), now),
            )?;
            if outcome.is_ok() {
                tx.record(sent(&interaction, now));
            }
            Ok(())
        })
        .await
}

/// What is wrong with the channel, or that nothing is, where that was learned.
async fn tell_trouble(
    tx: &Tx,
    channel: ChannelId,
    learned: Option<Option<String>>,
    now: Instant,
) -> Result<(), AppError> {
    if let Some(trouble) = learned {
        channels::set_trouble(tx, channel, trouble.as_deref(), now).await?;
    }
    Ok(())
}

/// What is answered to a text within a day belongs to it.
async fn keep_thread(
    tx: &Tx,
    channel: ChannelId,
    recipient: &str,
    interaction: &Interaction,
    is_sent: bool,
    now: Instant,
) -> Result<(), AppError> {
    if is_sent && interaction.channel == Channel::Text {
        text_threads::keep(tx, channel, recipient, interaction.id, now).await?;
    }
    Ok(())
}

/// A document of the message cannot be read: nothing was handed over, so it may be tried again unless it is gone.
pub(super) fn incomplete(error: &BlobError) -> Refusal {
    let gone = matches!(error, BlobError::NotFound);
    Refusal {
        remedy: if gone { Remedy::GiveUp } else { Remedy::Retry(None) },
        details: None,
        code: None,
        short: "attachment missing".to_owned(),
        long: if gone {
            "a document of the message is gone; send it anew"
        } else {
            "a document cannot be read"
        }
        .to_owned(),
    }
}

/// A driver that does not answer in time: repeated where that is safe, in doubt where it is not.
pub(super) fn too_slow(capabilities: &Capabilities) -> Refusal {
    Refusal {
        remedy: if capabilities.repeats_safely { Remedy::Retry(None) } else { Remedy::Doubt },
        details: None,
        code: None,
        short: "no answer in time".to_owned(),
        long: "the provider did not answer in time".to_owned(),
    }
}

/// A message whose sender died with it.
pub(super) async fn reclaim(
    app: &SharedApp,
    company: CompanyId,
    entry: OutboxEntry,
    repeats_safely: bool,
    now: Instant,
) -> Result<(), AppError> {
    let (state, kept) = match repeats_safely {
        true => (OutboxState::Retrying, Outcome { due_at: Some(now), ..Outcome::default() }),
        false => (OutboxState::InDoubt, reason("in doubt", DOUBT)),
    };
    app.store
        .write(Author::system(company), async move |tx: &Tx| -> Result<(), AppError> {
            let settled = outbox::settle(tx, entry.id, OutboxState::Sending, state, &kept, now).await?;
            if settled.is_none() || state != OutboxState::InDoubt {
                return Ok(());
            }
            let Some(interaction) = whole(tx, entry.interaction_id).await? else { return Ok(()) };
            let after = in_doubt(&interaction);
            save(tx, &interaction, &stamped(&interaction, after, now), "updated", now).await
        })
        .await
}

async fn next_try(
    app: &SharedApp,
    leaving: &Leaving,
    refusal: &Refusal,
    now: Instant,
) -> Result<Option<Instant>, AppError> {
    let asked = match refusal.remedy {
        Remedy::Retry(pause) => pause.and_then(|pause| i64::try_from(pause.as_secs()).ok()),
        Remedy::Correct => None,
        Remedy::GiveUp | Remedy::Doubt => return Ok(None),
    };
    let entry = outbox::find(&app.store, &View::whole(leaving.company), leaving.entry.id).await?;
    let Some(entry) = entry else { return Ok(None) };
    let next = backoff::next_try(entry.created_at, now, entry.attempts, asked, secret::dice()?);
    Ok(next.filter(|next| entry.due_until.is_none_or(|until| *next <= until)))
}

fn settled(outcome: &Result<Receipt, Refusal>, again: Option<Instant>) -> (OutboxState, Outcome) {
    let refusal = match outcome {
        Ok(receipt) => {
            let kept = Outcome { provider_id: receipt.provider_id.clone(), ..Outcome::default() };
            return (OutboxState::Sent, kept);
        }
        Err(refusal) => refusal,
    };
    let kept = Outcome { reason_code: refusal.code.clone(), ..reason(&refusal.short, &refusal.long) };
    match (refusal.remedy, again) {
        (Remedy::Doubt, _) => (OutboxState::InDoubt, Outcome { reason_long: Some(DOUBT.to_owned()), ..kept }),
        (_, Some(at)) => (OutboxState::Retrying, Outcome { due_at: Some(at), ..kept }),
        (_, None) => (OutboxState::Failed, kept),
    }
}

/// The interaction of a message that the provider took, unless a callback of the provider came first: that said more.
fn as_sent(interaction: &Interaction, receipt: &Receipt, was_told: bool, now: Instant) -> Interaction {
    if was_told || interaction.status == Status::Canceled {
        return interaction.clone();
    }
    Interaction {
        status: receipt.status,
        status_details: receipt.details,
        failure_description_short: None,
        failure_description_long: None,
        twilio_error_code: None,
        compliance_guard_rule_id: None,
        started_at: now,
        ..interaction.clone()
    }
}

/// Until it is given up, an interaction waits as it did, and says why.
fn as_refused(interaction: &Interaction, refusal: &Refusal, state: OutboxState) -> Interaction {
    let told = Interaction {
        failure_description_short: Some(refusal.short.clone()),
        failure_description_long: Some(refusal.long.clone()),
        ..interaction.clone()
    };
    match state {
        OutboxState::InDoubt => in_doubt(interaction),
        OutboxState::Failed => Interaction {
            status: Status::Failed,
            status_details: refusal.details,
            twilio_error_code: refusal.code.clone(),
            ..told
        },
        _ => told,
    }
}

/// It counts as attempted: whoever may have been reached was contacted, as far as a rule asks.
fn in_doubt(interaction: &Interaction) -> Interaction {
    Interaction {
        status: Status::Attempted,
        status_details: None,
        failure_description_short: Some("in doubt".to_owned()),
        failure_description_long: Some(DOUBT.to_owned()),
        ..interaction.clone()
    }
}

fn sent(interaction: &Interaction, now: Instant) -> NewEvent {
    NewEvent {
        verb: "send",
        object: Object::Communication(interaction.id),
        person: interaction.person,
        changes: "{}".to_owned(),
        at: now,
        credentials: interaction.is_credentials(),
    }
}
