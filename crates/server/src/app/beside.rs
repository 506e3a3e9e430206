//! What other systems keep beside interactions: read with them, added one by one or by import.

mod import;
pub mod payment_requests;

use domain::beside::{Beside, Invoice, Qualification, SurveyAnswer};
use domain::id::{AnyId, InteractionId};
use domain::interaction::Interaction;
use domain::time::Instant;
use domain::vocabulary::Permission;
use store::event::{NewEvent, Object};
use store::kept::{self, Kept};
use store::page::{Page, Slice};
use store::{Read, Tx, beside};

use super::interactions::opened::open;
use super::{App, AppError, Caller};

pub use import::{Imported, import};

/// A record that is kept beside an interaction, in the store and in the log.
pub trait Recorded: Beside + Kept<Id = <Self as Beside>::Id> {
    /// As the log names it.
    fn object(&self) -> Object;
}

impl Recorded for Qualification {
    fn object(&self) -> Object {
        Object::Qualification(self.id)
    }
}

impl Recorded for SurveyAnswer {
    fn object(&self) -> Object {
        Object::SurveyAnswer(self.id)
    }
}

impl Recorded for Invoice {
    fn object(&self) -> Object {
        Object::Invoice(self.id)
    }
}

/// Those beside an interaction, newest first.
pub async fn list<T: Kept>(
    app: &App,
    caller: &Caller,
    interaction: &AnyId<InteractionId>,
    slice: Slice,
) -> Result<Page<T>, AppError> {
    caller.require(Permission::InteractionRead)?;
    let interaction = open(&app.store, caller, interaction).await?;
    Ok(kept::list(&app.store, beside::of(caller.company, interaction.id), slice).await?)
}

/// The key of the record a page is cut at.
pub async fn cursor<T: Recorded>(
    app: &App,
    caller: &Caller,
    interaction: &AnyId<InteractionId>,
    id: AnyId<<T as Beside>::Id>,
) -> Result<Option<<T as Beside>::Id>, AppError> {
    caller.require(Permission::InteractionRead)?;
    let interaction = open(&app.store, caller, interaction).await?;
    Ok(find::<T>(&app.store, caller, interaction.id, &id).await?.map(|found| found.id()))
}

/// Adds one.
pub async fn create<T: Recorded>(
    app: &App,
    caller: &Caller,
    interaction: AnyId<InteractionId>,
    draft: T::Draft,
) -> Result<T, AppError> {
    caller.require(Permission::InteractionUpdate)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let interaction = open(tx, &who, &interaction).await?;
            add::<T>(tx, &interaction, draft.clone(), now).await
        })
        .await
}

/// Takes one away.
pub async fn delete<T: Recorded>(
    app: &App,
    caller: &Caller,
    interaction: AnyId<InteractionId>,
    id: AnyId<<T as Beside>::Id>,
) -> Result<T, AppError> {
    caller.require(Permission::InteractionDelete)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let interaction = open(tx, &who, &interaction).await?;
            let found = find::<T>(tx, &who, interaction.id, &id).await?;
            let found = found.ok_or(AppError::Missing(T::NAME))?;
            kept::delete::<T>(tx, found.id()).await?;
            tx.record(event("deleted", &interaction, found.object(), now));
            Ok(found)
        })
        .await
}

async fn find<T: Recorded>(
    read: &impl Read,
    caller: &Caller,
    interaction: InteractionId,
    id: &AnyId<<T as Beside>::Id>,
) -> Result<Option<T>, AppError> {
    let of = beside::of(caller.company, interaction);
    let which = match id {
        AnyId::Ours(id) => of.with_id(*id),
        AnyId::External(external) => of.and("external_id = ?", [external.as_str().into()]),
        AnyId::Neither => return Ok(None),
    };
    Ok(kept::find(read, which).await?)
}

async fn add<T: Recorded>(
    tx: &Tx,
    interaction: &Interaction,
    draft: T::Draft,
    now: Instant,
) -> Result<T, AppError> {
    let one = T::create(draft, interaction.id, now);
    let id = kept::insert(tx, &one).await?;
    let one = one.with_id(id);
    tx.record(event("created", interaction, one.object(), now));
    Ok(one)
}

/// It tells where something changed, never what it says: that is for those who may read the interaction.
fn event(verb: &'static str, interaction: &Interaction, object: Object, at: Instant) -> NewEvent {
    let changes = serde_json::json!({"interactionId": {"to": interaction.id}}).to_string();
    NewEvent {
        verb,
        object,
        person: interaction.person,
        changes,
        at,
        credentials: interaction.is_credentials(),
    }
}
