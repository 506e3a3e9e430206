//! The formats without a magic number: a frame is recognised by its header and the frame after it.

/// MPEG audio, layers I to III (ISO/IEC 11172-3 section 2.4.1.3, 13818-3), with or without ID3 in front.
pub(super) fn is_mpeg(head: &[u8]) -> bool {
    begins_with_frames(head, mpeg_frame_length)
}

/// AAC as an ADTS stream (ISO/IEC 14496-3 annex 1.A.2.2), with or without ID3 in front, or as ADIF.
pub(super) fn is_aac(head: &[u8]) -> bool {
    head.starts_with(b"ADIF") || begins_with_frames(head, adts_frame_length)
}

fn begins_with_frames(head: &[u8], frame_length: fn(&[u8]) -> Option<usize>) -> bool {
    let Some(audio) = head.get(id3_length(head)..) else {
        return true; // the tag (a cover picture) is longer than what is seen: nothing says otherwise
    };
    let zeros = audio.iter().take_while(|byte| **byte == 0).count();
    let audio = audio.get(zeros..).unwrap_or_default();
    if audio.is_empty() {
        return id3_length(head) > 0;
    }
    let Some(first) = frame_length(audio) else { return false };
    match audio.get(first..) {
        Some(next) if next.len() >= 7 => frame_length(next).is_some() || is_trailing_tag(next),
        _ => true,
    }
}

/// ID3v2.3 section 3.1: ten bytes and a length of four times seven bits.
fn id3_length(head: &[u8]) -> usize {
    let (b"ID3", Some(size)) = (head.get(..3).unwrap_or_default(), head.get(6..10)) else { return 0 };
    if size.iter().any(|byte| byte & 0x80 != 0) {
        return 0;
    }
    10 + size.iter().fold(0, |length, byte| (length << 7) | usize::from(*byte))
}

fn is_trailing_tag(next: &[u8]) -> bool {
    next.starts_with(b"TAG") || next.starts_with(b"APETAGE")
}

fn mpeg_frame_length(audio: &[u8]) -> Option<usize> {
    let &[0xFF, second, third, ..] = audio else { return None };
    let (version, layer) = ((second >> 3) & 3, (second >> 1) & 3);
    if second & 0xE0 != 0xE0 || version == 1 || layer == 0 {
        return None;
    }
    let mpeg1 = version == 3;
    let kilobits = usize::from(*bit_rates(mpeg1, layer).get(usize::from(third >> 4))?);
    let rate = [44_100, 48_000, 32_000].get(usize::from((third >> 2) & 3))?
        / match version {
            3 => 1,
            2 => 2,
            _ => 4,
        };
    if kilobits == 0 {
        return None; // free format: nobody writes it, and it has no length to prove itself by
    }
    let padding = usize::from((third >> 1) & 1);
    Some(match layer {
        3 => (12_000 * kilobits / rate + padding) * 4,
        1 if !mpeg1 => 72_000 * kilobits / rate + padding,
        _ => 144_000 * kilobits / rate + padding,
    })
}

fn bit_rates(mpeg1: bool, layer: u8) -> [u16; 15] {
    match (mpeg1, layer) {
        (true, 3) => [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
        (true, 2) => [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        (true, _) => [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        (false, 3) => [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
        (false, _) => [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    }
}

fn adts_frame_length(audio: &[u8]) -> Option<usize> {
    let &[0xFF, second, third, fourth, fifth, sixth, ..] = audio else { return None };
    let sampling = (third >> 2) & 0x0F;
    if second & 0xF6 != 0xF0 || sampling > 12 {
        return None;
    }
    let length = usize::from(fourth & 3) << 11 | usize::from(fifth) << 3 | usize::from(sixth >> 5);
    (length >= 7).then_some(length)
}
