//! Keeping the audio of a call: streamed to the blobs first, then written into its row.

use std::sync::Arc;

use bytes::Bytes;
use domain::id::Id;
use domain::interaction::Interaction;
use domain::media::{AudioType, check_audio};
use domain::time::Instant;
use domain::vocabulary::{Channel, Permission};
use futures::Stream;
use serde_json::json;
use store::blobs::{BlobError, BlobName, Blobs};
use store::{StoreError, Tx, interactions};

use super::{Audio, Kept, check_unlocked};
use crate::app::blobs::{Upload, discard};
use crate::app::interactions::{Named, change, event, find};
use crate::app::{AppError, Caller, SharedApp, secret};

/// Makes an audio file the recording or voicemail of a call, in place of the one before.
pub async fn put<S, E>(
    app: &SharedApp,
    caller: &Caller,
    path: &Named,
    audio: Audio,
    upload: Upload<S>,
) -> Result<Interaction, AppError>
where
    S: Stream<Item = Result<Bytes, E>> + Send + Unpin + 'static,
    E: std::fmt::Display + Send + 'static,
{
    caller.require(Permission::InteractionUpdate)?;
    let seen = find(app, caller, path).await?;
    check_unlocked(&seen)?;
    check_takes_audio(&seen)?;
    let limit = app.settings.upload_bytes;
    if upload.announced.is_some_and(|bytes| bytes > limit) {
        return Err(BlobError::TooLarge { limit }.into());
    }
    let (app, caller) = (Arc::clone(app), caller.clone());
    // A task of its own: when the caller leaves half way, it still ends in good order.
    let kept = tokio::spawn(async move { keep(&app, &caller, seen, audio, upload).await });
    kept.await.map_err(|_| AppError::Store(StoreError::Broken("an upload panicked".to_owned())))?
}

/// Removes the blobs that a change took from a row; called after its commit.
pub async fn forget(blobs: &Blobs, before: &Interaction, after: &Interaction) {
    for audio in Audio::ALL {
        let (was, is) = (audio.of(before), audio.of(after));
        if let (Ok(Some(was)), Ok(is)) = (was, is)
            && is.is_none_or(|is| is.blob != was.blob)
        {
            discard(blobs, &was.blob).await;
        }
    }
}

async fn keep<S, E>(
    app: &SharedApp,
    caller: &Caller,
    seen: Interaction,
    audio: Audio,
    upload: Upload<S>,
) -> Result<Interaction, AppError>
where
    S: Stream<Item = Result<Bytes, E>> + Send + Unpin,
    E: std::fmt::Display,
{
    let name = new_name(&seen, audio)?;
    let mut found: Option<&'static AudioType> = None;
    let check = |head: &[u8]| {
        found = Some(check_audio(&upload.media_type, head).map_err(BlobError::Rejected)?);
        Ok(())
    };
    let stored = app.blobs.put(&name, upload.body, app.settings.upload_bytes, check).await?;
    let Some(kind) = found else { return Err(AppError::MediaType("send an audio file".to_owned())) };
    let kept = Kept {
        blob: name.to_string(),
        media_type: kind.media_type.to_owned(),
        size: stored.size,
        file_name: format!("{}-{}.{}", seen.id, audio.name(), kind.extension),
    };
    match write(app, caller, seen, audio, kept).await {
        Ok((before, after, shown)) => {
            forget(&app.blobs, &before, &after).await;
            Ok(shown)
        }
        // The commit may have gone through: a blob that nobody names is better than a row without its blob.
        Err(AppError::Store(StoreError::Unavailable(cause))) => {
            tracing::warn!(blob = %name, "it is not known whether this blob is in use");
            Err(AppError::Store(StoreError::Unavailable(cause)))
        }
        Err(error) => {
            discard(&app.blobs, name.as_str()).await;
            Err(error)
        }
    }
}

async fn write(
    app: &SharedApp,
    caller: &Caller,
    seen: Interaction,
    audio: Audio,
    kept: Kept,
) -> Result<(Interaction, Interaction, Interaction), AppError> {
    let now = app.clock.now();
    let view = caller.view();
    app.store
        .write(caller.author(), async move |tx: &Tx| {
            let before = change::whole(tx, &view, &seen).await?;
            // Both may have changed while the file was on its way.
            check_takes_audio(&before)?;
            check_unlocked(&view.lock(before.clone()))?;
            let after = with_audio(&before, audio, &kept, now);
            interactions::update(tx, &before, &after).await?;
            let told = json!({audio.field(): {"from": audio.column(&before).is_some(), "to": true}});
            tx.record(event("updated", &after, told.to_string(), now));
            let shown = view.show(tx, after.clone()).await?;
            Ok((before, after, shown))
        })
        .await
}

fn with_audio(before: &Interaction, audio: Audio, kept: &Kept, now: Instant) -> Interaction {
    let mut after = before.clone();
    audio.set(&mut after, kept);
    after.updated_at = Some(now);
    after
}

fn check_takes_audio(row: &Interaction) -> Result<(), AppError> {
    if row.channel != Channel::Voice {
        return Err(AppError::Conflict(format!(
            "only voice interactions have audio; this one's channel is {}",
            row.channel
        )));
    }
    if row.is_credentials() {
        return Err(AppError::Refused(
            "nothing that was said is kept of account credentials; give it another theme first".to_owned(),
        ));
    }
    Ok(())
}

fn new_name(row: &Interaction, audio: Audio) -> Result<BlobName, AppError> {
    // Hex, for blob names know no capitals.
    let random = secret::hash(&secret::random()?);
    let name = format!("cp-{}/{}s/{}", row.company.key(), audio.name(), &random[..32]);
    name.parse().map_err(|error| StoreError::Broken(format!("{name}: {error}")).into())
}
