//! Recordings and voicemails of calls, and the links to them.

pub mod body;
pub mod open;
pub mod put_recording;
pub mod put_voicemail;
pub mod recording_content;
pub mod recording_content_of_person;
pub mod voicemail_content;
pub mod voicemail_content_of_person;
