//! People: record, find, change, delete.

mod search;

pub use search::search;

use domain::changes;
use domain::id::{AnyId, Id, PersonId};
use domain::person::{Person, PersonDraft};
use domain::vocabulary::Permission;
use store::event::{NewEvent, Object};
use store::lookup::{self, Table};
use store::page::{Page, Slice};
use store::{Tx, people};

use super::{App, AppError, Caller};

/// Records a person.
pub async fn create(app: &App, caller: &Caller, draft: PersonDraft) -> Result<Person, AppError> {
    caller.require(Permission::PersonCreate)?;
    let now = app.clock.now();
    let person = draft.create(PersonId::of(0), now)?;
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let id = people::insert(tx, &person).await?;
            tx.record(event("created", id, "{}".to_owned(), now));
            Ok(Person { id, ..person.clone() })
        })
        .await
}

/// The company's people, newest first.
pub async fn list(app: &App, caller: &Caller, slice: Slice) -> Result<Page<Person>, AppError> {
    caller.require(Permission::PersonRead)?;
    Ok(people::list(&app.store, caller.company, slice).await?)
}

/// The key of the person a page is cut at.
pub async fn cursor(app: &App, caller: &Caller, id: AnyId<PersonId>) -> Result<Option<PersonId>, AppError> {
    caller.require(Permission::PersonRead)?;
    Ok(people::find(&app.store, caller.company, &id).await?.map(|person| person.id))
}

/// One person.
pub async fn get(app: &App, caller: &Caller, id: &AnyId<PersonId>) -> Result<Person, AppError> {
    caller.require(Permission::PersonRead)?;
    find(app, caller, id).await
}

/// The person a path names, for use cases about what hangs on it. No permission is checked here.
pub(crate) async fn find(app: &App, caller: &Caller, id: &AnyId<PersonId>) -> Result<Person, AppError> {
    people::find(&app.store, caller.company, id).await?.ok_or(AppError::Missing("person"))
}

/// Our id of a person; ours needs no look-up, for who is not there is found out when more is asked
/// of it.
pub(crate) async fn named(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
) -> Result<Option<PersonId>, AppError> {
    match person {
        AnyId::Ours(id) => Ok(Some(*id)),
        AnyId::Neither => Ok(None),
        AnyId::External(_) => {
            let names = std::slice::from_ref(person);
            let mut found = lookup::find(&app.store, caller.company, Table::People, names).await?;
            Ok(found.remove(person).map(|known| known.id))
        }
    }
}

/// Merges a draft into a person.
pub async fn update(
    app: &App,
    caller: &Caller,
    id: AnyId<PersonId>,
    draft: PersonDraft,
) -> Result<Person, AppError> {
    caller.require(Permission::PersonUpdate)?;
    let now = app.clock.now();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let company = tx.author().company;
            let before = people::find(tx, company, &id).await?.ok_or(AppError::Missing("person"))?;
            let after = draft.clone().merge(&before, now);
            let changes = changes::between(&before, &after);
            if changes::is_empty(&changes) {
                return Ok(before);
            }
            people::update(tx, &after).await?;
            tx.record(event("updated", after.id, changes, now));
            Ok(after)
        })
        .await
}

/// Deletes a person softly.
pub async fn delete(app: &App, caller: &Caller, id: AnyId<PersonId>) -> Result<Person, AppError> {
    caller.require(Permission::PersonDelete)?;
    let now = app.clock.now();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let company = tx.author().company;
            let mut person = people::find(tx, company, &id).await?.ok_or(AppError::Missing("person"))?;
            person.deleted_at = Some(now);
            people::update(tx, &person).await?;
            tx.record(event("deleted", person.id, "{}".to_owned(), now));
            Ok(person)
        })
        .await
}

fn event(verb: &'static str, id: PersonId, changes: String, at: domain::time::Instant) -> NewEvent {
    NewEvent { verb, object: Object::Person(id), person: Some(id), changes, at, credentials: false }
}
