//! The signature of the sending domain (RFC 6376, RFC 8463).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lettre::Message;
use lettre::message::dkim::{
    DkimCanonicalization, DkimCanonicalizationType, DkimConfig, DkimSigningAlgorithm, DkimSigningKey,
};
use lettre::message::header::HeaderName;
use p256::pkcs8::PrivateKeyInfoRef;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;

/// What is signed: what a reader sees, what holds threads together, and what RFC 8058 section 4 wants signed.
/// Not Content-Type: lettre counts it to the body of a multipart mail and would sign that there is none.
const SIGNED: [&str; 12] = [
    "From",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Reply-To",
    "MIME-Version",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
];
/// What PKCS#8 puts before the 32 bytes of an Ed25519 key (RFC 8410 section 7).
const ED25519_WRAPPING: [u8; 2] = [0x04, 0x20];

/// Signs for one domain.
pub(super) struct Signer {
    config: DkimConfig,
}

impl Signer {
    /// A signer with a private key in PEM; none where that is no key it can use.
    pub(super) fn new(selector: &str, domain: &str, pem: &str) -> Option<Self> {
        let config = DkimConfig::new(
            selector.to_owned(),
            domain.to_owned(),
            key(pem)?,
            SIGNED.into_iter().map(HeaderName::new_from_ascii_str).collect(),
            DkimCanonicalization {
                header: DkimCanonicalizationType::Relaxed,
                body: DkimCanonicalizationType::Relaxed,
            },
        );
        Some(Self { config })
    }

    /// Signs a mail.
    pub(super) fn sign(&self, mail: &mut Message) {
        mail.sign(&self.config);
    }
}

fn key(pem: &str) -> Option<DkimSigningKey> {
    match PrivateKeyDer::from_pem_slice(pem.as_bytes()).ok()? {
        PrivateKeyDer::Pkcs1(der) => rsa(der.secret_pkcs1_der()),
        PrivateKeyDer::Pkcs8(der) => {
            let inside = PrivateKeyInfoRef::try_from(der.secret_pkcs8_der()).ok()?.private_key.as_bytes();
            inside
                .strip_prefix(&ED25519_WRAPPING)
                .filter(|key| key.len() == 32)
                .map_or_else(|| rsa(inside), ed25519)
        }
        _ => None,
    }
}

/// lettre reads RSA keys as PEM of PKCS#1 only, OpenSSL writes PKCS#8.
fn rsa(der: &[u8]) -> Option<DkimSigningKey> {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> = text.as_bytes().chunks(64).filter_map(|line| str::from_utf8(line).ok()).collect();
    let pem =
        format!("-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----\n", lines.join("\n"));
    DkimSigningKey::new(&pem, DkimSigningAlgorithm::Rsa).ok()
}

fn ed25519(key: &[u8]) -> Option<DkimSigningKey> {
    DkimSigningKey::new(&STANDARD.encode(key), DkimSigningAlgorithm::Ed25519).ok()
}
