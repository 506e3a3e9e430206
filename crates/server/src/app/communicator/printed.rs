//! A letter as it was printed: kept with its interaction, for that is what the person reads.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use domain::attachment::Attachment;
use domain::id::{CompanyId, Id};
use domain::interaction::Interaction;
use store::StoreError;
use store::attachments::Kept;
use store::blobs::{BlobError, BlobName};

use super::parcel::Said;
use crate::app::{App, AppError, secret};

/// What its file is called.
pub(crate) const NAME: &str = "letter.pdf";

/// Puts the letter of a message away before the message is written down; nothing where it is none. Account credentials are
/// never kept.
pub(super) async fn keep(
    app: &App,
    interaction: &Interaction,
    said: &Said,
) -> Result<Option<Kept>, AppError> {
    let Said::Letter { pdf, .. } = said else { return Ok(None) };
    if interaction.is_credentials() {
        return Ok(None);
    }
    let unreadable = |error| AppError::Store(StoreError::Broken(format!("a letter: {error}")));
    let bytes = Bytes::from(STANDARD.decode(pdf).map_err(unreadable)?);
    let size = bytes.len() as i64;
    let blob = new_blob(interaction.company)?;
    let body = futures::stream::iter([Ok::<_, BlobError>(bytes)]);
    app.blobs.put(&blob, body, u64::MAX, |_| Ok(())).await?;
    let attachment =
        Attachment { number: 1, name: NAME.to_owned(), media_type: "application/pdf".to_owned(), size };
    Ok(Some(Kept { attachment, blob: blob.to_string() }))
}

fn new_blob(company: CompanyId) -> Result<BlobName, AppError> {
    // Hex, for blob names know no capitals.
    let random = secret::hash(&secret::random()?);
    let name = format!("cp-{}/letters/{}", company.key(), &random[..32]);
    name.parse().map_err(|error| StoreError::Broken(format!("{name}: {error}")).into())
}
