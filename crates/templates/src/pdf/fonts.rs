//! The three faces of a letter, and how wide their signs are.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::Unprintable;
use crate::markup::Look;

const REGULAR: &[u8] = include_bytes!("../../fonts/OpenSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../fonts/OpenSans-Bold.ttf");
const ITALIC: &[u8] = include_bytes!("../../fonts/OpenSans-Italic.ttf");

/// The faces.
pub(super) struct Fonts {
    regular: Face,
    bold: Face,
    italic: Face,
}

/// One of them.
pub(super) struct Face {
    pub(super) font: Font,
    signs: FontRef<'static>,
    units: f32,
}

impl Fonts {
    pub(super) fn load() -> Result<Self, Unprintable> {
        Ok(Self { regular: Face::load(REGULAR)?, bold: Face::load(BOLD)?, italic: Face::load(ITALIC)? })
    }

    /// The face of a look; what is bold is not slanted too.
    pub(super) fn face(&self, look: Look) -> &Face {
        match look {
            Look { bold: true, .. } => &self.bold,
            Look { italic: true, .. } => &self.italic,
            Look { .. } => &self.regular,
        }
    }
}

impl Face {
    fn load(bytes: &'static [u8]) -> Result<Self, Unprintable> {
        let refused = || Unprintable::Refused("a font cannot be read".to_owned());
        let font = Font::new(bytes.into(), 0).ok_or_else(refused)?;
        let signs = FontRef::new(bytes).map_err(|_| refused())?;
        let units = font.units_per_em();
        Ok(Self { font, signs, units })
    }

    /// The signs of a text in a row, their advances in ems.
    pub(super) fn glyphs(&self, text: &str) -> Result<Vec<KrillaGlyph>, Unprintable> {
        let (map, metrics) =
            (self.signs.charmap(), self.signs.glyph_metrics(Size::unscaled(), LocationRef::default()));
        let glyph = |(at, character): (usize, char)| {
            let sign = map.map(character).ok_or(Unprintable::NoSign(character))?;
            let advance = metrics.advance_width(sign).unwrap_or_default() / self.units;
            let range = at..at + character.len_utf8();
            Ok(KrillaGlyph::new(GlyphId::new(sign.to_u32()), advance, 0.0, 0.0, 0.0, range, None))
        };
        text.char_indices().map(glyph).collect()
    }

    /// How wide a text is, in ems.
    pub(super) fn width(&self, text: &str) -> Result<f32, Unprintable> {
        Ok(self.glyphs(text)?.iter().map(|glyph| glyph.x_advance).sum())
    }
}
