//! A link to the audio of a call that works without a key for a quarter of an hour.

use domain::id::Id;
use domain::vocabulary::Permission;
use store::Tx;

use super::{Audio, check_unlocked};
use crate::app::interactions::{Named, event, find};
use crate::app::{App, AppError, Caller};
use crate::signed_url::{BlobClaim, Disposition, LIFETIME_MICROS};

/// The path and query under which the audio can be had; for a sensitive call, having it is an event.
pub async fn link(
    app: &App,
    caller: &Caller,
    path: &Named,
    audio: Audio,
    disposition: Disposition,
) -> Result<String, AppError> {
    caller.require(Permission::InteractionRead)?;
    let row = find(app, caller, path).await?;
    check_unlocked(&row)?;
    let kept = audio.of(&row)?.ok_or(AppError::Missing(audio.name()))?;
    let now = app.clock.now();
    if row.sensitive {
        let read = event("read", &row, "{}".to_owned(), now);
        // A read claims no idempotency key.
        let author = store::Author { claim: None, ..caller.author() };
        app.store
            .add(author, async move |tx: &Tx| -> Result<(), AppError> {
                tx.record(read.clone());
                Ok(())
            })
            .await?;
    }
    let claim = BlobClaim {
        company: row.company.key(),
        blob: kept.blob,
        media_type: kept.media_type,
        file_name: kept.file_name,
        disposition,
        expires_at: now.0.saturating_add(LIFETIME_MICROS),
    };
    let path = format!("/api/blobs/{}/{}", row.id, audio.name());
    let query = app.signer.sign(&path, &claim);
    Ok(format!("{path}?{query}"))
}
