//! The documents a message takes along.

use ::channels::{Attachment as Enclosure, Capabilities};
use bytes::Bytes;
use domain::attachment::Attachment;
use domain::id::{AnyId, DocumentId, InteractionId, PersonId};
use domain::vocabulary::Permission;
use futures::TryStreamExt;
use serde::{Deserialize, Serialize};
use store::Tx;
use store::attachments;
use store::blobs::{BlobError, BlobName, Blobs};
use store::documents::{self, Kept};

use super::parcel::Said;
use crate::app::{App, AppError, Caller};

/// Most bytes of all documents of one email: as base64 they are a third longer, and mail services take 25 MB.
const TOGETHER: i64 = 18 * 1024 * 1024;

/// A document in the outbox. Its blob stays while the message is on record, whatever becomes of the document.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Enclosed {
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) size: i64,
    blob: String,
}

/// The person's documents under these names.
pub(super) async fn find(
    app: &App,
    caller: &Caller,
    person: PersonId,
    named: &[AnyId<DocumentId>],
) -> Result<Vec<Kept>, AppError> {
    if !named.is_empty() {
        caller.require(Permission::DocumentRead)?;
    }
    let mut found = Vec::with_capacity(named.len());
    for (at, id) in named.iter().enumerate() {
        let kept = documents::find(&app.store, caller.company, person, id).await?;
        found.push(kept.ok_or_else(|| missing(at))?);
    }
    Ok(found)
}

/// Puts documents into an email whose channel takes them.
pub(super) fn enclose(
    said: &mut Said,
    documents: &[Kept],
    capabilities: &Capabilities,
) -> Result<(), AppError> {
    if documents.is_empty() {
        return Ok(());
    }
    let Said::Email(mail) = said else {
        return Err(AppError::field("attachments", "go with an email only; leave them out"));
    };
    if !capabilities.attachments {
        return Err(AppError::field("attachments", "are not carried by this channel; leave them out"));
    }
    let together: i64 = documents.iter().map(|kept| kept.document.size).sum();
    if together > TOGETHER {
        let message = format!("have {together} bytes together; an email takes {TOGETHER}, send fewer");
        return Err(AppError::field("attachments", message));
    }
    mail.enclosed = documents.iter().map(Enclosed::from).collect();
    Ok(())
}

/// Notes the documents with the interaction, unless one was taken away meanwhile.
pub(super) async fn record(
    tx: &Tx,
    person: PersonId,
    documents: &[DocumentId],
    interaction: InteractionId,
) -> Result<(), AppError> {
    let mut files = Vec::with_capacity(documents.len());
    for (at, id) in documents.iter().enumerate() {
        let found = documents::find(tx, tx.author().company, person, &AnyId::Ours(*id)).await?;
        let Kept { document, blob } = found.ok_or_else(|| missing(at))?;
        files.push(attachments::Kept {
            attachment: Attachment {
                number: place(at),
                name: document.name,
                media_type: document.media_type,
                size: document.size,
            },
            blob,
        });
    }
    Ok(attachments::insert(tx, interaction, &files).await?)
}

/// The documents as the interaction shows them.
pub(super) fn shown(enclosed: &[Enclosed]) -> Vec<Attachment> {
    let shown = |(at, one): (usize, &Enclosed)| Attachment {
        number: place(at),
        name: one.name.clone(),
        media_type: one.media_type.clone(),
        size: one.size,
    };
    enclosed.iter().enumerate().map(shown).collect()
}

/// The documents with their bytes, as a driver takes them.
pub(super) async fn load(blobs: &Blobs, enclosed: &[Enclosed]) -> Result<Vec<Enclosure>, BlobError> {
    let mut loaded = Vec::with_capacity(enclosed.len());
    for one in enclosed {
        let name: BlobName = one.blob.parse().map_err(|_| BlobError::NotFound)?;
        let (bytes, meta) = blobs.get(&name, None).await?;
        let whole = Vec::with_capacity(usize::try_from(meta.size).unwrap_or_default());
        let bytes: Bytes = bytes
            .try_fold(whole, async |mut whole, part| {
                whole.extend_from_slice(&part);
                Ok(whole)
            })
            .await?
            .into();
        loaded.push(Enclosure { name: one.name.clone(), media_type: one.media_type.clone(), bytes });
    }
    Ok(loaded)
}

impl From<&Kept> for Enclosed {
    fn from(kept: &Kept) -> Self {
        let Kept { document, blob } = kept;
        Self {
            name: document.name.clone(),
            media_type: document.media_type.clone(),
            size: document.size,
            blob: blob.clone(),
        }
    }
}

fn place(at: usize) -> i64 {
    i64::try_from(at + 1).unwrap_or(i64::MAX)
}

fn missing(at: usize) -> AppError {
    AppError::field(
        &format!("attachments[{at}]"),
        "names no document of this person; bring it to /api/people/{personId}/documents first",
    )
}
