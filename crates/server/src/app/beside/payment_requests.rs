//! Payments that are asked for about an interaction. Whoever collects them is told by the event.

use domain::beside::{PaymentRequest, PaymentRequestChange, PaymentRequestDraft};
use domain::changes;
use domain::id::{AnyId, InteractionId, PaymentRequestId};
use domain::interaction::Interaction;
use domain::vocabulary::Permission;
use store::event::{NewEvent, Object};
use store::{Read, Tx, beside, kept};

use super::{event, open};
use crate::app::{App, AppError, Caller};

/// The key of the request a page is cut at.
pub async fn cursor(
    app: &App,
    caller: &Caller,
    interaction: &AnyId<InteractionId>,
    id: AnyId<PaymentRequestId>,
) -> Result<Option<PaymentRequestId>, AppError> {
    caller.require(Permission::InteractionRead)?;
    match find(&app.store, caller, interaction, &id).await {
        Ok((_, found)) => Ok(Some(found.id)),
        Err(AppError::Missing("payment request")) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Asks for a payment.
pub async fn create(
    app: &App,
    caller: &Caller,
    interaction: AnyId<InteractionId>,
    draft: PaymentRequestDraft,
) -> Result<PaymentRequest, AppError> {
    caller.require(Permission::InteractionUpdate)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let interaction = open(tx, &who, &interaction).await?;
            let request = draft.clone().create(interaction.id, who.created_by(), now);
            let id = kept::insert(tx, &request).await?;
            tx.record(event("created", &interaction, Object::PaymentRequest(id), now));
            Ok(PaymentRequest { id, ..request })
        })
        .await
}

/// Says what has become of a request.
pub async fn update(
    app: &App,
    caller: &Caller,
    interaction: AnyId<InteractionId>,
    id: AnyId<PaymentRequestId>,
    change: PaymentRequestChange,
) -> Result<PaymentRequest, AppError> {
    caller.require(Permission::InteractionUpdate)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let (interaction, before) = find(tx, &who, &interaction, &id).await?;
            let after = change.clone().merge(&before, now);
            let changes = changes::between(&before, &after);
            if changes::is_empty(&changes) {
                return Ok(before);
            }
            kept::update(tx, after.id, &after).await?;
            let told = event("updated", &interaction, Object::PaymentRequest(after.id), now);
            tx.record(NewEvent { changes, ..told });
            Ok(after)
        })
        .await
}

async fn find(
    read: &impl Read,
    caller: &Caller,
    interaction: &AnyId<InteractionId>,
    id: &AnyId<PaymentRequestId>,
) -> Result<(Interaction, PaymentRequest), AppError> {
    const MISSING: AppError = AppError::Missing("payment request");
    let interaction = open(read, caller, interaction).await?;
    let AnyId::Ours(id) = id else { return Err(MISSING) };
    let which = beside::of(caller.company, interaction.id).with_id(*id);
    Ok((interaction, kept::find(read, which).await?.ok_or(MISSING)?))
}
