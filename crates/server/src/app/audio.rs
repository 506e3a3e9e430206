//! Recordings and voicemails of calls.

mod link;
mod open;
mod put;

pub use link::link;
pub use open::{Opened, open};
pub use put::{forget, put};

use domain::interaction::Interaction;
use serde::{Deserialize, Serialize};
use store::StoreError;

use super::AppError;

/// The two kinds of audio a call can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audio {
    /// Made by an agent.
    Recording,
    /// Left by a caller.
    Voicemail,
}

/// What the row of an interaction keeps about its audio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// The name of the blob.
    pub blob: String,
    /// The media type it is served as.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// The file name it is offered under.
    pub file_name: String,
}

impl Audio {
    /// Both.
    pub const ALL: [Audio; 2] = [Audio::Recording, Audio::Voicemail];

    /// As it stands in paths and file names.
    pub fn name(self) -> &'static str {
        match self {
            Audio::Recording => "recording",
            Audio::Voicemail => "voicemail",
        }
    }

    /// The field that tells of it.
    fn field(self) -> &'static str {
        match self {
            Audio::Recording => "hasRecording",
            Audio::Voicemail => "hasVoicemail",
        }
    }

    fn column(self, row: &Interaction) -> Option<&str> {
        match self {
            Audio::Recording => row.recording.as_deref(),
            Audio::Voicemail => row.voicemail.as_deref(),
        }
    }

    fn set(self, row: &mut Interaction, kept: &Kept) {
        let text = Some(serde_json::json!(kept).to_string());
        match self {
            Audio::Recording => row.recording = text,
            Audio::Voicemail => row.voicemail = text,
        }
    }

    /// What a row keeps of it.
    pub(crate) fn of(self, row: &Interaction) -> Result<Option<Kept>, AppError> {
        let Some(text) = self.column(row) else { return Ok(None) };
        let broken = |error| StoreError::Inconsistent(format!("{} of {}: {error}", self.name(), row.id));
        Ok(Some(serde_json::from_str(text).map_err(broken)?))
    }
}

/// Section 3 of the contract: audio of a sensitive interaction is for those who may read it.
fn check_unlocked(row: &Interaction) -> Result<(), AppError> {
    if !row.locked {
        return Ok(());
    }
    Err(AppError::Forbidden(
        "the audio of this interaction is locked; it needs the permission interaction:read.sensitive"
            .to_owned(),
    ))
}
