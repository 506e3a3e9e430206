use std::fmt;
use std::str::FromStr;

/// A name is a relative path of at most this many bytes.
const MAX_BYTES: usize = 200;

/// The name of a blob: a relative path of `a-z`, `0-9` and `-`, such as `cp-1/recordings/7k3q9xtd`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlobName(String);

/// A text that is no name of a blob.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a blob name is a relative path of a-z, 0-9 and -, at most {MAX_BYTES} bytes")]
pub struct BadBlobName;

impl BlobName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn path(&self) -> object_store::path::Path {
        object_store::path::Path::from(self.0.as_str())
    }
}

impl FromStr for BlobName {
    type Err = BadBlobName;

    fn from_str(text: &str) -> Result<Self, BadBlobName> {
        let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let good = |segment: &str| !segment.is_empty() && segment.bytes().all(letter);
        if text.len() > MAX_BYTES || !text.split('/').all(good) {
            return Err(BadBlobName);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for BlobName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
