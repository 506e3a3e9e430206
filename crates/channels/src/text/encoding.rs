//! Texts as they travel: GSM 7-bit or UCS-2, in one piece or in several (3GPP TS 23.038 and 23.040).

/// How the characters of a text are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// The GSM 7-bit default alphabet and its extension table, one septet in each byte.
    Gsm7,
    /// UTF-16, big-endian: as soon as one character is in neither of the tables.
    Ucs2,
}

impl Encoding {
    /// Bytes of a text in one piece, and of each piece where there are several: the header that says which piece it
    /// is takes the place of seven septets, or of six bytes.
    fn room(self) -> (usize, usize) {
        match self {
            Self::Gsm7 => (160, 153),
            Self::Ucs2 => (2 * 70, 2 * 67),
        }
    }
}

/// A text, written and cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// How it is written.
    pub encoding: Encoding,
    /// Its segments in order; an empty text has one, which is empty.
    pub segments: Vec<Vec<u8>>,
}

/// Writes a text in the tighter of the two ways and cuts it into segments, never inside a character.
pub fn encode(text: &str) -> Encoded {
    let gsm7: Option<Vec<Vec<u8>>> = text.chars().map(septets).collect();
    match gsm7 {
        Some(characters) => cut(Encoding::Gsm7, &characters),
        None => cut(Encoding::Ucs2, &text.chars().map(utf16).collect::<Vec<_>>()),
    }
}

/// Reads septets, one in each byte. What the tables do not know becomes a space, as TS 23.038 asks for an escape.
pub fn decode_gsm7(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut bytes = bytes.iter();
    while let Some(byte) = bytes.next() {
        let character = match *byte {
            ESCAPE => bytes.next().and_then(|after| extended(*after)),
            septet => BASIC.chars().nth(usize::from(septet)),
        };
        text.push(character.unwrap_or(' '));
    }
    text
}

/// Reads UTF-16, big-endian; half a character becomes U+FFFD.
pub fn decode_ucs2(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|read| read.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn cut(encoding: Encoding, characters: &[Vec<u8>]) -> Encoded {
    let (single, several) = encoding.room();
    let whole: usize = characters.iter().map(Vec::len).sum();
    let room = if whole <= single { single } else { several };
    let mut segments = vec![Vec::new()];
    for character in characters {
        match segments.last_mut() {
            Some(last) if last.len() + character.len() <= room => last.extend(character),
            _ => segments.push(character.clone()),
        }
    }
    Encoded { encoding, segments }
}

fn septets(character: char) -> Option<Vec<u8>> {
    if let Some(place) = BASIC.chars().position(|known| known == character) {
        // The escape stands in the table to keep the places right; no text holds it.
        return u8::try_from(place).ok().filter(|septet| *septet != ESCAPE).map(|septet| vec![septet]);
    }
    let (septet, _) = EXTENSION.iter().find(|(_, known)| *known == character)?;
    Some(vec![ESCAPE, *septet])
}

fn utf16(character: char) -> Vec<u8> {
    character.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_be_bytes()).collect()
}

fn extended(septet: u8) -> Option<char> {
    EXTENSION.iter().find(|(known, _)| *known == septet).map(|(_, character)| *character)
}

const ESCAPE: u8 = 0x1b;

/// TS 23.038, 6.2.1: the place of a character is its septet.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{1b}ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
                     ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// TS 23.038, 6.2.1.1: behind the escape.
const EXTENSION: [(u8, char); 10] = [
    (0x0a, '\u{c}'),
    (0x14, '^'),
    (0x28, '{'),
    (0x29, '}'),
    (0x2f, '\\'),
    (0x3c, '['),
    (0x3d, '~'),
    (0x3e, ']'),
    (0x40, '|'),
    (0x65, '€'),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lengths(text: &str) -> (Encoding, Vec<usize>) {
        let encoded = encode(text);
        (encoded.encoding, encoded.segments.iter().map(Vec::len).collect())
    }

    #[test]
    fn a_text_is_cut_where_the_standard_says() {
        use Encoding::{Gsm7, Ucs2};
        assert_eq!(lengths(""), (Gsm7, vec![0]));
        assert_eq!(lengths(&"a".repeat(160)), (Gsm7, vec![160]));
        assert_eq!(lengths(&"a".repeat(161)), (Gsm7, vec![153, 8]));
        assert_eq!(lengths(&"a".repeat(306)), (Gsm7, vec![153, 153]));
        assert_eq!(lengths(&"a".repeat(307)), (Gsm7, vec![153, 153, 1]));
        assert_eq!(lengths(&"ш".repeat(70)), (Ucs2, vec![140]));
        assert_eq!(lengths(&"ш".repeat(71)), (Ucs2, vec![134, 8]));
        assert_eq!(lengths("…"), (Ucs2, vec![2]));
    }

    #[test]
    fn what_takes_two_places_is_never_cut_in_two() {
        assert_eq!(lengths(&"€".repeat(80)), (Encoding::Gsm7, vec![160]));
        assert_eq!(lengths(&"€".repeat(81)), (Encoding::Gsm7, vec![152, 10]));
        assert_eq!(lengths(&"😀".repeat(35)), (Encoding::Ucs2, vec![140]));
        assert_eq!(lengths(&"😀".repeat(36)), (Encoding::Ucs2, vec![132, 12]));
    }

    #[test]
    fn the_tables_are_those_of_the_standard() {
        assert_eq!(BASIC.chars().count(), 128);
        let places = [
            ('@', 0x00),
            ('\n', 0x0a),
            ('\r', 0x0d),
            ('Δ', 0x10),
            ('Ξ', 0x1a),
            ('É', 0x1f),
            (' ', 0x20),
            ('¤', 0x24),
        ];
        let more =
            [('?', 0x3f), ('¡', 0x40), ('A', 0x41), ('§', 0x5f), ('¿', 0x60), ('a', 0x61), ('à', 0x7f)];
        for (character, septet) in places.into_iter().chain(more) {
            assert_eq!(encode(&character.to_string()).segments, [[septet]], "{character:?}");
        }
        assert_eq!(encode("€").segments, [[0x1b, 0x65]]);
    }

    #[test]
    fn unknown_septets_are_read_as_spaces() {
        assert_eq!(decode_gsm7(&[0x41, 0x80, 0x1b, 0x00, 0x42, 0x1b]), "A  B ");
        assert_eq!(decode_ucs2(&[0xd8, 0x3d, 0x00, 0x41, 0x00]), "\u{fffd}A");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(text in "\\PC{0,400}") {
            let encoded = encode(&text);
            let bytes = encoded.segments.concat();
            let read = match encoded.encoding {
                Encoding::Gsm7 => decode_gsm7(&bytes),
                Encoding::Ucs2 => decode_ucs2(&bytes),
            };
            prop_assert_eq!(read, text);
        }
    }
}
