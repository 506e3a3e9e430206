//! Notes about people, cases and interactions: write, read, change, delete.

use domain::changes;
use domain::id::{AnyId, CaseId, Id, InteractionId, NoteId, PersonId};
use domain::note::{About, Note, NoteDraft};
use domain::time::Instant;
use domain::vocabulary::Permission;
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::{Read, Tx, notes, people};

use super::interactions::opened::open;
use super::{App, AppError, Caller, cases};

/// What the notes of a path are about, as the path names it.
#[derive(Debug, Clone)]
pub enum Mount {
    /// A person.
    Person(AnyId<PersonId>),
    /// A case of a person.
    Case(AnyId<PersonId>, AnyId<CaseId>),
    /// An interaction.
    Interaction(AnyId<InteractionId>),
}

/// Where notes hang, once it is found and the caller may read there.
struct Place {
    about: About,
    person: Option<PersonId>,
    credentials: bool,
}

/// Writes a note.
pub async fn create(app: &App, caller: &Caller, mount: Mount, draft: NoteDraft) -> Result<Note, AppError> {
    caller.require(Permission::NoteCreate)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let place = find_place(tx, &who, &mount).await?;
            let by = who.created_by();
            let note = draft.clone().create(NoteId::of(0), place.about, place.person, by, now);
            let id = notes::insert(tx, &note).await?;
            tx.record(event("created", id, &place, "{}".to_owned(), now));
            Ok(Note { id, ..note })
        })
        .await
}

/// The notes about something, newest first.
pub async fn list(app: &App, caller: &Caller, mount: &Mount, slice: Slice) -> Result<Page<Note>, AppError> {
    caller.require(Permission::NoteRead)?;
    let place = find_place(&app.store, caller, mount).await?;
    Ok(notes::list(&app.store, caller.company, place.about, slice).await?)
}

/// The key of the note a page is cut at.
pub async fn cursor(
    app: &App,
    caller: &Caller,
    mount: &Mount,
    id: AnyId<NoteId>,
) -> Result<Option<NoteId>, AppError> {
    caller.require(Permission::NoteRead)?;
    let place = find_place(&app.store, caller, mount).await?;
    let found = notes::find(&app.store, caller.company, place.about, &id).await?;
    Ok(found.map(|note| note.id))
}

/// Merges a draft into a note; somebody else's only with the permission to delete those.
pub async fn update(
    app: &App,
    caller: &Caller,
    mount: Mount,
    id: AnyId<NoteId>,
    draft: NoteDraft,
) -> Result<Note, AppError> {
    caller.require(Permission::NoteUpdate)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let (place, before) = find(tx, &who, &mount, &id).await?;
            check_own(&who, &before)?;
            let after = draft.clone().merge(&before, now);
            let changes = changes::between(&before, &after);
            if changes::is_empty(&changes) {
                return Ok(before);
            }
            notes::update(tx, &after).await?;
            tx.record(event("updated", after.id, &place, changes, now));
            Ok(after)
        })
        .await
}

/// Deletes a note softly; somebody else's only with the permission for that.
pub async fn delete(app: &App, caller: &Caller, mount: Mount, id: AnyId<NoteId>) -> Result<Note, AppError> {
    caller.require(Permission::NoteUpdate)?;
    let now = app.clock.now();
    let who = caller.clone();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let (place, mut note) = find(tx, &who, &mount, &id).await?;
            check_own(&who, &note)?;
            note.deleted_at = Some(now);
            notes::update(tx, &note).await?;
            tx.record(event("deleted", note.id, &place, "{}".to_owned(), now));
            Ok(note)
        })
        .await
}

async fn find(
    read: &impl Read,
    caller: &Caller,
    mount: &Mount,
    id: &AnyId<NoteId>,
) -> Result<(Place, Note), AppError> {
    let place = find_place(read, caller, mount).await?;
    let found = notes::find(read, caller.company, place.about, id).await?;
    Ok((place, found.ok_or(AppError::Missing("note"))?))
}

async fn find_place(read: &impl Read, caller: &Caller, mount: &Mount) -> Result<Place, AppError> {
    match mount {
        Mount::Person(person) => {
            let found = people::find(read, caller.company, person).await?;
            let person = found.ok_or(AppError::Missing("person"))?.id;
            Ok(Place { about: About::Person(person), person: Some(person), credentials: false })
        }
        Mount::Case(person, case) => {
            let case = cases::find(read, caller, person, case).await?;
            Ok(Place { about: About::Case(case.id), person: Some(case.person_id), credentials: false })
        }
        Mount::Interaction(id) => {
            let interaction = open(read, caller, id).await?;
            let credentials = interaction.is_credentials();
            Ok(Place { about: About::Interaction(interaction.id), person: interaction.person, credentials })
        }
    }
}

fn check_own(caller: &Caller, note: &Note) -> Result<(), AppError> {
    let me = caller.created_by();
    if note.created_by.descriptor == me.descriptor && note.created_by.id == me.id {
        return Ok(());
    }
    caller.require(Permission::NoteDelete)
}

fn event(verb: &'static str, id: NoteId, place: &Place, changes: String, at: Instant) -> NewEvent {
    let (object, person) = (Object::Note(id), place.person);
    NewEvent { verb, object, person, changes, at, credentials: place.credentials }
}
