use super::*;

fn ogg(packet: &[u8]) -> Vec<u8> {
    let mut page = b"OggS\0\x02".to_vec();
    page.resize(26, 0);
    page.extend([1, 19]);
    page.extend_from_slice(packet);
    page
}

/// Two frames of MPEG-1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes each.
fn mp3() -> Vec<u8> {
    let mut bytes = vec![0; 1000];
    bytes[..4].copy_from_slice(&[0xFF, 0xFB, 0x90, 0x00]);
    bytes[417..421].copy_from_slice(&[0xFF, 0xFB, 0x90, 0x00]);
    bytes
}

/// Two ADTS frames of 100 bytes, 44.1 kHz.
fn aac() -> Vec<u8> {
    let frame = [0xFF, 0xF1, 0x50, 0x80, 0x0C, 0x9F, 0xFC];
    let mut bytes = vec![0; 200];
    bytes[..7].copy_from_slice(&frame);
    bytes[100..107].copy_from_slice(&frame);
    bytes
}

fn id3(tag: u8, audio: &[u8]) -> Vec<u8> {
    let mut bytes = b"ID3\x04\0\0\0\0\0".to_vec();
    bytes.push(tag);
    bytes.resize(10 + usize::from(tag), b'x');
    bytes.extend_from_slice(audio);
    bytes
}

/// One sample of every accepted kind.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("audio/mpeg", mp3()),
        ("audio/wav", b"RIFF\x24\0\0\0WAVEfmt ".to_vec()),
        ("audio/ogg", ogg(b"OpusHead\x01\x02")),
        ("audio/webm", b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm".to_vec()),
        ("audio/mp4", b"\0\0\0\x1CftypM4A \0\0\0\0".to_vec()),
        ("audio/3gpp", b"\0\0\0\x1Cftyp3gp4\0\0\0\0".to_vec()),
        ("audio/aac", aac()),
        ("audio/flac", b"fLaC\0\0\0\x22".to_vec()),
        ("audio/amr", b"#!AMR\n\x3c".to_vec()),
        ("audio/amr-wb", b"#!AMR-WB\n\x04".to_vec()),
    ]
}

#[test]
fn every_kind_is_accepted_under_its_names_and_under_no_other() {
    let samples = samples();
    assert_eq!(samples.len(), AUDIO_TYPES.len());
    for (kind, bytes) in &samples {
        for audio in AUDIO_TYPES {
            for name in audio.aliases.iter().chain([&audio.media_type]) {
                let result = check_audio(name, bytes);
                if audio.media_type == *kind {
                    assert_eq!(result, Ok(audio), "{kind} sent as {name}");
                } else {
                    let text = format!("the bytes are not {name}; send the Content-Type of the file itself");
                    assert_eq!(result, Err(text), "{kind} sent as {name}");
                }
            }
        }
    }
}

#[test]
fn no_name_stands_twice() {
    let names: Vec<_> =
        AUDIO_TYPES.iter().flat_map(|audio| audio.aliases.iter().chain([&audio.media_type])).collect();
    let distinct: std::collections::BTreeSet<_> = names.iter().collect();
    assert_eq!(distinct.len(), names.len());
}

#[test]
fn parameters_and_case_of_the_media_type_do_not_matter() {
    let audio = check_audio("Audio/OGG; codecs=opus", &ogg(b"OpusHead")).unwrap();
    assert_eq!((audio.media_type, audio.extension), ("audio/ogg", "ogg"));
}

#[test]
fn other_media_types_are_refused_with_what_to_send() {
    let text = check_audio("video/mp4", b"\0\0\0\x1CftypM4A ").unwrap_err();
    assert!(text.starts_with("video/mp4 is not accepted; send one of audio/mpeg, audio/wav"), "{text}");
    let text = check_audio("", b"fLaC").unwrap_err();
    assert!(text.starts_with("name the kind of audio in Content-Type"), "{text}");
    let text = check_audio("<b>\u{7}\nx", b"fLaC").unwrap_err();
    assert!(text.starts_with("<b>x is not accepted"), "{text}");
    let text = check_audio("audio/flac", b"").unwrap_err();
    assert!(text.starts_with("the body is empty"), "{text}");
}

#[test]
fn a_tag_in_front_is_skipped_and_what_follows_decides() {
    assert!(check_audio("audio/mpeg", &id3(100, &mp3())).is_ok());
    assert!(check_audio("audio/aac", &id3(100, &aac())).is_ok());
    assert!(check_audio("audio/mpeg", &id3(100, &aac())).is_err());
    assert!(check_audio("audio/mpeg", &id3(100, b"<html><body>")).is_err());
    assert!(check_audio("audio/mpeg", &id3(127, &[])).is_ok(), "a cover picture longer than the head");
}

#[test]
fn what_only_looks_like_audio_is_refused() {
    let page = b"<!doctype html><script>alert(1)</script>".to_vec();
    for audio in AUDIO_TYPES {
        assert!(check_audio(audio.media_type, &page).is_err(), "{}", audio.media_type);
        assert!(check_audio(audio.media_type, &[0; 64]).is_err(), "{} of zeros", audio.media_type);
    }
    assert!(check_audio("audio/ogg", &ogg(b"\x80theora")).is_err(), "a film");
    assert!(check_audio("audio/webm", b"\x1A\x45\xDF\xA3\x42\x82\x88matroska").is_err());
    assert!(check_audio("audio/wav", b"RIFF\x24\0\0\0AVI LIST").is_err(), "a film");
    assert!(check_audio("audio/mpeg", b"\xFF\xD8\xFF\xE0\0\x10JFIF").is_err(), "a photograph");
    let mut lonely = mp3();
    lonely[417] = 1;
    assert!(check_audio("audio/mpeg", &lonely).is_err(), "one frame header by accident");
}

#[test]
fn no_head_makes_it_panic() {
    for (_, bytes) in samples() {
        for end in 0..bytes.len() {
            for audio in AUDIO_TYPES {
                let _ = check_audio(audio.media_type, &bytes[..end]);
            }
        }
    }
}
