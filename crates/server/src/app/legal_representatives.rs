//! Who represents a person before the law: record, find, change, delete.

use domain::changes;
use domain::id::{AnyId, Id, LegalRepresentativeId, PersonId};
use domain::legal_representative::{LegalRepresentative, LegalRepresentativeDraft};
use domain::time::Instant;
use domain::vocabulary::Permission;
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::{Read, Tx, legal_representatives, people};

use super::{App, AppError, Caller};

/// Records a legal representative.
pub async fn create(
    app: &App,
    caller: &Caller,
    person: AnyId<PersonId>,
    draft: LegalRepresentativeDraft,
) -> Result<LegalRepresentative, AppError> {
    caller.require(Permission::PersonUpdate)?;
    let now = app.clock.now();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let company = tx.author().company;
            let person = people::find(tx, company, &person).await?.ok_or(AppError::Missing("person"))?;
            let one = draft.clone().create(LegalRepresentativeId::of(0), person.id, now);
            let id = legal_representatives::insert(tx, &one).await?;
            let one = LegalRepresentative { id, ..one };
            tx.record(event("created", &one, "{}".to_owned(), now));
            Ok(one)
        })
        .await
}

/// The person's legal representatives, newest first.
pub async fn list(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    slice: Slice,
) -> Result<Page<LegalRepresentative>, AppError> {
    caller.require(Permission::PersonRead)?;
    let person = super::people::find(app, caller, person).await?;
    Ok(legal_representatives::list(&app.store, caller.company, person.id, slice).await?)
}

/// The key of the legal representative a page is cut at.
pub async fn cursor(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    id: AnyId<LegalRepresentativeId>,
) -> Result<Option<LegalRepresentativeId>, AppError> {
    caller.require(Permission::PersonRead)?;
    let person = super::people::find(app, caller, person).await?;
    let found = legal_representatives::find(&app.store, caller.company, person.id, &id).await?;
    Ok(found.map(|one| one.id))
}

/// One legal representative.
pub async fn get(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    id: &AnyId<LegalRepresentativeId>,
) -> Result<LegalRepresentative, AppError> {
    caller.require(Permission::PersonRead)?;
    find(&app.store, caller, person, id).await
}

/// Merges a draft into a legal representative.
pub async fn update(
    app: &App,
    caller: &Caller,
    person: AnyId<PersonId>,
    id: AnyId<LegalRepresentativeId>,
    draft: LegalRepresentativeDraft,
) -> Result<LegalRepresentative, AppError> {
    caller.require(Permission::PersonUpdate)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let before = find(tx, &who, &person, &id).await?;
            let after = draft.clone().merge(&before, now);
            let changes = changes::between(&before, &after);
            if changes::is_empty(&changes) {
                return Ok(before);
            }
            legal_representatives::update(tx, &after).await?;
            tx.record(event("updated", &after, changes, now));
            Ok(after)
        })
        .await
}

/// Deletes a legal representative softly.
pub async fn delete(
    app: &App,
    caller: &Caller,
    person: AnyId<PersonId>,
    id: AnyId<LegalRepresentativeId>,
) -> Result<LegalRepresentative, AppError> {
    caller.require(Permission::PersonUpdate)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let mut one = find(tx, &who, &person, &id).await?;
            one.deleted_at = Some(now);
            legal_representatives::update(tx, &one).await?;
            tx.record(event("deleted", &one, "{}".to_owned(), now));
            Ok(one)
        })
        .await
}

async fn find(
    read: &impl Read,
    caller: &Caller,
    person: &AnyId<PersonId>,
    id: &AnyId<LegalRepresentativeId>,
) -> Result<LegalRepresentative, AppError> {
    let person = people::find(read, caller.company, person).await?.ok_or(AppError::Missing("person"))?;
    let found = legal_representatives::find(read, caller.company, person.id, id).await?;
    found.ok_or(AppError::Missing("legal representative"))
}

fn event(verb: &'static str, one: &LegalRepresentative, changes: String, at: Instant) -> NewEvent {
    let (object, person) = (Object::LegalRepresentative(one.id), Some(one.person_id));
    NewEvent { verb, object, person, changes, at, credentials: false }
}
