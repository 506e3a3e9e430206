//! TLS for drivers: rustls with ring, and the roots of the machine.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls_platform_verifier::ConfigVerifierExt;

/// Makes ring the provider of this process, if nobody has yet.
pub(crate) fn provide() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// What a client needs to trust whom the machine trusts.
pub(crate) fn client() -> Result<Arc<ClientConfig>, rustls::Error> {
    provide();
    ClientConfig::with_platform_verifier().map(Arc::new)
}
