use std::path::PathBuf;

use super::layers::Values;
use super::{ConfigError, Secret, Store};

/// Where recordings and voicemails are kept (`[blobs]`; default: `blobs` inside the data folder).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blobs {
    /// A folder (`folder`).
    Folder(PathBuf),
    /// An S3-compatible store (`[blobs.s3]`, on once `bucket` is set).
    S3(S3),
}

/// An S3-compatible store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct S3 {
    /// Its address; default: Amazon's for the region.
    pub endpoint: Option<String>,
    /// The bucket, which must exist.
    pub bucket: String,
    /// The region; default `us-east-1`.
    pub region: String,
    /// The access key's id; default: found as Amazon's tools find theirs.
    pub access_key_id: Option<String>,
    /// The access key's secret (`secret_access_key` or `secret_access_key_file`).
    pub secret_access_key: Option<Secret>,
    /// Put before every object's name; default empty.
    pub prefix: String,
}

impl Blobs {
    pub(super) fn read(values: &Values, store: &Store) -> Result<Self, ConfigError> {
        let folder = values.text("blobs.folder");
        let Some(bucket) = values.text("blobs.s3.bucket") else {
            return Ok(Self::Folder(folder.map_or_else(|| default_folder(store), PathBuf::from)));
        };
        if folder.is_some() {
            return Err(ConfigError::new("blobs.folder", "remove either this or blobs.s3.bucket"));
        }
        let access_key_id = values.text("blobs.s3.access_key_id");
        let secret_access_key = values.secret("blobs.s3.secret_access_key")?;
        if access_key_id.is_some() != secret_access_key.is_some() {
            let remedy = "set it together with blobs.s3.secret_access_key (or its _file), or neither";
            return Err(ConfigError::new("blobs.s3.access_key_id", remedy));
        }
        Ok(Self::S3(S3 {
            endpoint: values.text("blobs.s3.endpoint"),
            bucket,
            region: values.text("blobs.s3.region").unwrap_or_else(|| "us-east-1".to_owned()),
            access_key_id,
            secret_access_key,
            prefix: values.text("blobs.s3.prefix").unwrap_or_default(),
        }))
    }
}

fn default_folder(store: &Store) -> PathBuf {
    match store {
        Store::Folder(data) => data.join("blobs"),
        Store::Postgres(_) => PathBuf::from("data/blobs"),
    }
}
