//! The audio that recordings and voicemails may be: declared by its media type, proven by its bytes.

mod frames;
mod magic;

/// A kind of audio that is accepted.
#[derive(Debug)]
pub struct AudioType {
    /// The media type it is kept and served under.
    pub media_type: &'static str,
    /// Other media types senders use for it.
    pub aliases: &'static [&'static str],
    /// The file extension, without a dot.
    pub extension: &'static str,
    matches: fn(&[u8]) -> bool,
}

impl PartialEq for AudioType {
    fn eq(&self, other: &Self) -> bool {
        self.media_type == other.media_type
    }
}

impl Eq for AudioType {}

/// Every accepted kind of audio.
pub static AUDIO_TYPES: &[AudioType] = &[
    AudioType {
        media_type: "audio/mpeg",
        aliases: &["audio/mp3", "audio/x-mp3", "audio/x-mpeg"],
        extension: "mp3",
        matches: frames::is_mpeg,
    },
    AudioType {
        media_type: "audio/wav",
        aliases: &["audio/x-wav", "audio/wave", "audio/vnd.wave", "audio/x-pn-wav"],
        extension: "wav",
        matches: magic::is_wav,
    },
    AudioType {
        media_type: "audio/ogg",
        aliases: &["audio/opus", "audio/vorbis", "audio/x-ogg"],
        extension: "ogg",
        matches: magic::is_ogg_audio,
    },
    AudioType { media_type: "audio/webm", aliases: &[], extension: "webm", matches: magic::is_webm },
    AudioType {
        media_type: "audio/mp4",
        aliases: &["audio/x-m4a", "audio/m4a"],
        extension: "m4a",
        matches: magic::is_mp4,
    },
    AudioType { media_type: "audio/3gpp", aliases: &[], extension: "3gp", matches: magic::is_3gpp },
    AudioType {
        media_type: "audio/aac",
        aliases: &["audio/x-aac", "audio/aacp", "audio/x-hx-aac-adts"],
        extension: "aac",
        matches: frames::is_aac,
    },
    AudioType {
        media_type: "audio/flac",
        aliases: &["audio/x-flac"],
        extension: "flac",
        matches: magic::is_flac,
    },
    AudioType { media_type: "audio/amr", aliases: &[], extension: "amr", matches: magic::is_amr },
    AudioType { media_type: "audio/amr-wb", aliases: &[], extension: "awb", matches: magic::is_amr_wb },
];

/// The kind of audio that was declared, if it is accepted and the first bytes are of that kind.
///
/// `head` needs the first 4096 bytes, or all of a shorter file.
pub fn check_audio(declared: &str, head: &[u8]) -> Result<&'static AudioType, String> {
    let essence = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if essence.is_empty() {
        return Err(format!("name the kind of audio in Content-Type; send one of {}", accepted()));
    }
    let Some(audio) = audio_type(&essence) else {
        return Err(format!("{} is not accepted; send one of {}", shown(&essence), accepted()));
    };
    if head.is_empty() {
        return Err("the body is empty; send the bytes of the audio file".to_owned());
    }
    if !(audio.matches)(head) {
        return Err(format!("the bytes are not {essence}; send the Content-Type of the file itself"));
    }
    Ok(audio)
}

/// The accepted kind of audio under a media type or one of its aliases.
pub fn audio_type(media_type: &str) -> Option<&'static AudioType> {
    AUDIO_TYPES.iter().find(|audio| audio.media_type == media_type || audio.aliases.contains(&media_type))
}

fn accepted() -> String {
    AUDIO_TYPES.iter().map(|audio| audio.media_type).collect::<Vec<_>>().join(", ")
}

/// What the caller declared, short and printable: it goes into an answer.
fn shown(essence: &str) -> String {
    essence.chars().filter(|letter| letter.is_ascii_graphic()).take(60).collect()
}

#[cfg(test)]
mod tests;
