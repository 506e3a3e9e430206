//! The files that came with a message: kept as blobs before anything is written.

use std::convert::Infallible;

use channels::{Arrival, File, ReceivedBody};
use domain::attachment::Attachment;
use domain::id::Id;
use store::StoreError;
use store::arrivals::Waiting;
use store::attachments::Kept;
use store::blobs::BlobName;

use super::apply::Step;
use super::understand::{Stuck, key};
use crate::app::{App, AppError};

/// Longest name of a file, in characters.
const NAME_LENGTH: usize = 255;

/// What an arrival tells, one thing after the other, with its files kept.
///
/// A blob is named after the arrival and its place: a second try writes the same blobs, and leaves none astray.
pub(super) async fn keep(app: &App, waiting: &Waiting, arrival: Arrival) -> Result<Vec<Step>, Stuck> {
    let mut steps = Vec::new();
    let mut kept_before = 0;
    for arrival in laid_open(arrival) {
        let mut kept = Vec::new();
        for (place, file) in files(&arrival).iter().enumerate() {
            kept_before += 1;
            let blob = put(app, waiting, kept_before, file).await?;
            let number = i64::try_from(place + 1).unwrap_or(i64::MAX);
            let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
            let attachment = Attachment {
                number,
                name: clean(&file.name, "file"),
                media_type: clean(&file.media_type, "application/octet-stream"),
                size,
            };
            kept.push(Kept { attachment, blob });
        }
        steps.push(Step { arrival, files: kept });
    }
    Ok(steps)
}

fn laid_open(arrival: Arrival) -> Vec<Arrival> {
    match arrival {
        Arrival::Several(all) => all.into_iter().flat_map(laid_open).collect(),
        one => vec![one],
    }
}

fn files(arrival: &Arrival) -> &[File] {
    match arrival {
        Arrival::Received(received) => match &received.body {
            ReceivedBody::Email { files, .. } => files,
            ReceivedBody::Text { .. } => &[],
        },
        _ => &[],
    }
}

async fn put(app: &App, waiting: &Waiting, place: usize, file: &File) -> Result<String, Stuck> {
    let name = format!("cp-{}/attachments/{}-{place}", waiting.company.key(), key(waiting));
    let blob: BlobName = name.parse().map_err(|error| StoreError::Broken(format!("{name}: {error}")))?;
    let bytes = futures::stream::iter([Ok::<_, Infallible>(file.bytes.clone())]);
    let limit = app.settings.upload_bytes;
    app.blobs.put(&blob, bytes, limit, |_| Ok(())).await.map_err(AppError::from)?;
    Ok(name)
}

/// Without control characters, and something rather than nothing.
fn clean(text: &str, otherwise: &str) -> String {
    let kept: String = text.chars().filter(|letter| !letter.is_control()).take(NAME_LENGTH).collect();
    if kept.trim().is_empty() { otherwise.to_owned() } else { kept }
}
