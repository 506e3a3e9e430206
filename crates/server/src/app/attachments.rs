//! Files that came with a message; protected as its words are.

use bytes::Bytes;
use domain::attachment::Attachment;
use domain::interaction::Interaction;
use domain::vocabulary::{Channel, Direction, Permission};
use futures::Stream;
use store::attachments;
use store::blobs::{BlobError, BlobName};

use super::interactions::{Named, find, read};
use super::{App, AppError, Caller};

/// A file that may be read.
pub struct Opened<S> {
    /// What is known of it.
    pub attachment: Attachment,
    /// Its bytes.
    pub bytes: S,
}

/// The files of a message.
pub async fn list(app: &App, caller: &Caller, path: &Named) -> Result<Vec<Attachment>, AppError> {
    caller.require(Permission::InteractionRead)?;
    let row = find(app, caller, path).await?;
    check_unlocked(&row)?;
    let kept = attachments::list(&app.store, row.company, row.id).await?;
    Ok(kept.into_iter().map(|kept| kept.attachment).collect())
}

/// One file of a message; having it is reading the message.
pub async fn open(
    app: &App,
    caller: &Caller,
    path: &Named,
    number: i64,
) -> Result<Opened<impl Stream<Item = Result<Bytes, BlobError>> + Send + use<>>, AppError> {
    caller.require(Permission::InteractionRead)?;
    let row = find(app, caller, path).await?;
    check_unlocked(&row)?;
    let kept = attachments::list(&app.store, row.company, row.id).await?;
    let kept = kept.into_iter().find(|kept| kept.attachment.number == number);
    let kept = kept.ok_or(AppError::Missing("attachment"))?;
    read::tell_of_reading(app, caller, std::slice::from_ref(&row)).await?;
    let name: BlobName = kept.blob.parse().map_err(|_| AppError::Missing("attachment"))?;
    let (bytes, _) = app.blobs.get(&name, None).await?;
    Ok(Opened { attachment: kept.attachment, bytes })
}

/// The letter that was sent, as it was printed; having it is reading the message.
pub async fn letter(
    app: &App,
    caller: &Caller,
    path: &Named,
) -> Result<Opened<impl Stream<Item = Result<Bytes, BlobError>> + Send + use<>>, AppError> {
    caller.require(Permission::InteractionRead)?;
    let row = find(app, caller, path).await?;
    check_unlocked(&row)?;
    // What came in is somebody else's, whatever it is called.
    let is_ours = row.channel == Channel::Mail && row.direction == Direction::Outbound && !row.is_external;
    if !is_ours {
        return Err(AppError::Missing("letter"));
    }
    open(app, caller, path, 1).await.map_err(|error| match error {
        AppError::Missing("attachment") => AppError::Missing("letter"),
        other => other,
    })
}

/// Section 3 of the contract: what came with a sensitive message is for those who may read it.
fn check_unlocked(row: &Interaction) -> Result<(), AppError> {
    if !row.locked {
        return Ok(());
    }
    Err(AppError::Forbidden(
        "the files of this interaction are locked; they need the permission interaction:read.sensitive"
            .to_owned(),
    ))
}
