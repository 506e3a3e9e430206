use std::fmt;
use std::time::Duration;

use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::{ClientOptions, RetryConfig};

use super::BlobError;

/// The size of a part: S3 wants at least 5 MiB for all but the last, and at most 10,000 of them.
pub(super) const PART_BYTES: usize = 8 * 1024 * 1024;

/// Where an S3-compatible store is and how to enter it.
#[derive(Clone)]
pub struct S3Settings {
    /// Its URL; without one, Amazon's own for the region.
    pub endpoint: Option<String>,
    /// The bucket, which must exist.
    pub bucket: String,
    /// The region, `us-east-1` where the store knows none.
    pub region: String,
    /// The access key's id and secret; without them they are found as Amazon's tools find theirs.
    pub access_key: Option<(String, String)>,
    /// What every name begins with in the bucket; may be empty.
    pub prefix: String,
    /// Whether an endpoint without TLS is allowed.
    pub allow_http: bool,
}

impl fmt::Debug for S3Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Settings")
            .field("endpoint", &self.endpoint)
            .field("bucket", &self.bucket)
            .field("region", &self.region)
            .field("access_key_id", &self.access_key.as_ref().map(|(id, _)| id))
            .field("prefix", &self.prefix)
            .field("allow_http", &self.allow_http)
            .finish()
    }
}

pub(super) fn open(settings: S3Settings) -> Result<AmazonS3, BlobError> {
    // The HTTP client takes the process-wide TLS provider; a second installation is refused, harmlessly.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = match settings.access_key {
        Some((id, secret)) => AmazonS3Builder::new().with_access_key_id(id).with_secret_access_key(secret),
        None => AmazonS3Builder::from_env(),
    };
    let mut builder = builder
        .with_bucket_name(settings.bucket)
        .with_region(settings.region)
        .with_client_options(client_options(settings.allow_http))
        .with_retry(retries());
    if let Some(endpoint) = settings.endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    Ok(builder.build()?)
}

/// A long recording takes as long as its listener: only silence ends a request, not its length.
fn client_options(allow_http: bool) -> ClientOptions {
    ClientOptions::new()
        .with_allow_http(allow_http)
        .with_timeout_disabled()
        .with_connect_timeout(Duration::from_secs(5))
        .with_read_timeout(Duration::from_secs(30))
}

/// Somebody waits for the answer: a store that is down is reported soon.
fn retries() -> RetryConfig {
    RetryConfig { max_retries: 3, retry_timeout: Duration::from_secs(20), ..RetryConfig::default() }
}
