//! Interactions: record, find, change, associate, delete.

pub mod change;
pub mod create;
pub mod opened;
pub mod read;
pub(crate) mod references;

pub use change::{associate, delete, update};
pub use create::{create, create_searchable, create_unassociated};
pub use read::{Listed, Wanted, cursor, get, list, previous, searchable};

use domain::id::{AnyId, CompanyId, InteractionId, PersonId};
use domain::interaction::Interaction;
use domain::time::Instant;
use store::event::{NewEvent, Object};
use store::interactions::{Inserted, View};
use store::{Read, Tx};

use super::{App, AppError, Caller, people};

/// The interaction a path names, of the person it names, as the caller sees it.
pub(crate) async fn find(app: &App, caller: &Caller, path: &Named) -> Result<Interaction, AppError> {
    let person = match &path.person {
        Some(person) => Some(people::find(app, caller, person).await?.id),
        None => None,
    };
    let found = store::interactions::find(&app.store, &caller.view(), person, &path.interaction).await?;
    found.ok_or(AppError::Missing("interaction"))
}

/// The interaction as it is, for Switchboard's own work.
pub(crate) async fn row(
    read: &impl Read,
    company: CompanyId,
    id: InteractionId,
) -> Result<Option<Interaction>, AppError> {
    Ok(store::interactions::find(read, &View::whole(company), None, &AnyId::Ours(id)).await?)
}

/// Adds an interaction of Switchboard's own making, and tells of it.
pub(crate) async fn begin(tx: &Tx, new: Interaction, now: Instant) -> Result<Interaction, AppError> {
    match store::interactions::insert(tx, &new).await? {
        Inserted::New(id) => {
            let made = Interaction { id, ..new };
            tx.record(event("created", &made, "{}".to_owned(), now));
            Ok(made)
        }
        Inserted::Duplicate => Err(create::duplicate(&new)),
    }
}

/// How a path names an interaction.
#[derive(Debug, Clone)]
pub struct Named {
    /// The person, where the path goes through one.
    pub person: Option<AnyId<PersonId>>,
    /// The interaction.
    pub interaction: AnyId<InteractionId>,
}

impl Named {
    /// `/interactions/{interactionId}`
    pub fn alone(interaction: &str) -> Self {
        Self { person: None, interaction: AnyId::read(interaction) }
    }

    /// `/people/{personId}/interactions/{interactionId}`
    pub fn of_person(person: &str, interaction: &str) -> Self {
        Self { person: Some(AnyId::read(person)), interaction: AnyId::read(interaction) }
    }
}

/// An event about an interaction.
pub(crate) fn event(verb: &'static str, about: &Interaction, changes: String, at: Instant) -> NewEvent {
    NewEvent {
        verb,
        object: Object::Interaction(about.id),
        person: about.person,
        changes,
        at,
        credentials: about.is_credentials(),
    }
}
