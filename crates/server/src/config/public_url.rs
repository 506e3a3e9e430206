//! How the world reaches this server.

use super::ConfigError;
use super::layers::Values;

/// How the world reaches this server, without a slash at the end: `https://desk.example.com`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// An address as it is written.
    pub fn of(address: impl Into<String>) -> Self {
        Self(address.into().trim_end_matches('/').to_owned())
    }

    /// The address of a path, which begins with a slash.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    pub(super) fn read(values: &Values) -> Result<Option<Self>, ConfigError> {
        let Some(text) = values.text("public_url") else { return Ok(None) };
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let good = host.is_some_and(|host| !host.is_empty() && !host.starts_with('/'))
            && !text.contains(['?', '#', ' ', '"', '<', '>']);
        if good {
            return Ok(Some(Self::of(text)));
        }
        Err(ConfigError::new("public_url", "is no address; write it as https://desk.example.com"))
    }
}
