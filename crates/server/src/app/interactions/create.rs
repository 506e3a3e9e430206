//! Recording an interaction that took place elsewhere. Nothing is sent.

use domain::id::{AnyId, PersonId};
use domain::interaction::{Draft, Interaction, Setting};
use domain::vocabulary::{Direction, Permission};
use store::Tx;
use store::interactions::{self, Inserted};

use super::read::{self, Searchable};
use super::{event, references};
use crate::app::{App, AppError, Caller, people};

/// Records an interaction of a person.
pub async fn create(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    draft: Draft,
) -> Result<Interaction, AppError> {
    caller.require(Permission::InteractionCreate)?;
    let person = people::find(app, caller, person).await?;
    record(app, caller, Some(person.id), draft, Reading::MayBeLocked).await
}

/// Records an interaction of a person and tells it for a search index; not one whose words the
/// caller may not read.
pub async fn create_searchable(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    draft: Draft,
) -> Result<Searchable, AppError> {
    caller.require(Permission::InteractionCreate)?;
    let person = people::find(app, caller, person).await?;
    let created = record(app, caller, Some(person.id), draft, Reading::Whole).await?;
    read::flat(app, caller, created).await
}

/// Records an interaction of nobody known yet: an inbound one.
pub async fn create_unassociated(app: &App, caller: &Caller, draft: Draft) -> Result<Interaction, AppError> {
    caller.require(Permission::InteractionCreate)?;
    if draft.direction() == Some(Direction::Outbound) {
        return Err(AppError::field(
            "direction",
            "must be inbound where there is no person; outbound ones are recorded under /api/people/{personId}",
        ));
    }
    record(app, caller, None, draft, Reading::MayBeLocked).await
}

/// What the caller must be able to read of what it records.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Whole,
    MayBeLocked,
}

async fn record(
    app: &App,
    caller: &Caller,
    person: Option<PersonId>,
    draft: Draft,
    reading: Reading,
) -> Result<Interaction, AppError> {
    let now = app.clock.now();
    let view = caller.view();
    let (found, mut problems) = references::find(&app.store, &view, person, &draft, None).await?;
    let setting =
        Setting { company: caller.company, person, created_by: caller.created_by(), is_external: true, now };
    let interaction = match domain::interaction::create(draft, found, setting) {
        Ok(interaction) => problems.into_result(interaction)?,
        Err(wrong) => {
            problems.extend(wrong);
            return Err(problems.into());
        }
    };
    if reading == Reading::Whole && view.lock(interaction.clone()).locked {
        return Err(read::words_are_locked());
    }
    app.store
        .add(caller.author(), async move |tx: &Tx| match interactions::insert(tx, &interaction).await? {
            Inserted::New(id) => {
                let interaction = Interaction { id, ..interaction.clone() };
                tx.record(event("created", &interaction, "{}".to_owned(), now));
                Ok(view.lock(interaction))
            }
            Inserted::Duplicate => Err(duplicate(&interaction)),
        })
        .await
}

/// The refusal of an external id that is in use.
pub(crate) fn duplicate(interaction: &Interaction) -> AppError {
    let external = interaction.external_id.as_deref().unwrap_or_default();
    AppError::Conflict(format!("Duplicate external ID {external}: another interaction carries it"))
}
