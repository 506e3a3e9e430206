//! Puts lines on pages of US Letter, from top to bottom.

use super::Unprintable;
use super::fonts::Fonts;
use super::lines::{self, Line};
use crate::limits;
use crate::markup::{Look, Run};

/// Width of a page, in points.
pub(super) const WIDTH: f32 = 612.0;
/// Height of a page, in points.
pub(super) const HEIGHT: f32 = 792.0;
/// White space at the sides, in points.
pub(super) const MARGIN: f32 = 72.0;
/// Where the recipient begins, from the top.
pub(super) const RECIPIENT: f32 = 144.0;
/// Where the envelope's window has ended.
pub(super) const BELOW_WINDOW: f32 = 234.0;
const TOP: f32 = 54.0;
const BOTTOM: f32 = HEIGHT - 72.0;
/// How far an item stands in from the list around it.
const INDENT: f32 = 20.0;
/// Between the columns of a table.
const GAP: f32 = 10.0;

/// How a paragraph looks, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    size: f32,
    /// White space below it.
    below: f32,
    /// Lines that must fit on the page, so that no heading stands alone.
    together: f32,
}

impl Style {
    pub(super) const BODY: Style = Style { size: 10.5, below: 8.0, together: 1.0 };
    pub(super) const TITLE: Style = Style { size: 12.0, below: 12.0, together: 4.0 };
    pub(super) const SENDER: Style = Style { size: 9.0, below: 0.0, together: 1.0 };
    pub(super) const ADDRESS: Style = Style { size: 10.5, below: 0.0, together: 1.0 };
    pub(super) const DATE: Style = Style { size: 10.5, below: 18.0, together: 1.0 };
    const ITEM: Style = Style { size: 10.5, below: 3.0, together: 1.0 };

    pub(super) fn heading(level: u8) -> Style {
        let size = match level {
            1 => 15.0,
            2 => 13.0,
            3 => 11.5,
            _ => 10.5,
        };
        Style { size, below: 6.0, together: 4.0 }
    }

    fn leading(self) -> f32 {
        self.size * 1.4
    }
}

/// What is on a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) texts: Vec<Text>,
    /// Lines across, from the top.
    pub(super) rules: Vec<f32>,
}

/// A piece of text where it stands.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) x: f32,
    /// The base line, from the top.
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) look: Look,
    pub(super) text: String,
}

/// The pages so far.
pub(super) struct Sheet<'a> {
    fonts: &'a Fonts,
    pages: Vec<Page>,
    /// Where the next line begins, from the top.
    y: f32,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, pages: vec![Page::default()], y: TOP }
    }

    /// Leaves white space, down to a height.
    pub(super) fn go_down_to(&mut self, y: f32) {
        self.y = self.y.max(y);
    }

    pub(super) fn paragraph(&mut self, runs: &[Run], style: Style) -> Result<(), Unprintable> {
        let lines = lines::of(self.fonts, runs, style.size, WIDTH - 2.0 * MARGIN)?;
        self.make_room(style.leading() * style.together)?;
        for line in lines {
            self.next_line(style.leading())?;
            self.put(line, MARGIN, style.size);
        }
        self.y += style.below;
        Ok(())
    }

    pub(super) fn item(&mut self, sign: &str, depth: usize, runs: &[Run]) -> Result<(), Unprintable> {
        let style = Style::ITEM;
        let left = MARGIN + INDENT * depth as f32;
        let lines = lines::of(self.fonts, runs, style.size, WIDTH - MARGIN - left)?;
        for (at, line) in lines.into_iter().enumerate() {
            self.next_line(style.leading())?;
            if at == 0 && !sign.is_empty() {
                self.write(left - INDENT + 4.0, style.size, Look::default(), sign.to_owned());
            }
            self.put(line, left, style.size);
        }
        self.y += style.below;
        Ok(())
    }

    /// The cells of a row side by side, each as wide as the others.
    pub(super) fn row(&mut self, cells: &[Vec<Run>]) -> Result<(), Unprintable> {
        let style = Style::ITEM;
        let column = (WIDTH - 2.0 * MARGIN) / cells.len().max(1) as f32;
        let broken = cells.iter().map(|cell| lines::of(self.fonts, cell, style.size, column - GAP));
        let mut columns = broken.map(|lines| lines.map(Vec::into_iter)).collect::<Result<Vec<_>, _>>()?;
        let height = columns.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
        for _ in 0..height {
            self.next_line(style.leading())?;
            for (at, lines) in columns.iter_mut().enumerate() {
                if let Some(line) = lines.next() {
                    self.put(line, MARGIN + column * at as f32, style.size);
                }
            }
        }
        self.y += style.below;
        Ok(())
    }

    /// A line across the page.
    pub(super) fn rule(&mut self) -> Result<(), Unprintable> {
        self.next_line(Style::BODY.below)?;
        let y = self.y;
        self.page().rules.push(y);
        self.y += Style::BODY.below;
        Ok(())
    }

    pub(super) fn finish(self) -> Vec<Page> {
        self.pages
    }

    fn put(&mut self, line: Line, left: f32, size: f32) {
        let mut x = left;
        for piece in line.pieces {
            self.write(x, size, piece.look, piece.text);
            x += piece.width;
        }
    }

    fn write(&mut self, x: f32, size: f32, look: Look, text: String) {
        let y = self.y;
        self.page().texts.push(Text { x, y, size, look, text });
    }

    /// Goes down by a line, on to the next page where none fits.
    fn next_line(&mut self, leading: f32) -> Result<(), Unprintable> {
        self.make_room(leading)?;
        self.y += leading;
        Ok(())
    }

    fn make_room(&mut self, height: f32) -> Result<(), Unprintable> {
        if self.y + height <= BOTTOM {
            return Ok(());
        }
        if self.pages.len() >= limits::PAGES {
            return Err(Unprintable::TooLong);
        }
        self.pages.push(Page::default());
        self.y = TOP;
        Ok(())
    }

    fn page(&mut self) -> &mut Page {
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }
}
