//! Contacts of a person: record, find, change, delete.

use domain::changes;
use domain::contact::{Contact, ContactDraft};
use domain::id::{AnyId, ContactId, Id, PersonId};
use domain::time::Instant;
use domain::vocabulary::Permission;
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::{Read, Tx, contacts, people};

use super::{App, AppError, Caller};

/// Records a contact.
pub async fn create(
    app: &App,
    caller: &Caller,
    person: AnyId<PersonId>,
    draft: ContactDraft,
) -> Result<Contact, AppError> {
    caller.require(Permission::ContactCreate)?;
    let now = app.clock.now();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let company = tx.author().company;
            let person = people::find(tx, company, &person).await?.ok_or(AppError::Missing("person"))?;
            let contact = draft.clone().create(ContactId::of(0), person.id, now)?;
            let id = contacts::insert(tx, &contact).await?;
            let contact = Contact { id, ..contact };
            tx.record(event("created", &contact, "{}".to_owned(), now));
            Ok(contact)
        })
        .await
}

/// The person's contacts, newest first.
pub async fn list(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    slice: Slice,
) -> Result<Page<Contact>, AppError> {
    caller.require(Permission::ContactRead)?;
    let person = super::people::find(app, caller, person).await?;
    Ok(contacts::list(&app.store, caller.company, person.id, slice).await?)
}

/// The key of the contact a page is cut at.
pub async fn cursor(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    id: AnyId<ContactId>,
) -> Result<Option<ContactId>, AppError> {
    caller.require(Permission::ContactRead)?;
    let person = super::people::find(app, caller, person).await?;
    let found = contacts::find(&app.store, caller.company, Some(person.id), &id).await?;
    Ok(found.map(|contact| contact.id))
}

/// One contact.
pub async fn get(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    id: &AnyId<ContactId>,
) -> Result<Contact, AppError> {
    caller.require(Permission::ContactRead)?;
    find(&app.store, caller, person, id).await
}

/// Merges a draft into a contact.
pub async fn update(
    app: &App,
    caller: &Caller,
    person: AnyId<PersonId>,
    id: AnyId<ContactId>,
    draft: ContactDraft,
) -> Result<Contact, AppError> {
    caller.require(Permission::ContactUpdate)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let before = find(tx, &who, &person, &id).await?;
            let after = draft.clone().merge(&before, now)?;
            let changes = changes::between(&before, &after);
            if changes::is_empty(&changes) {
                return Ok(before);
            }
            contacts::update(tx, &after).await?;
            tx.record(event("updated", &after, changes, now));
            Ok(after)
        })
        .await
}

/// Deletes a contact softly.
pub async fn delete(
    app: &App,
    caller: &Caller,
    person: AnyId<PersonId>,
    id: AnyId<ContactId>,
) -> Result<Contact, AppError> {
    caller.require(Permission::ContactDelete)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let mut contact = find(tx, &who, &person, &id).await?;
            contact.deleted_at = Some(now);
            contacts::update(tx, &contact).await?;
            tx.record(event("deleted", &contact, "{}".to_owned(), now));
            Ok(contact)
        })
        .await
}

/// Writes a changed contact back and tells what changed.
pub(crate) async fn save(tx: &Tx, before: &Contact, after: Contact, now: Instant) -> Result<(), AppError> {
    let after = Contact { updated_at: Some(now), ..after };
    let changes = changes::between(before, &after);
    if changes::is_empty(&changes) {
        return Ok(());
    }
    contacts::update(tx, &after).await?;
    tx.record(event("updated", &after, changes, now));
    Ok(())
}

async fn find(
    read: &impl Read,
    caller: &Caller,
    person: &AnyId<PersonId>,
    id: &AnyId<ContactId>,
) -> Result<Contact, AppError> {
    let person = people::find(read, caller.company, person).await?.ok_or(AppError::Missing("person"))?;
    let found = contacts::find(read, caller.company, Some(person.id), id).await?;
    found.ok_or(AppError::Missing("contact"))
}

fn event(verb: &'static str, contact: &Contact, changes: String, at: Instant) -> NewEvent {
    let (object, person) = (Object::Contact(contact.id), Some(contact.person_id));
    NewEvent { verb, object, person, changes, at, credentials: false }
}
