//! A letter as PDF: who writes to whom, the day, the words, and the number of each page.

mod draw;
mod fonts;
mod lines;
mod sheet;

use domain::template::TemplateContent;
use jiff::civil::Date;

use crate::limits;
use crate::markup::{self, Block, Look, Run};

use fonts::Fonts;
use sheet::{Sheet, Style};

/// What is put on paper. The same letter is the same bytes.
#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    /// The lines of the sender: name, street, place.
    pub sender: &'a [String],
    /// The lines of the recipient; none on what is no letter.
    pub recipient: &'a [String],
    /// The day on it.
    pub date: Option<Date>,
    /// The words, rendered.
    pub message: &'a TemplateContent,
}

/// Why something cannot be put on paper.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unprintable {
    /// The font does not know a character.
    #[error("the font of letters has no sign for {0:?} (U+{code:04X}); write it in another script", code = u32::from(*.0))]
    NoSign(char),
    /// It has too many pages.
    #[error("it has more than {} pages", limits::PAGES)]
    TooLong,
    /// The PDF library refused it.
    #[error("it could not be written as PDF: {0}")]
    Refused(String),
}

/// The letter as PDF.
pub fn letter(letter: &Letter<'_>) -> Result<Vec<u8>, Unprintable> {
    let fonts = Fonts::load()?;
    let mut sheet = Sheet::new(&fonts);
    head(&mut sheet, letter)?;
    let message = letter.message;
    if let Some(subject) = &message.subject_line {
        sheet.paragraph(&plain(subject, true), Style::TITLE)?;
    }
    let blocks = match (&message.html, &message.text, &message.body) {
        (Some(html), _, _) => markup::read(html),
        (None, Some(text), _) | (None, None, Some(text)) => markup::read_text(text),
        (None, None, None) => Vec::new(),
    };
    for block in &blocks {
        put(&mut sheet, block)?;
    }
    let title = message.subject_line.as_deref().unwrap_or("Letter");
    draw::document(&fonts, sheet.finish(), title, letter.date)
}

/// Sender, recipient and day, where the windows of a #10 envelope and a US reader look for them.
fn head(sheet: &mut Sheet<'_>, letter: &Letter<'_>) -> Result<(), Unprintable> {
    for line in letter.sender {
        sheet.paragraph(&plain(line, false), Style::SENDER)?;
    }
    if !letter.recipient.is_empty() {
        sheet.go_down_to(sheet::RECIPIENT);
        for line in letter.recipient {
            sheet.paragraph(&plain(line, false), Style::ADDRESS)?;
        }
        sheet.go_down_to(sheet::BELOW_WINDOW);
    }
    if let Some(date) = letter.date {
        let words = date.strftime("%B %-d, %Y").to_string();
        sheet.paragraph(&plain(&words, false), Style::DATE)?;
    }
    Ok(())
}

fn put(sheet: &mut Sheet<'_>, block: &Block) -> Result<(), Unprintable> {
    match block {
        Block::Heading(level, runs) => {
            let bold: Vec<Run> =
                runs.iter().map(|run| Run { look: Look { bold: true, ..run.look }, ..run.clone() }).collect();
            sheet.paragraph(&bold, Style::heading(*level))
        }
        Block::Paragraph(runs) => sheet.paragraph(runs, Style::BODY),
        Block::Item(sign, depth, runs) => sheet.item(sign, *depth, runs),
        Block::Row(cells) => sheet.row(cells),
        Block::Rule => sheet.rule(),
    }
}

fn plain(text: &str, bold: bool) -> Vec<Run> {
    vec![Run { text: text.to_owned(), look: Look { bold, italic: false } }]
}
