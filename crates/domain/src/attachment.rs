//! A file that came with a message.

use serde::Serialize;
use utoipa::ToSchema;

/// A file that came with a message, as the API shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// Its place among the files of the interaction, from 1.
    pub number: i64,
    /// Its name, as the sender calls it.
    pub name: String,
    /// Its media type, as the sender calls it.
    pub media_type: String,
    /// Its length, in bytes.
    pub size: i64,
}
