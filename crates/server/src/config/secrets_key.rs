use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::ConfigError;
use super::layers::Values;

/// The key under which secrets are sealed at rest: 32 bytes, never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretsKey([u8; 32]);

impl SecretsKey {
    /// Takes 32 random bytes as the key.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads base64, as `openssl rand -base64 32` prints it.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text.trim()).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// The key as `parse` reads it, for the one file that keeps it.
    pub fn encode(&self) -> String {
        STANDARD.encode(self.0)
    }

    /// The bytes themselves, for the one place that needs them.
    pub fn reveal(&self) -> &[u8; 32] {
        &self.0
    }

    pub(super) fn read(values: &Values) -> Result<Option<Self>, ConfigError> {
        let Some(text) = values.secret("secrets_key")? else { return Ok(None) };
        let wrong = "is no key: give 32 bytes in base64, as `openssl rand -base64 32` prints them";
        Self::parse(text.reveal()).map(Some).ok_or_else(|| ConfigError::new("secrets_key", wrong))
    }
}

impl fmt::Debug for SecretsKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}
