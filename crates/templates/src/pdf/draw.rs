//! Writes pages as PDF.

use jiff::civil::Date;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::Stroke;
use krilla::surface::Surface;
use krilla::{Document, SerializeSettings};

use super::Unprintable;
use super::fonts::Fonts;
use super::sheet::{HEIGHT, MARGIN, Page, Text, WIDTH};
use crate::markup::Look;

/// Size and place of the number of a page.
const FOOT: f32 = 8.0;
const FOOT_HEIGHT: f32 = HEIGHT - 40.0;

/// The document.
pub(super) fn document(
    fonts: &Fonts,
    pages: Vec<Page>,
    title: &str,
    date: Option<Date>,
) -> Result<Vec<u8>, Unprintable> {
    let mut document = Document::new_with(SerializeSettings::default());
    let count = pages.len();
    for (at, page) in pages.into_iter().enumerate() {
        let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| refused("no such page"))?;
        let mut sheet = document.start_page_with(size);
        let mut surface = sheet.surface();
        page.texts.iter().try_for_each(|text| write(&mut surface, fonts, text))?;
        page.rules.iter().for_each(|y| rule(&mut surface, *y));
        if count > 1 {
            number(&mut surface, fonts, at + 1, count)?;
        }
        surface.finish();
        sheet.finish();
    }
    document.set_metadata(metadata(title, date));
    document.finish().map_err(|error| refused(&format!("{error:?}")))
}

fn write(surface: &mut Surface<'_>, fonts: &Fonts, text: &Text) -> Result<(), Unprintable> {
    let face = fonts.face(text.look);
    let (start, glyphs) = (Point::from_xy(text.x, text.y), face.glyphs(&text.text)?);
    surface.draw_glyphs(start, &glyphs, face.font.clone(), &text.text, text.size, false);
    Ok(())
}

fn rule(surface: &mut Surface<'_>, y: f32) {
    let mut path = PathBuilder::new();
    path.move_to(MARGIN, y);
    path.line_to(WIDTH - MARGIN, y);
    if let Some(path) = path.finish() {
        let grey = rgb::Color::new(140, 140, 140).into();
        surface.set_stroke(Some(Stroke { paint: grey, width: 0.5, ..Stroke::default() }));
        surface.draw_path(&path);
        surface.set_stroke(None);
    }
}

fn number(surface: &mut Surface<'_>, fonts: &Fonts, number: usize, count: usize) -> Result<(), Unprintable> {
    let text = format!("Page {number} of {count}");
    let width = fonts.face(Look::default()).width(&text)? * FOOT;
    let (x, look) = ((WIDTH - width) / 2.0, Look::default());
    write(surface, fonts, &Text { x, y: FOOT_HEIGHT, size: FOOT, look, text })
}

fn metadata(title: &str, date: Option<Date>) -> Metadata {
    let metadata = Metadata::new().title(title.to_owned()).producer("Switchboard".to_owned());
    let Some(date) = date else { return metadata };
    let part = |value: i8| u8::try_from(value).unwrap_or(1);
    let year = u16::try_from(date.year()).unwrap_or_default();
    metadata.creation_date(DateTime::new(year).month(part(date.month())).day(part(date.day())))
}

fn refused(why: &str) -> Unprintable {
    Unprintable::Refused(why.to_owned())
}
