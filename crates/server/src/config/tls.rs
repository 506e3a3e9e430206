use std::path::PathBuf;

use super::ConfigError;
use super::layers::Values;

/// The certificate to serve with (`[tls]`; off by default).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tls {
    /// PEM file with the certificate and its chain.
    pub cert: PathBuf,
    /// PEM file with the private key.
    pub key: PathBuf,
}

impl Tls {
    pub(super) fn read(values: &Values) -> Result<Option<Self>, ConfigError> {
        match (values.text("tls.cert"), values.text("tls.key")) {
            (None, None) => Ok(None),
            (Some(cert), Some(key)) => Ok(Some(Self { cert: cert.into(), key: key.into() })),
            (Some(_), None) => Err(ConfigError::new("tls.key", "missing, set it beside tls.cert")),
            (None, Some(_)) => Err(ConfigError::new("tls.cert", "missing, set it beside tls.key")),
        }
    }
}
