//! Breaks text into lines.

use unicode_normalization::UnicodeNormalization;

use super::Unprintable;
use super::fonts::Fonts;
use crate::markup::{Look, Run};

/// A line of text.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Its pieces from left to right.
    pub(super) pieces: Vec<Piece>,
    width: f32,
}

/// Words of one look.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) look: Look,
    /// In points.
    pub(super) width: f32,
}

/// The lines of a text that are at most this wide, in points.
pub(super) fn of(fonts: &Fonts, runs: &[Run], size: f32, width: f32) -> Result<Vec<Line>, Unprintable> {
    let mut breaker = Breaker { fonts, size, room: width, lines: vec![Line::default()], word: Vec::new() };
    for run in runs {
        breaker.take(run)?;
    }
    breaker.end_word()?;
    Ok(breaker.lines)
}

struct Breaker<'a> {
    fonts: &'a Fonts,
    size: f32,
    room: f32,
    lines: Vec<Line>,
    /// The word under way: one piece a look.
    word: Vec<Piece>,
}

impl Breaker<'_> {
    fn take(&mut self, run: &Run) -> Result<(), Unprintable> {
        let mut start = 0;
        let text = printable(&run.text);
        for (at, character) in text.char_indices() {
            if character != ' ' && character != '\n' {
                continue;
            }
            self.add(&text[start..at], run.look)?;
            self.end_word()?;
            start = at + 1;
            match character {
                '\n' => self.lines.push(Line::default()),
                _ => self.space(run.look)?,
            }
        }
        self.add(&text[start..], run.look)
    }

    /// More of the word under way.
    fn add(&mut self, text: &str, look: Look) -> Result<(), Unprintable> {
        if !text.is_empty() {
            let width = self.measure(text, look)?;
            self.word.push(Piece { text: text.to_owned(), look, width });
        }
        Ok(())
    }

    fn space(&mut self, look: Look) -> Result<(), Unprintable> {
        let width = self.measure(" ", look)?;
        if self.line().width > 0.0 {
            self.put(Piece { text: " ".to_owned(), look, width });
        }
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), Unprintable> {
        let word = std::mem::take(&mut self.word);
        let width: f32 = word.iter().map(|piece| piece.width).sum();
        if self.line().width > 0.0 && self.line().width + width > self.room {
            self.lines.push(Line::default());
        }
        if width > self.room {
            return word.into_iter().try_for_each(|piece| self.split(&piece));
        }
        word.into_iter().for_each(|piece| self.put(piece));
        Ok(())
    }

    /// A word that is wider than a line goes on in the next.
    fn split(&mut self, piece: &Piece) -> Result<(), Unprintable> {
        for character in piece.text.chars() {
            let text = character.to_string();
            let width = self.measure(&text, piece.look)?;
            if self.line().width > 0.0 && self.line().width + width > self.room {
                self.lines.push(Line::default());
            }
            self.put(Piece { text, look: piece.look, width });
        }
        Ok(())
    }

    fn put(&mut self, piece: Piece) {
        let line = self.line();
        line.width += piece.width;
        match line.pieces.last_mut() {
            Some(last) if last.look == piece.look => {
                last.text.push_str(&piece.text);
                last.width += piece.width;
            }
            _ => line.pieces.push(piece),
        }
    }

    fn line(&mut self) -> &mut Line {
        if self.lines.is_empty() {
            self.lines.push(Line::default());
        }
        let last = self.lines.len() - 1;
        &mut self.lines[last]
    }

    fn measure(&self, text: &str, look: Look) -> Result<f32, Unprintable> {
        Ok(self.fonts.face(look).width(text)? * self.size)
    }
}

/// Composed, and without what has no shape: joiners, soft hyphens, control characters.
fn printable(text: &str) -> String {
    let shaped = |character: char| match character {
        '\n' => Some('\n'),
        '\t' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => Some(' '),
        '\u{2010}' | '\u{2011}' => Some('-'),
        '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{FEFF}' => None,
        '\u{FE00}'..='\u{FE0F}' => None,
        character if character.is_control() => None,
        character => Some(character),
    };
    text.nfc().filter_map(shaped).collect()
}
