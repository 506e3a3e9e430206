//! The containers that begin with a magic number.

/// RIFF/WAVE (Microsoft RIFF MCI, 1991), and RF64/BW64 for files past 4 GB (EBU Tech 3306, ITU-R BS.2088).
pub(super) fn is_wav(head: &[u8]) -> bool {
    let outer = head.get(..4);
    let riff = [b"RIFF", b"RF64", b"BW64"].iter().any(|name| outer == Some(&name[..]));
    riff && head.get(8..12) == Some(b"WAVE")
}

/// An Ogg page (RFC 3533 section 6) whose first packet opens an audio stream, or a skeleton before one.
pub(super) fn is_ogg_audio(head: &[u8]) -> bool {
    const FIRST_PACKETS: [&[u8]; 5] = [
        b"OpusHead",   // RFC 7845 section 5.1
        b"\x01vorbis", // Vorbis I section 4.2.1
        b"\x7FFLAC",   // RFC 9639 section 10.1
        b"Speex   ",   // Speex manual, Ogg file format
        b"fishead\0",  // Ogg Skeleton
    ];
    if !head.starts_with(b"OggS") {
        return false;
    }
    let Some(segments) = head.get(26) else { return false };
    let packet = head.get(27 + usize::from(*segments)..).unwrap_or_default();
    FIRST_PACKETS.iter().any(|first| packet.starts_with(first))
}

/// An EBML header (RFC 8794) whose DocType is webm.
pub(super) fn is_webm(head: &[u8]) -> bool {
    let header = head.get(..head.len().min(64)).unwrap_or_default();
    header.starts_with(&[0x1A, 0x45, 0xDF, 0xA3]) && header.windows(4).any(|word| word == b"webm")
}

/// An ISO base media file (ISO/IEC 14496-12 section 4.3) of an MP4 or iTunes audio brand.
///
/// The brand does not tell whether a picture track is inside: that stands far behind the first bytes.
pub(super) fn is_mp4(head: &[u8]) -> bool {
    const BRANDS: [&[u8]; 12] = [
        b"M4A ", b"M4B ", b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"dash",
        b"MSNV",
    ];
    brand(head).is_some_and(|brand| BRANDS.contains(&brand))
}

/// An ISO base media file of a 3GPP brand (3GPP TS 26.244 section 5.4).
pub(super) fn is_3gpp(head: &[u8]) -> bool {
    brand(head).is_some_and(|brand| brand.starts_with(b"3gp") || brand.starts_with(b"3gr"))
}

/// RFC 9639 section 6.
pub(super) fn is_flac(head: &[u8]) -> bool {
    head.starts_with(b"fLaC")
}

/// RFC 4867 section 5.1, narrowband.
pub(super) fn is_amr(head: &[u8]) -> bool {
    head.starts_with(b"#!AMR\n") || head.starts_with(b"#!AMR_MC1.0\n")
}

/// RFC 4867 section 5.1, wideband.
pub(super) fn is_amr_wb(head: &[u8]) -> bool {
    head.starts_with(b"#!AMR-WB\n") || head.starts_with(b"#!AMR-WB_MC1.0\n")
}

fn brand(head: &[u8]) -> Option<&[u8]> {
    if head.get(4..8) != Some(b"ftyp") {
        return None;
    }
    head.get(8..12)
}
