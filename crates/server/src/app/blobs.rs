//! Where blobs are kept, and the key that signs the links to them.

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::{CompanyId, Id};
use store::blobs::{BlobError, BlobName, Blobs, S3Settings};
use store::{Author, Place, Store, StoreError, Tx, facts};

use super::{AppError, secret};
use crate::config;
use crate::signed_url::Signer;

/// The fact under which the store remembers the key.
const KEY: &str = "blob-signing-key";

/// A file on its way here.
pub struct Upload<S> {
    /// Its media type, as the sender calls it.
    pub media_type: String,
    /// Its size, where the sender announces one.
    pub announced: Option<u64>,
    /// Its bytes.
    pub body: S,
}

/// The configured place, or the usual one beside the store.
pub(crate) fn open(place: &Place, configured: Option<&config::Blobs>) -> Result<Blobs, AppError> {
    let opened = match (configured, place) {
        (Some(config::Blobs::S3(s3)), _) => Blobs::s3(settings(s3)),
        (Some(config::Blobs::Folder(folder)), _) => Blobs::folder(folder),
        (None, Place::Folder(folder)) => Blobs::folder(&folder.join("blobs")),
        (None, Place::Url(_)) => Blobs::folder(&PathBuf::from("switchboard-blobs")),
    };
    opened.map_err(|error| {
        AppError::Unavailable(format!("{error}; set blobs.folder or blobs.s3 to a place that can be written"))
    })
}

/// Removes a blob that no row names any more: what cannot be removed now costs room and nothing else.
pub(crate) async fn discard(blobs: &Blobs, name: &str) {
    let Ok(name) = name.parse::<BlobName>() else { return };
    if let Err(error) = blobs.delete(&name).await {
        tracing::warn!(%error, blob = %name, "a blob that nobody needs could not be removed");
    }
}

/// A signer with the store's own key, made at the first start; servers that start together agree on one.
pub(super) async fn signer(store: &Store) -> Result<Signer, AppError> {
    if let Some(text) = facts::find(store, KEY).await? {
        return read(&text);
    }
    let proposal = secret::random()?;
    let nobodys = Author::system(CompanyId::of(0));
    store
        .write(nobodys, async move |tx: &Tx| -> Result<(), AppError> {
            facts::claim(tx, KEY, &proposal).await?;
            Ok(())
        })
        .await?;
    let kept = facts::find(store, KEY).await?;
    read(&kept.unwrap_or_default())
}

fn read(text: &str) -> Result<Signer, AppError> {
    let key = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let broken = || StoreError::Inconsistent(format!("the fact {KEY} is no key"));
    Ok(Signer::new(key.ok_or_else(broken)?))
}

fn settings(s3: &config::S3) -> S3Settings {
    let secret = s3.secret_access_key.as_ref().map(|secret| secret.reveal().to_owned());
    S3Settings {
        endpoint: s3.endpoint.clone(),
        bucket: s3.bucket.clone(),
        region: s3.region.clone(),
        access_key: s3.access_key_id.clone().zip(secret),
        prefix: s3.prefix.clone(),
        // Only whoever wrote `http://` into the configuration gets a connection without TLS.
        allow_http: s3.endpoint.as_ref().is_some_and(|endpoint| endpoint.starts_with("http://")),
    }
}

impl From<BlobError> for AppError {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::NotFound => AppError::Missing("file"),
            BlobError::TooLarge { limit } => {
                AppError::TooLarge(format!("a file has at most {limit} bytes; send a smaller one"))
            }
            BlobError::Rejected(text) => AppError::MediaType(text),
            BlobError::OutOfRange => AppError::field("Range", "lies outside the file"),
            BlobError::BrokeOff(_) => {
                AppError::field("body", "broke off before its end; send the whole file again")
            }
            BlobError::Full => AppError::Unavailable(
                "no room is left for files; nothing was saved; make room and try again".to_owned(),
            ),
            BlobError::Unavailable(cause) => {
                tracing::error!(%cause, "blobs are out of reach");
                AppError::Unavailable("files are out of reach just now; try again".to_owned())
            }
        }
    }
}
