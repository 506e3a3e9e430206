//! Files that are kept for a person, to be sent with messages: bring, find, open, take away.

use std::sync::Arc;

use bytes::Bytes;
use domain::document::{Document, check_kind, check_name};
use domain::id::{AnyId, DocumentId, Id, PersonId};
use domain::time::Instant;
use domain::vocabulary::Permission;
use futures::Stream;
use store::blobs::{BlobError, BlobName, Stored};
use store::documents::{self, Kept};
use store::event::{NewEvent, Object};
use store::page::{Page, Slice};
use store::{Read, StoreError, Tx, people};

use super::blobs::{Upload, discard};
use super::{App, AppError, Caller, SharedApp, secret};

const MISSING: AppError = AppError::Missing("document");

/// Keeps a file for a person.
pub async fn create<S, E>(
    app: &SharedApp,
    caller: &Caller,
    person: &AnyId<PersonId>,
    name: &str,
    upload: Upload<S>,
) -> Result<Document, AppError>
where
    S: Stream<Item = Result<Bytes, E>> + Send + Unpin + 'static,
    E: std::fmt::Display + Send + 'static,
{
    caller.require(Permission::DocumentCreate)?;
    let person = super::people::find(app, caller, person).await?.id;
    let name = check_name(name)?;
    let limit = app.settings.upload_bytes;
    if upload.announced.is_some_and(|bytes| bytes > limit) {
        return Err(BlobError::TooLarge { limit }.into());
    }
    let (app, caller) = (Arc::clone(app), caller.clone());
    // A task of its own: when the caller leaves half way, it still ends in good order.
    let kept = tokio::spawn(async move { keep(&app, &caller, person, name, upload).await });
    kept.await.map_err(|_| AppError::Store(StoreError::Broken("an upload panicked".to_owned())))?
}

/// The documents of a person, newest first.
pub async fn list(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    slice: Slice,
) -> Result<Page<Kept>, AppError> {
    caller.require(Permission::DocumentRead)?;
    let person = super::people::find(app, caller, person).await?;
    Ok(documents::list(&app.store, caller.company, person.id, slice).await?)
}

/// The key of the document a page is cut at.
pub async fn cursor(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    id: AnyId<DocumentId>,
) -> Result<Option<DocumentId>, AppError> {
    caller.require(Permission::DocumentRead)?;
    let person = super::people::find(app, caller, person).await?;
    let found = documents::find(&app.store, caller.company, person.id, &id).await?;
    Ok(found.map(|kept| kept.document.id))
}

/// One document.
pub async fn get(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    id: &AnyId<DocumentId>,
) -> Result<Document, AppError> {
    caller.require(Permission::DocumentRead)?;
    Ok(find(&app.store, caller, person, id).await?.document)
}

/// One document with its bytes.
pub async fn open(
    app: &App,
    caller: &Caller,
    person: &AnyId<PersonId>,
    id: &AnyId<DocumentId>,
) -> Result<(Document, impl Stream<Item = Result<Bytes, BlobError>> + Send + use<>), AppError> {
    caller.require(Permission::DocumentRead)?;
    let kept = find(&app.store, caller, person, id).await?;
    let name: BlobName = kept.blob.parse().map_err(|_| MISSING)?;
    let (bytes, _) = app.blobs.get(&name, None).await?;
    Ok((kept.document, bytes))
}

/// Takes a document away. Messages it was sent with keep it.
pub async fn delete(
    app: &App,
    caller: &Caller,
    person: AnyId<PersonId>,
    id: AnyId<DocumentId>,
) -> Result<Document, AppError> {
    caller.require(Permission::DocumentDelete)?;
    let now = app.clock.now();
    let who = caller.clone();
    let (kept, is_free) = app
        .store
        .write(caller.author(), async move |tx: &Tx| -> Result<_, AppError> {
            let kept = find(tx, &who, &person, &id).await?;
            let is_free = documents::delete(tx, &kept).await?;
            tx.record(event("deleted", &kept.document, now));
            Ok((kept, is_free))
        })
        .await?;
    if is_free {
        discard(&app.blobs, &kept.blob).await;
    }
    Ok(kept.document)
}

async fn keep<S, E>(
    app: &SharedApp,
    caller: &Caller,
    person: PersonId,
    name: String,
    upload: Upload<S>,
) -> Result<Document, AppError>
where
    S: Stream<Item = Result<Bytes, E>> + Send + Unpin,
    E: std::fmt::Display,
{
    let blob = new_blob(caller)?;
    let mut media_type = String::new();
    let check = |head: &[u8]| {
        media_type = check_kind(&upload.media_type, head).map_err(BlobError::Rejected)?;
        Ok(())
    };
    let Stored { size, .. } = app.blobs.put(&blob, upload.body, app.settings.upload_bytes, check).await?;
    let now = app.clock.now();
    let document = Document {
        id: DocumentId::of(0),
        person_id: person,
        name,
        media_type,
        size: i64::try_from(size).unwrap_or(i64::MAX),
        created_by: caller.created_by(),
        created_at: now,
    };
    let kept = Kept { document, blob: blob.to_string() };
    let company = caller.company;
    let written = app
        .store
        .write(caller.author(), async move |tx: &Tx| -> Result<Document, AppError> {
            // Deleted while the file was on its way?
            people::find(tx, company, &AnyId::Ours(person)).await?.ok_or(AppError::Missing("person"))?;
            let document = Document { id: documents::insert(tx, &kept).await?, ..kept.document.clone() };
            tx.record(event("created", &document, now));
            Ok(document)
        })
        .await;
    // After a lost connection the commit may have gone through: a blob that nobody names is better than a row without its blob.
    if matches!(&written, Err(error) if !matches!(error, AppError::Store(StoreError::Unavailable(_)))) {
        discard(&app.blobs, blob.as_str()).await;
    }
    written
}

async fn find(
    read: &impl Read,
    caller: &Caller,
    person: &AnyId<PersonId>,
    id: &AnyId<DocumentId>,
) -> Result<Kept, AppError> {
    let person = people::find(read, caller.company, person).await?.ok_or(AppError::Missing("person"))?;
    documents::find(read, caller.company, person.id, id).await?.ok_or(MISSING)
}

fn new_blob(caller: &Caller) -> Result<BlobName, AppError> {
    // Hex, for blob names know no capitals.
    let random = secret::hash(&secret::random()?);
    let name = format!("cp-{}/documents/{}", caller.company.key(), &random[..32]);
    name.parse().map_err(|error| StoreError::Broken(format!("{name}: {error}")).into())
}

fn event(verb: &'static str, document: &Document, at: Instant) -> NewEvent {
    let (object, person) = (Object::Document(document.id), Some(document.person_id));
    NewEvent { verb, object, person, changes: "{}".to_owned(), at, credentials: false }
}
